"""A member answers an invitation by the link in the letter, without signing in."""

import re
from datetime import timedelta

import pytest
import vobject
from sqlalchemy import select

from portal.committees.actions.seating import end_sitting
from portal.committees.queries import membership_of
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.sittings.actions.agenda import send_agenda, sent_mark
from portal.sittings.actions.answering import answer_by_link
from portal.sittings.actions.planning import cancel_sitting, edit_sitting, plan_series, plan_sitting
from portal.sittings.forms import Reply
from portal.sittings.links import LASTS, PATH, path_of_answer
from portal.sittings.queries import invited, who_comes
from tests.at_once import at_once
from tests.sittings.scene import ITEM, SECRET, TITLE, draft, on_agenda, sent_in

LINK = re.compile(rf"{PATH}\S+")


@pytest.fixture
def sitting(table, harbour):
    """In five days; Carl, Dorte and Gerda sit at the table."""
    return sent_in(harbour, days=5)


@pytest.fixture
def link(sitting):
    """Of Carl, who sits first."""
    return path_of_answer(sitting, invited(sitting)[0])


def said(sitting):
    db.session.expire_all()
    return [one.is_coming for one in who_comes(sitting)]


def letter_to(letter_box, person):
    letter = letter_box.to(person.email)[-1]
    return letter.get_body(("plain",)).get_content(), list(letter.iter_attachments())


def event_in(attached):
    (file,) = attached
    assert file.get_content_type() == "text/calendar" and file.get_param("method") == "PUBLISH"
    (event,) = vobject.readOne(file.get_payload(decode=True).decode()).contents["vevent"]
    return event


def test_one_press_on_the_page_that_the_letter_opens(bo, carl, client, deliver_outbox, harbour, letter_box, table):
    sitting = plan_sitting(bo, harbour, draft())
    on_agenda(sitting)
    deliver_outbox()
    text, attached = letter_to(letter_box, carl)
    (link,) = LINK.findall(text)
    assert "Sig, om du kommer:" in text and sitting.path in text and event_in(attached).summary.value == TITLE

    page = client().get(link)
    assert page.status_code == 200 and "Du har ikke svaret endnu." in page.text and sitting.place in page.text
    assert said(sitting) == [None, None, None], "whoever only looks has not answered"
    for word, is_coming in (("ja", True), ("nej", False), ("ja", True)):
        assert client().post(link, data={"answer": word}).location == link
        assert said(sitting)[0] is is_coming
    assert "Du har svaret, at du kommer." in client().get(link).text

    send_agenda(bo, sitting, seen=sent_mark(sitting))
    deliver_outbox()
    (again,) = LINK.findall(letter_to(letter_box, carl)[0])
    assert "Du har svaret, at du kommer." in client().get(again).text


def test_the_calendar_follows_a_move_and_the_answer_is_asked_anew(
    bo, carl, client, deliver_outbox, harbour, letter_box, table
):
    sitting = plan_sitting(bo, harbour, draft())
    deliver_outbox()
    text, attached = letter_to(letter_box, carl)
    first, (link,) = event_in(attached), LINK.findall(text)
    client().post(link, data={"answer": "ja"})
    edit_sitting(bo, sitting, draft(days=16), reason="Salen er optaget.")
    deliver_outbox()
    text, attached = letter_to(letter_box, carl)
    moved = event_in(attached)
    assert len(LINK.findall(text)) == 1 and moved.uid.value == first.uid.value
    assert int(moved.sequence.value) > int(first.sequence.value)
    assert moved.dtstart.value - first.dtstart.value == timedelta(days=2)
    page = client().get(link).text
    assert "Mødet er flyttet" in page and "Salen er optaget." in page and "Du har ikke svaret endnu." in page
    cancel_sitting(bo, sitting, "For få kan komme.")
    deliver_outbox()
    text, attached = letter_to(letter_box, carl)
    assert event_in(attached).status.value == "CANCELLED" and not LINK.findall(text)


def test_a_series_is_one_file_for_the_calendar(bo, carl, deliver_outbox, harbour, letter_box, table):
    plan_series(bo, harbour, [draft(title=f"Møde {number}", days=number * 7) for number in (1, 2, 3)])
    deliver_outbox()
    _text, (file,) = letter_to(letter_box, carl)
    events = vobject.readOne(file.get_payload(decode=True).decode()).contents["vevent"]
    assert [event.summary.value for event in events] == ["Møde 1", "Møde 2", "Møde 3"]


def test_the_link_shows_nothing_of_the_agenda_and_is_in_no_search(client, link):
    page = client().get(link)
    assert ITEM["title"] not in page.text and SECRET not in page.text and "video.example" not in page.text
    assert 'content="noindex"' in page.text and page.headers["Referrer-Policy"] == "no-referrer"
    assert "Dorte Eng" not in page.text and "Gerda Holm" not in page.text
    assert "Log ud" not in page.text and "Log ind" in page.text, "the link signs nobody in, and does not look so"


def test_a_link_that_is_false_or_too_old_is_told(client, link, sitting):
    for wrong in (f"{PATH}x", link[:-2], link + "a"):
        assert client().get(wrong).status_code == 410
        assert client().post(wrong, data={"answer": "ja"}).status_code == 410
    with clock.frozen(clock.now() + LASTS + timedelta(days=1)):
        assert "Linket virker ikke længere" in client().get(link).text
    assert said(sitting) == [None, None, None]


def test_a_cancelled_meeting_asks_nothing(bo, client, link, sitting):
    cancel_sitting(bo, sitting, "For få kan komme.")
    page = client().get(link).text
    assert "For få kan komme." in page and "Ja, jeg kommer" not in page
    refused = client().post(link, data={"answer": "ja"})
    assert refused.status_code == 422 and "Mødet er aflyst." in refused.text


def test_a_meeting_that_has_begun_asks_nothing(client, link, sitting):
    client().post(link, data={"answer": "ja"})
    with clock.frozen(sitting.starts_at + timedelta(minutes=1)):
        page = client().get(link).text
        assert "Mødet er begyndt" in page and "Du har svaret, at du kommer." in page and "jeg kan ikke" not in page
        assert client().post(link, data={"answer": "nej"}).status_code == 422
    assert said(sitting) == [True, None, None]


def test_whoever_has_left_the_seat_is_not_asked(carl, client, harbour, link, sitting):
    with transaction():
        end_sitting(membership_of(harbour, carl.id), clock.today(), "Flytter")
    page = client().get(link).text
    assert "Carl Mose sidder ikke i udvalget på mødedagen" in page and "Ja, jeg kommer" not in page
    assert client().post(link, data={"answer": "ja"}).status_code == 422


def test_an_account_that_is_closed_opens_nothing(carl, client, link):
    with transaction():
        carl.deactivated_at = clock.now()
    assert client().get(link).status_code == 410


@pytest.mark.parametrize("sent", [{}, {"answer": "maaske"}])
def test_what_no_button_says_is_told(client, link, sitting, sent):
    assert client().post(link, data=sent).status_code == 422
    assert said(sitting) == [None, None, None]


def test_two_presses_at_once_are_one_answer(app, link, sitting):
    token = link.removeprefix(PATH)
    outcomes = at_once(app, *[lambda: lambda: answer_by_link(token, Reply.YES)] * 4)
    assert outcomes == [True] * 4 and said(sitting) == [True, None, None]
    told = db.session.scalars(select(Event.type).where(Event.type.like("sitting.accepted")))
    assert len(told.all()) == 1
