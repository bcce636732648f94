"""Calendars, read back by two programs that did not write them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject

from portal.foundation import clock
from portal.workshops.actions.planning import cancel_workshop, edit_workshop
from tests.cast import committee_in
from tests.factories import saved
from tests.workshops.scene import draft, workshop_in

HOME = ZoneInfo("Europe/Copenhagen")


def read(answer):
    """The events as each of the two sees them: number, sequence, state, title, place, first and last moment."""
    assert answer.status_code == 200 and answer.mimetype == "text/calendar", answer.text
    text = answer.get_data(as_text=True)
    calendar = vobject.readOne(text)
    seen = [
        (one.uid.value, one.status.value, one.summary.value, one.location.value, one.dtstart.value, one.dtend.value)
        for one in calendar.contents.get("vevent", [])
    ]
    also = [
        (one.uid, one.status, one.name, one.location, one.begin.datetime, one.end.datetime)
        for one in ics.Calendar(text).events
    ]
    assert sorted(seen) == sorted(also), "two programs read the same"
    return {one.summary.value: one for one in calendar.contents.get("vevent", [])}


@pytest.fixture
def workshop(harbour):
    return workshop_in(harbour, days=20)


def test_a_meeting_is_read_as_it_is_planned(client, workshop):
    (event,) = read(client().get(f"{workshop.path}.ics")).values()

    assert event.summary.value == workshop.title
    assert event.dtstart.value == workshop.starts_at and event.dtend.value == workshop.ends_at
    assert event.location.value == workshop.place
    assert "Vi finder ud af, hvor der kan bades." in event.description.value
    assert event.url.value.endswith(workshop.path)


@pytest.mark.parametrize("day", [date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31)])
def test_summer_time_is_read_on_the_right_hour(client, workshop, day):
    workshop.starts_at = clock.moment_in_denmark(datetime.combine(day, time(17)))
    workshop.ends_at = workshop.starts_at + timedelta(hours=2)
    saved(workshop)
    (event,) = read(client().get(f"{workshop.path}.ics")).values()

    assert event.dtstart.value.astimezone(HOME).replace(tzinfo=None) == datetime.combine(day, time(17))


def test_a_move_raises_the_sequence_and_keeps_the_name(bo, client, workshop):
    (before,) = read(client().get(f"{workshop.path}.ics")).values()
    edit_workshop(bo, workshop, draft(days=30, place="Skolen"), reason="Salen er optaget.")
    (after,) = read(client().get(f"{workshop.path}.ics")).values()

    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.location.value == "Skolen" and after.dtstart.value == workshop.starts_at
    assert "Flyttet fra" in after.description.value and "Kulturhuset" in after.description.value


def test_a_cancelled_meeting_is_marked(bo, client, workshop):
    (before,) = read(client().get(f"{workshop.path}.ics")).values()
    cancel_workshop(bo, workshop, "For få er meldt til.")
    (after,) = read(client().get(f"{workshop.path}.ics")).values()

    assert after.status.value == "CANCELLED" and before.status.value == "CONFIRMED"
    assert after.summary.value == f"Aflyst: {workshop.title}"
    assert int(after.sequence.value) > int(before.sequence.value)
    assert "For få er meldt til." in after.description.value


def test_a_feed_holds_the_committees_own_meetings(client, fjordby, workshop):
    other = committee_in(fjordby, "Skolevejen", "skolevejen")
    elsewhere = workshop_in(other, days=21)
    elsewhere.title = "Et andet sted"
    saved(elsewhere)

    assert set(read(client().get("/udvalg/havnen/moeder.ics"))) == {workshop.title}
    assert set(read(client().get("/moeder.ics"))) == {workshop.title, "Et andet sted"}


def test_what_is_not_public_is_in_no_calendar(client, harbour, workshop):
    harbour.published_at = None
    saved(harbour)

    assert client().get(f"{workshop.path}.ics").status_code == 404
    assert client().get("/udvalg/havnen/moeder.ics").status_code == 404
    assert read(client().get("/moeder.ics")) == {}


def test_what_was_held_more_than_a_year_ago_is_left_out(client, harbour, workshop):
    old = workshop_in(harbour, days=-3)
    old.title = "For længe siden"
    old.starts_at = clock.now() - timedelta(days=400)
    old.ends_at = old.starts_at + timedelta(hours=2)
    saved(old)

    assert set(read(client().get("/udvalg/havnen/moeder.ics"))) == {workshop.title}


def test_an_empty_calendar_can_be_read(client, harbour):
    assert read(client().get("/udvalg/havnen/moeder.ics")) == {}


def test_a_calendar_asks_the_same_of_the_database_however_many_there_are(client, harbour, queries):
    def asked():
        with queries() as said:
            client().get("/udvalg/havnen/moeder.ics")
        return len(said)

    workshop_in(harbour, days=20)
    one = asked()
    for day in range(21, 29):
        workshop_in(harbour, days=day)
    assert asked() == one <= 6


def test_words_with_signs_are_read_as_they_were_written(client, workshop):
    workshop.title, workshop.place = "Kaj; bad, og »kaffe« \\ te", "Salen, 1. sal; bagved"
    saved(workshop)
    (event,) = read(client().get(f"{workshop.path}.ics")).values()

    assert (event.summary.value, event.location.value) == (workshop.title, workshop.place)


def test_each_page_leads_to_the_calendar(client, workshop):
    visitor = client()
    assert f'href="{workshop.path}.ics"' in visitor.get(workshop.path).text
    assert 'href="/udvalg/havnen/moeder/kalender"' in visitor.get("/udvalg/havnen/moeder/").text
    page = visitor.get("/udvalg/havnen/moeder/kalender").text
    assert 'href="webcal://' in page and "/udvalg/havnen/moeder.ics" in page
    assert "/moeder.ics" in visitor.get("/moeder/kalender").text


def test_the_moments_are_the_same_in_every_zone(client, workshop):
    (event,) = read(client().get(f"{workshop.path}.ics")).values()
    assert event.dtstart.value.astimezone(UTC) == workshop.starts_at


def test_the_name_of_a_feed_is_plain_words_in_every_language(client, fjordby):
    visitor = client()
    visitor.get("/sprog/en")
    assert "<" not in visitor.get("/moeder.ics").text
