"""The hours of a meeting are typed afterwards, and a wrong press is corrected; the order follows."""

from datetime import datetime, time, timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.sittings.actions.hours import type_hours
from portal.sittings.actions.minutes import begin_turn, send_minutes
from portal.sittings.forms.hours import HourDraft
from portal.sittings.models import MinutesSignature, TurnKind
from portal.sittings.protocol import as_taken, hours_of, length_of, turns_mark
from tests.factories import saved
from tests.sittings.scene import approved_in, minuted, minutes_sent_in, on_desk, sent_in, sitting_in

ITEM, BREAK, END = TurnKind.ITEM, TurnKind.BREAK, TurnKind.END


@pytest.fixture
def held(table, harbour):
    """Yesterday from 14 to 16; nobody pressed."""
    return sent_in(harbour, days=-1)


def at(hour, minute=0):
    return time(hour, minute)


def said(sitting, *rows):
    numbers = [item.id for item in sitting.items]
    return [HourDraft(kind, numbers[number] if number is not None else None, hour) for kind, number, hour in rows]


def typed(bo, sitting, *rows):
    type_hours(bo, sitting, said(sitting, *rows), seen=turns_mark(sitting))


def begun(sitting):
    return [(turn.kind, turn.item and turn.item.position, clock.in_denmark(turn.begins_at).strftime("%H.%M"))
            for turn in sitting.turns]  # fmt: skip


def test_the_order_as_taken_is_worked_out_of_the_hours(bo, held):
    typed(bo, held, (ITEM, 0, at(14, 40)), (END, None, at(15, 30)), (BREAK, None, at(14, 30)), (ITEM, 1, at(14, 5)))
    assert begun(held) == [(ITEM, 2, "14.05"), (BREAK, None, "14.30"), (ITEM, 1, "14.40"), (END, None, "15.30")]
    assert [item.position for item in as_taken(held)] == [2, 1]
    assert length_of(held, held.items[0]) == timedelta(minutes=50)
    assert [clock.in_denmark(one).hour for one in hours_of(held)] == [14, 15]


def test_the_page_takes_the_hours_in_and_shows_them_again(bo, client, held):
    page = client(bo).get(f"{held.path}/forloeb/tider").text
    assert "planlagt" in page and page.count('name="hour_') == 6
    first, second = held.items
    data = {"seen": turns_mark(held), "what_0": first.id, "hour_0": "14:10", "what_1": second.id, "hour_1": "14:50",
            "what_2": "end", "hour_2": "15:20"}  # fmt: skip
    for _click in range(2):
        answer = client(bo).post(f"{held.path}/forloeb/tider", data=data)
        assert answer.status_code == 302, answer.text
    db.session.expire_all()
    assert [hour for _kind, _number, hour in begun(held)] == ["14.10", "14.50", "15.20"]
    page = client(bo).get(f"{held.path}/forloeb/tider").text
    assert all(f'value="{hour}"' in page for hour in ("14:10", "14:50", "15:20"))


