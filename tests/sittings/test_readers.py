"""A draft of minutes is read through by those who are chosen, and by nobody else, before it is sent."""

import re
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.notifications.models import Notification
from portal.rules.results import Result
from portal.sittings.actions.approving import answer_objection, object_to_minutes
from portal.sittings.actions.minutes import send_minutes, write_minutes
from portal.sittings.actions.readers import (
    approve_reading,
    ask_readers,
    drop_reader,
    remind_of_drafts,
    remind_readers,
    withdraw_reading,
)
from portal.sittings.forms.minutes import AnswerDraft, MinutesDraft
from portal.sittings.models import Attending
from portal.sittings.queries import at_the_table
from portal.sittings.readers import may_be_asked, read_through
from portal.sittings.seal import draft_mark
from tests.sittings.scene import (
    DECISION,
    SECRET,
    has_read,
    minuted,
    minutes_sent_in,
    on_desk,
    read_through_in,
    sent_in,
    unsure,
)

WRONG = "Der stod 14, jeg talte 13."
SOON = timedelta(days=3)


@pytest.fixture
def written(table, harbour):
    """The meeting was held, and its minutes are written and nobody's business yet."""
    return minuted(sent_in(harbour, days=-2))


@pytest.fixture
def reading(table, harbour, carl, dorte):
    """Carl and Dorte are asked to read it through."""
    return read_through_in(harbour, carl, dorte)


def ask(bo, sitting, *people):
    ask_readers(bo, sitting, [one.id for one in people], read_by=clock.today() + SOON)


def rewrite(bo, item, account):
    there = {one.id: Attending.PRESENT for one in at_the_table(item.sitting)}
    write_minutes(bo, item, MinutesDraft(account, DECISION, Result.ADOPTED, there))


def told_about(letter_box, who, begins):
    return [one for one in letter_box.to(who.email) if one["Subject"].startswith(begins)]


def test_the_chosen_get_a_letter_read_it_all_and_nobody_else_does(
    bo, carl, dorte, gerda, client, deliver_outbox, letter_box, written
):
    typed = {"people": [carl.id, dorte.id], "read_by": (clock.today() + SOON).isoformat()}
    way = f"{written.path}/referat/gennemlaesning"
    assert carl.name in client(bo).get(way).text
    for _click in range(2):
        assert client(bo).post(way, data=typed).status_code == 302
    deliver_outbox()
    for reader in (carl, dorte):
        (letter,) = told_about(letter_box, reader, "Til gennemlæsning")
        assert f"{written.path}/referat" in letter.get_body(("plain",)).get_content()
        assert SECRET not in str(letter)
        page = client(reader).get(f"{written.path}/referat")
        assert SECRET in page.text and "Du er bedt om at læse udkastet igennem" in page.text
    assert not told_about(letter_box, gerda, "Til gennemlæsning")


@pytest.mark.parametrize("who", [None, "anna", "gerda", "eva", "finn", "rita"])
def test_the_draft_leaks_to_nobody_who_is_not_chosen(request, client, deliver_outbox, reading, who):
    person = who and request.getfixturevalue(who)
    deliver_outbox()
    for page in ("referat", "referat.docx", "referat/udskriv"):
        answer = client(person).get(f"{reading.path}/{page}")
        assert answer.status_code in {302, 403} and "vinden" not in answer.text and SECRET not in answer.text, page
    for page in (
        reading.path,
        f"/moeder/{reading.id}.ics",
        "/udvalg/havnen/moeder/",
        "/soeg?q=nordkajen",
        "/mit/",
        "/",
    ):
        answer = client(person).get(page, follow_redirects=True)
        assert "vinden" not in answer.text and DECISION not in answer.text, page


