from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.notifications.models import Notification
from portal.rules.results import Result
from portal.sittings.actions.minutes import begin_turn, send_minutes, what_is_missing, write_minutes
from portal.sittings.forms.minutes import MinutesDraft
from portal.sittings.models import Attending, TurnKind
from portal.sittings.protocol import as_taken, attendance_of, hours_of, length_of
from portal.sittings.queries import at_the_table
from tests.sittings.scene import (
    ACCOUNT,
    DECISION,
    SECRET,
    minuted,
    objected,
    on_agenda,
    on_desk,
    sent_in,
    sitting_in,
    unsure,
)

P, A, D = Attending.PRESENT, Attending.ABSENT, Attending.DISQUALIFIED


@pytest.fixture
def tonight(table, harbour):
    """It has begun, and three sit at the table."""
    return sent_in(harbour, days=0)


def draft(sitting, *states, **facts):
    members = [one.id for one in at_the_table(sitting)]
    there = dict(zip(members, states or [P] * len(members), strict=False))
    return MinutesDraft(
        **{"account": ACCOUNT, "decision": DECISION, "result": Result.ADOPTED, "presences": there} | facts
    )


def press(actor, sitting, kind=TurnKind.ITEM, item=None):
    begin_turn(actor, sitting, kind, item, seen=len(sitting.turns))
    db.session.expire_all()


def test_each_press_writes_the_time_and_the_order(bo, tonight):
    first, second = tonight.items
    begins = clock.now()
    for minutes, deed in enumerate(
        (
            lambda: press(bo, tonight, item=second),
            lambda: press(bo, tonight, TurnKind.BREAK),
            lambda: press(bo, tonight, item=first),
            lambda: press(bo, tonight, TurnKind.END),
        )
    ):
        with clock.frozen(begins + timedelta(minutes=10 * minutes)):
            deed()
    assert as_taken(tonight) == [second, first]
    assert hours_of(tonight) == (tonight.turns[0].begins_at, tonight.turns[0].begins_at + timedelta(minutes=30))
    assert length_of(tonight, second) == length_of(tonight, first) == timedelta(minutes=10)
    with pytest.raises(Refused):
        press(bo, tonight, item=first)


def test_a_second_click_begins_nothing_more(bo, client, tonight):
    address, sent = f"{tonight.path}/punkter/{tonight.items[0].id}/begynd", {"kind": "item", "seen": "0"}
    for _click in range(2):
        assert client(bo).post(address, data=sent).status_code == 302
    db.session.expire_all()
    assert len(tonight.turns) == 1


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "x", "seen": "0"}, {"kind": "item", "seen": "-1"}, {"kind": "end", "seen": "9" * 5_000}]
)
def test_odd_presses_are_told(bo, client, tonight, sent):
    answer = client(bo).post(f"{tonight.path}/forloeb", data=sent)
    assert answer.status_code == 422 and "Åbn mødets side igen" in answer.text and not tonight.turns


def test_who_was_there_at_the_last_item_is_there_at_the_next_until_somebody_says_otherwise(bo, tonight):
    first, second = tonight.items
    press(bo, tonight, item=first)
    write_minutes(bo, first, draft(tonight, P, A, P))
    press(bo, tonight, item=second)
    assert [one.state for one in second.presences] == [P, A, P]


def test_who_came_and_went_is_worked_out(bo, table, tonight, harbour):
    on_agenda(tonight, "Sidst")
    for item, states in zip(tonight.items, ((P, A, A), (D, P, A), (A, P, A)), strict=True):
        write_minutes(bo, item, draft(tonight, *states))
    db.session.expire_all()
    carl, dorte, gerda = attendance_of(tonight, at_the_table(tonight))
    assert (carl.is_present, carl.told) == (True, ["inhabil ved punkt 2", "gik før punkt 3"])
    assert (dorte.is_present, dorte.told) == (True, ["kom til punkt 2"])
    assert (gerda.is_present, gerda.told) == (False, [])


def test_nobody_is_neither_there_nor_away(bo, table, tonight):
    with pytest.raises(Refused) as refused:
        write_minutes(bo, tonight.items[0], draft(tonight, P, A))
    assert table[2].name in str(refused.value)
    write_minutes(bo, tonight.items[0], draft(tonight, presences={}, result=Result.POSTPONED, account="", decision=""))
    assert tonight.items[0].written.result is Result.POSTPONED


def test_what_is_typed_is_read_as_it_was_typed(bo, client, table, tonight):
    page = f"{tonight.path}/punkter/{tonight.items[0].id}/referat"
    there = {f"member_{one.id}": "present" for one in at_the_table(tonight)}
    sent = {"account": ACCOUNT, "decision": DECISION, "result": "adopted"} | there
    assert client(bo).post(page, data=sent).status_code == 302
    text = client(bo).get(f"{tonight.path}/referat").text
    for words in ("Der blev talt om <strong>vinden</strong>.", DECISION, "Vedtaget uændret", table[0].name):
        assert words in text