def test_a_wrong_press_is_corrected_and_the_others_keep_their_second(bo, harbour, table):
    sitting = sent_in(harbour, days=0)
    begins = sitting.starts_at
    for minutes, number in ((1, 0), (20, 1)):
        with clock.frozen(begins + timedelta(minutes=minutes, seconds=7)):
            begin_turn(bo, sitting, ITEM, sitting.items[number], seen=len(sitting.turns))
            db.session.expire_all()
    first, second = sitting.turns
    stands = first.begins_at
    corrected = clock.in_denmark(begins + timedelta(minutes=12)).time().replace(second=0)
    kept = clock.in_denmark(stands).time().replace(second=0)
    rows = [HourDraft(ITEM, first.item_id, kept, first.id), HourDraft(ITEM, second.item_id, corrected, second.id)]
    with clock.frozen(begins + timedelta(hours=1)):
        type_hours(bo, sitting, rows, seen=turns_mark(sitting))
        assert sitting.turns[0].begins_at == stands
        assert sitting.turns[1].begins_at == (begins + timedelta(minutes=12)).replace(second=0)
        type_hours(bo, sitting, rows[:1], seen=turns_mark(sitting))
        assert [turn.item_id for turn in sitting.turns] == [first.item_id], (
            "an hour that is emptied takes the press away"
        )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(ITEM, 0, at(5))], r"05\.00 ligger uden for mødet, der var planlagt kl\.\s14"),
        ([(ITEM, 0, at(23, 30))], r"23\.30 ligger uden for mødet"),
        ([(ITEM, 0, at(14)), (END, None, at(15)), (ITEM, 1, at(15, 10))], r"sluttede kl\. 15\.00, så punkt 2 kan ikke"),
        ([(ITEM, 0, at(14)), (END, None, at(15)), (BREAK, None, at(15, 10))], r"15\.00, så en pause kan ikke"),
        ([(END, None, at(15)), (END, None, at(16))], "ét klokkeslæt"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_a_sentence(bo, client, held, rows, words):
    with pytest.raises(Refused, match=words):
        typed(bo, held, *rows)
    data = {"seen": turns_mark(held)}
    for row, one in enumerate(said(held, *rows)):
        data |= {f"what_{row}": one.item_id or one.kind.value, f"hour_{row}": one.hour.strftime("%H:%M")}
    answer = client(bo).post(f"{held.path}/forloeb/tider", data=data)
    assert answer.status_code == 422 and all(f'value="{one.hour:%H:%M}"' in answer.text for one in said(held, *rows))
    assert held.turns == []


def test_an_hour_that_has_not_come_is_refused(bo, harbour, table):
    sitting = sent_in(harbour, days=0)
    later = clock.in_denmark(clock.now() + timedelta(minutes=40)).time()
    with clock.frozen(clock.now() + timedelta(minutes=5)), pytest.raises(Refused, match="ikke kommet endnu"):
        typed(bo, sitting, (ITEM, 0, later))


def test_a_meeting_that_goes_on_past_midnight(bo, harbour, table):
    day = clock.in_denmark(clock.now()).date() - timedelta(days=3)
    starts = clock.moment_in_denmark(datetime.combine(day, time(20)))
    sitting = sent_in(harbour, days=-3, starts_at=starts, ends_at=starts + timedelta(hours=3))
    typed(bo, sitting, (ITEM, 0, at(20, 5)), (ITEM, 1, at(23, 50)), (END, None, at(0, 15)))
    assert [hour for _kind, _number, hour in begun(sitting)] == ["20.05", "23.50", "00.15"]


def test_an_hour_needs_to_say_what_began(bo, client, held):
    data = {"seen": turns_mark(held), "what_0": "", "hour_0": "14:10"}
    answer = client(bo).post(f"{held.path}/forloeb/tider", data=data)
    assert answer.status_code == 422 and "Vælg, hvad der begyndte kl. 14.10" in answer.text


def test_whoever_types_is_told_of_a_press_in_the_meantime(bo, client, held):
    mark = turns_mark(held)
    typed(bo, held, (ITEM, 0, at(14, 1)))
    data = {"seen": mark, "what_0": held.items[1].id, "hour_0": "14:30"}
    answer = client(bo).post(f"{held.path}/forloeb/tider", data=data)
    assert answer.status_code == 422 and "14.01 Punkt 1" in answer.text and 'value="14:30"' in answer.text
    assert [one[2] for one in begun(held)] == ["14.01"]


@pytest.mark.parametrize("who", ["anna", "carl", "eva"])
def test_only_the_secretary_types_hours(request, held, who):
    with pytest.raises(NotAllowed):
        typed(request.getfixturevalue(who), held, (ITEM, 0, at(14)))


def test_not_before_the_meeting_and_not_once_its_minutes_are_approved(bo, harbour, table):
    with pytest.raises(Refused):
        typed(bo, sent_in(harbour, days=3), (ITEM, 0, at(14)))
    with pytest.raises(Refused, match="godkendt"):
        typed(bo, approved_in(harbour, bo), (ITEM, 0, at(14)))


def test_once_the_minutes_are_sent_a_correction_of_hours_is_entered_in_them(
    bo, carl, client, deliver_outbox, harbour, held
):
    """With its day and what stood before; who had approved them is asked anew."""
    typed(bo, held, (ITEM, 0, at(14)), (ITEM, 1, at(14, 30)), (END, None, at(15)))
    minuted(held)
    held.minutes_sent_at, held.objections_until = clock.now(), clock.today()
    saved(MinutesSignature(sitting_id=held.id, user_id=carl.id))
    page = f"{held.path}/forloeb/tider"
    assert page in client(bo).get(f"{held.path}/referat").text
    assert "hvad der stod før" in client(bo).get(page).text
    first, second = held.items
    data = {"seen": turns_mark(held), "what_0": first.id, "hour_0": "14:00", "what_1": second.id, "hour_1": "14:45",
            "what_2": "end", "hour_2": "15:00"}  # fmt: skip
    for _click in range(2):
        assert client(bo).post(page, data=data).status_code == 302
    deliver_outbox()
    db.session.expire_all()
    (entry,) = second.objections
    assert not first.objections and (entry.author_id, entry.is_accepted) == (bo.id, True) and entry.answered_at
    assert "14.30: Punkt 2" in entry.stood_before and "14.45: Punkt 2" in entry.answer
    text = client(carl).get(f"{held.path}/referat").text
    assert "Mødets klokkeslæt er rettet." in text and "14.30: Punkt 2" in text
    assert not held.standing_signatures and held.signatures
    assert "som du har godkendt, er rettet. Godkend det på ny" in client(carl).get("/beskeder").text


def test_hours_are_entered_where_the_minutes_had_none(bo, harbour, table):
    sitting = minutes_sent_in(harbour, days=-3)
    typed(bo, sitting, (ITEM, 0, at(14)), (END, None, at(15)))
    (entry,) = sitting.items[0].objections
    assert entry.stood_before == "Der stod ingen klokkeslæt." and "Punkt 1" in entry.answer


def test_minutes_are_sent_once_the_end_is_pressed_and_not_while_the_meeting_goes_on(bo, client, harbour, table):
    sitting = minuted(sent_in(harbour, days=0))
    begins, until = sitting.starts_at, clock.today() + timedelta(days=9)
    with clock.frozen(begins + timedelta(minutes=10)):
        begin_turn(bo, sitting, ITEM, sitting.items[0], seen=0)
        db.session.expire_all()
        with pytest.raises(Refused, match="ikke slut endnu"):
            send_minutes(bo, sitting, until=until)
        assert f"{sitting.path}/forloeb" not in {task.path for task in on_desk(bo)}
    with clock.frozen(begins + timedelta(minutes=30)):
        begin_turn(bo, sitting, END, seen=1)
        db.session.expire_all()
        assert f"{sitting.path}/forloeb" in {task.path for task in on_desk(bo)}, "an hour and a half before its time"
        send_minutes(bo, sitting, until=until)
    assert sitting.minutes_sent_at


def test_a_meeting_without_an_agenda_stands_on_the_desk_before_it_and_after_it(bo, harbour, table):
    ahead, held = sitting_in(harbour, days=3), sitting_in(harbour, days=-3, title="Møde uden dagsorden")
    waits = {task.path: task for task in on_desk(bo)}
    assert "medlemmerne har ikke fået en dagsorden" in waits[f"{ahead.path}/dagsorden"].why.lower()
    assert "ikke noget at skrive referat af" in waits[f"{held.path}/forloeb"].why
    assert waits[f"{held.path}/forloeb"].button == "Sæt på, hvad der blev talt om"


@pytest.mark.parametrize("page", ["forloeb/tider", "taletid"])
def test_no_form_is_shown_that_could_only_be_refused(bo, client, harbour, table, page):
    for sitting, answer in (
        (sent_in(harbour, days=3), 422),
        (approved_in(harbour, bo), 422),
        (minuted(sent_in(harbour, days=-1)), 200),
    ):
        assert client(bo).get(f"{sitting.path}/{page}").status_code == answer