@pytest.mark.parametrize("who", ["anna", "eva", "finn", "gerda"])
def test_others_ask_remind_and_answer_nothing(request, reading, who):
    actor = request.getfixturevalue(who)
    for deed in (
        lambda: ask(actor, reading, actor),
        lambda: remind_readers(actor, reading),
        lambda: approve_reading(actor, reading, seen=draft_mark(reading)),
        lambda: withdraw_reading(actor, reading),
        lambda: object_to_minutes(actor, reading.items[0], WRONG),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_only_those_at_the_table_and_those_who_minute_can_be_chosen(anna, bo, carl, eva, sofie, written):
    can_be = {one.name for one in may_be_asked(written, bo, at_the_table(written))}
    assert {carl.name, sofie.name} <= can_be and not {anna.name, bo.name, eva.name} & can_be
    with pytest.raises(Refused, match="dem, der sidder i udvalget"):
        ask(bo, written, carl, eva)
    with pytest.raises(Refused, match="mindst én"):
        ask(bo, written)
    for days, words in ((0, "mindst i morgen"), (32, "højst en måned")):
        with pytest.raises(Refused, match=words):
            ask_readers(bo, written, [carl.id], read_by=clock.today() + timedelta(days=days))
    assert not written.readers


def test_a_reader_says_that_nothing_is_to_be_corrected(bo, carl, client, reading):
    page = client(carl).get(f"{reading.path}/referat").text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    for _click in range(2):
        assert client(carl).post(f"{reading.path}/referat/laest", data={"seen": seen}).status_code == 302
    db.session.expire_all()
    first, second = read_through(reading)
    assert len(first.reader.readings) == 1 and first.has_answered and not first.is_changed and not second.has_answered
    page = client(bo).get(f"{reading.path}/referat").text
    assert "ingen rettelser" in page and "Har ikke svaret" in page


def test_what_was_changed_since_the_page_was_opened_is_not_approved(bo, carl, client, reading):
    seen = draft_mark(reading)
    rewrite(bo, reading.items[0], "Der blev talt om noget andet.")
    with pytest.raises(Refused, match="siden du åbnede det"):
        approve_reading(carl, reading, seen=seen)
    answer = client(carl).post(f"{reading.path}/referat/laest", data={"seen": seen})
    assert answer.status_code == 422 and "Udkastet er ændret, siden du åbnede det" in answer.text
    assert not reading.readers[0].readings


def test_what_is_changed_after_it_was_read_is_said_to_both_and_can_be_asked_about_again(
    bo, carl, client, deliver_outbox, letter_box, reading
):
    approve_reading(carl, reading, seen=draft_mark(reading))
    assert "Ændret siden" not in client(bo).get(f"{reading.path}/referat").text
    rewrite(bo, reading.items[0], "Der blev talt om noget andet.")
    assert "Ændret siden" in client(bo).get(f"{reading.path}/referat").text
    assert "Det er ændret, efter du læste det." in client(carl).get(f"{reading.path}/referat").text
    assert f"Udkastet er ændret, siden {carl.name} læste det." in client(bo).get(f"{reading.path}/referat/send").text
    ask(bo, reading, carl)
    deliver_outbox()
    assert len(told_about(letter_box, carl, "Til gennemlæsning")) == 1 and reading.readers[0].answered_at is None
    approve_reading(carl, reading, seen=draft_mark(reading))
    assert [one.is_changed for one in read_through(reading)] == [False, False]


def test_an_answer_that_is_taken_back_stays_as_an_entry(bo, carl, client, deliver_outbox, reading):
    approve_reading(carl, reading, seen=draft_mark(reading))
    for _click in range(2):
        client(carl).post(f"{reading.path}/referat/laest/fortryd")
    db.session.expire_all()
    (one,) = reading.readers[0].readings
    assert one.withdrawn_at and reading.readers[0].answered_at is None
    deliver_outbox()
    assert bo.id in [row.recipient_id for row in db.session.scalars(select(Notification))]
    for who in (bo, carl):
        assert "Taget tilbage" in client(who).get(f"{reading.path}/referat").text
    approve_reading(carl, reading, seen=draft_mark(reading))
    send_minutes(bo, reading, until=clock.today() + timedelta(days=9))
    with pytest.raises(Refused):
        withdraw_reading(carl, reading)
    assert "Taget tilbage" in client(carl).get(f"{reading.path}/referat").text


def test_whoever_takes_it_back_because_of_a_correction_has_answered(carl, reading):
    approve_reading(carl, reading, seen=draft_mark(reading))
    object_to_minutes(carl, reading.items[0], WRONG)
    withdraw_reading(carl, reading)
    first = read_through(reading)[0]
    assert first.has_answered and first.standing is None and len(first.remarks) == 1


def test_a_wanted_correction_is_answered_and_the_reader_sees_it(bo, carl, client, deliver_outbox, reading):
    item = reading.items[0]
    for _click in range(2):
        client(carl).post(f"{reading.path}/punkter/{item.id}/rettelse", data={"text": WRONG})
    db.session.expire_all()
    (objection,) = item.objections
    assert reading.readers[0].answered_at
    assert f"{reading.path}/rettelser/{objection.id}" in {task.path for task in on_desk(bo)}
    text = " ".join(client(bo).get(f"{reading.path}/referat").text.split())
    assert f'<a href="#rettelse-{objection.id}">Ønskede en rettelse af punkt 1</a>: venter på svar' in text
    typed = {"verdict": "yes", "answer": "Det er rigtigt.", "account": "13 for.", "decision": DECISION}
    assert (
        client(bo).post(f"{reading.path}/rettelser/{objection.id}", data=typed | {"result": "adopted"}).status_code
        == 302
    )
    deliver_outbox()
    page = client(carl).get(f"{reading.path}/referat").text
    assert (
        "Ønskede en rettelse af punkt 1</a>: Referatet er rettet" in page
        and "Det er rigtigt." in page
        and "Der stod før" not in page
    )
    assert carl.id in [row.recipient_id for row in db.session.scalars(select(Notification))]


def test_a_draft_that_is_corrected_already_needs_only_a_yes(bo, carl, reading):
    item = reading.items[0]
    objection = object_to_minutes(carl, item, WRONG)
    rewrite(bo, item, "13 for.")
    answer_objection(bo, objection, AnswerDraft(True, "Ja.", "13 for.", DECISION, Result.ADOPTED))
    assert objection.is_accepted and objection.stood_before == ""


def test_the_secretary_reminds_those_who_have_not_answered_once_a_day(
    bo, carl, dorte, client, deliver_outbox, letter_box, reading
):
    has_read(reading, carl)
    for _click in range(2):
        client(bo).post(f"{reading.path}/referat/gennemlaesning/paamind")
    deliver_outbox()
    assert len(told_about(letter_box, dorte, "Husk gennemlæsning")) == 1
    assert not told_about(letter_box, carl, "Husk gennemlæsning")
    with pytest.raises(Refused, match="i dag"):
        remind_readers(bo, reading)
    has_read(reading, dorte)
    with pytest.raises(Refused, match="Alle har svaret"):
        remind_readers(bo, reading)


def test_the_worker_reminds_once_on_the_last_day(carl, dorte, deliver_outbox, letter_box, reading):
    has_read(reading, carl)

    def at(day, hour):
        moment = datetime.combine(reading.readers[1].read_by + timedelta(days=day), time(hour))
        return clock.frozen(clock.moment_in_denmark(moment))

    for day, hour, count in ((-1, 12, 0), (0, 7, 0), (0, 9, 1), (0, 10, 0), (1, 9, 0)):
        with at(day, hour):
            assert remind_of_drafts(50) == count, (day, hour)
            deliver_outbox()
    assert len(told_about(letter_box, dorte, "Husk gennemlæsning")) == 1
    assert not told_about(letter_box, carl, "Husk gennemlæsning")


def test_whoever_was_chosen_by_mistake_is_taken_off_and_reads_it_no_more(bo, carl, dorte, client, reading):
    has_read(reading, carl)
    read, mistaken = reading.readers
    page = f"{reading.path}/referat"
    ways = [f"{page}/gennemlaesning/{one.id}/fjern" for one in (read, mistaken)]
    text = client(bo).get(page).text
    assert ways[1] in text and ways[0] not in text
    mark = mark_of(mistaken)
    for _click in range(2):
        assert client(bo).post(ways[1], data={FIELD: mark}).status_code == 302
    db.session.expire_all()
    assert [one.user_id for one in reading.readers] == [carl.id]
    assert client(dorte).get(page).status_code == 403 and client(carl).get(page).status_code == 200
    with pytest.raises(Refused, match="bliver på listen"):
        drop_reader(bo, read)
    with pytest.raises(NotAllowed):
        drop_reader(carl, read)


def test_nobody_is_reminded_of_minutes_that_are_sent(bo, reading):
    send_minutes(bo, reading, until=clock.today() + timedelta(days=9))
    with clock.frozen(clock.now() + timedelta(days=5)):
        assert remind_of_drafts(50) == 0


def test_it_stands_on_the_desks_of_readers_and_secretary(bo, carl, dorte, gerda, reading):
    page = f"{reading.path}/referat"
    (own,) = [task for task in on_desk(dorte) if task.path == page]
    assert own.button == "Læs udkastet"
    assert page not in {task.path for task in on_desk(gerda)}
    assert "2 læsere har ikke svaret" in next(task.why for task in on_desk(bo) if task.path == page)
    for who in (carl, dorte):
        approve_reading(who, reading, seen=draft_mark(reading))
        assert page not in {task.path for task in on_desk(who)}
    assert "Alle læsere har svaret" in next(task.why for task in on_desk(bo) if task.path == page)


def test_the_minutes_can_be_sent_before_all_have_answered_and_it_is_said_who_has_not(bo, carl, dorte, client, reading):
    has_read(reading, carl, draft_mark(reading))
    typed = {"until": (clock.today() + timedelta(days=9)).isoformat()}
    for page in (
        client(bo).get(f"{reading.path}/referat/send").text,
        unsure(client(bo)).post(f"{reading.path}/referat/send", data=typed).text,
    ):
        assert f"{dorte.name} har ikke svaret" in page and f"{carl.name} har ikke svaret" not in page
    client(bo).is_sure = True
    assert client(bo).post(f"{reading.path}/referat/send", data=typed | {"confirmed": "yes"}).status_code == 302
    db.session.expire_all()
    assert reading.minutes_sent_at
    page = client(carl).get(f"{reading.path}/referat").text
    assert "Har ikke svaret" in page


def test_who_reads_nothing_through_is_told_to_wait(carl, written, table, harbour):
    with pytest.raises(NotAllowed):
        object_to_minutes(carl, written.items[0], WRONG)
    sent = minutes_sent_in(harbour, days=-5)
    assert object_to_minutes(carl, sent.items[0], WRONG).text == WRONG


def test_the_trail_says_who_was_asked_and_what_they_answered(bo, carl, written):
    ask(bo, written, carl)
    approve_reading(carl, written, seen=draft_mark(written))
    withdraw_reading(carl, written)
    types = [event.type for event in db.session.scalars(select(Event).order_by(Event.id))]
    assert types == ["sitting.reader-asked", "sitting.read-through", "sitting.reading-withdrawn"]