def test_without_presence_nothing_typed_is_lost(bo, client, tonight):
    answer = client(bo).post(f"{tonight.path}/punkter/{tonight.items[0].id}/referat", data={"account": ACCOUNT})
    assert answer.status_code == 422 and "Sæt kryds ved hvert medlem" in answer.text and ACCOUNT in answer.text


def test_one_tick_says_that_the_rest_were_there(bo, client, table, tonight):
    carl, dorte, _gerda = at_the_table(tonight)
    page = f"{tonight.path}/punkter/{tonight.items[0].id}/referat"
    sent = {"account": ACCOUNT, "result": "noted", f"member_{dorte.id}": "absent", "the_rest": "y"}
    assert client(bo).post(page, data=sent).status_code == 302
    db.session.expire_all()
    assert [one.state for one in tonight.items[0].presences] == [P, A, P] and carl.user.name in client(bo).get(
        page
    ).text


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_others_write_none(request, tonight, who):
    actor, item = request.getfixturevalue(who), tonight.items[0]
    for deed in (
        lambda: begin_turn(actor, tonight, TurnKind.ITEM, item, seen=0),
        lambda: write_minutes(actor, item, draft(tonight)),
        lambda: send_minutes(actor, tonight, until=clock.today() + timedelta(days=9)),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_none_are_written_before_the_day(bo, harbour):
    sitting = sent_in(harbour)
    with pytest.raises(Refused):
        write_minutes(bo, sitting.items[0], draft(sitting))


def test_what_is_missing_is_named_item_by_item_before_they_are_sent(bo, client, table, harbour):
    sitting = sent_in(harbour, days=-1)
    write_minutes(bo, sitting.items[0], draft(sitting))
    assert list(what_is_missing(sitting)) == [f"2. {SECRET}: Skriv, hvad der blev sagt eller besluttet."]
    with pytest.raises(Refused):
        send_minutes(bo, sitting, until=clock.today() + timedelta(days=9))
    assert f"2. {SECRET}: Skriv" in client(bo).get(f"{sitting.path}/referat/send").text
    write_minutes(bo, sitting.items[1], draft(sitting, presences={}, result=Result.POSTPONED))
    assert list(what_is_missing(sitting)) == []


def test_they_are_sent_once_more_asked_and_the_members_are_told(bo, client, deliver_outbox, letter_box, table, harbour):
    sitting = minuted(sent_in(harbour, days=-1))
    sent = {"until": (clock.today() + timedelta(days=10)).isoformat()}
    asked = unsure(client(bo)).post(f"{sitting.path}/referat/send", data=sent).text
    assert "Medlemmerne kan bede om rettelser til og med" in asked and not sitting.minutes_sent_at
    for _click in range(2):
        client(bo).post(f"{sitting.path}/referat/send", data=sent)
    deliver_outbox()
    assert sitting.objections_until == clock.today() + timedelta(days=10)
    told = [row.recipient_id for row in db.session.scalars(select(Notification).order_by(Notification.recipient_id))]
    assert told == sorted(person.id for person in table)
    assert len([event for event in db.session.scalars(select(Event)) if event.type == "sitting.minutes-sent"]) == 1
    assert any(
        "Bed om en rettelse senest" in letter.get_body(("plain",)).get_content() for letter in letter_box.letters
    )


@pytest.mark.parametrize("days", [-1, 0])
def test_the_members_have_a_day_at_least(bo, table, harbour, days):
    sitting = minuted(sent_in(harbour, days=-1))
    with pytest.raises(Refused):
        send_minutes(bo, sitting, until=clock.today() + timedelta(days=days))


def test_what_was_sent_is_not_rewritten(bo, table, harbour):
    sitting = minuted(sent_in(harbour, days=-1))
    send_minutes(bo, sitting, until=clock.today() + timedelta(days=9))
    with pytest.raises(Refused):
        write_minutes(bo, sitting.items[0], draft(sitting))


def test_the_desk_says_what_waits(bo, harbour):
    sitting_in(harbour, days=5, title="Uden dagsorden")
    sent_in(harbour, days=-2, title="Uden referat")
    waits = [(task.title, task.button) for task in on_desk(bo)]
    assert ("Uden dagsorden", "Skriv dagsordenen") in waits and ("Uden referat", "Skriv referat") in waits


def test_a_meeting_that_ended_before_its_time_waits_for_answers_at_once(bo, carl, table, harbour):
    sitting = minuted(sent_in(harbour, days=0))
    begin_turn(bo, sitting, TurnKind.END, seen=0)
    db.session.expire_all()
    send_minutes(bo, sitting, until=clock.today() + timedelta(days=9))
    objection = objected(sitting.items[0], carl)
    assert [task.path for task in on_desk(bo)] == [f"{sitting.path}/rettelser/{objection.id}"]
