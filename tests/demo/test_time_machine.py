"""The demonstration's clock: put forward to the next deadline, with all that happens on the way, for every process."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.demo.time_machine import FURTHEST, next_deadline, put_forward
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.jobs import next_night
from portal.pages.gathering import coming_meetings, open_ones
from portal.privacy.models import RetentionRun
from portal.sittings.models import Sitting
from portal.workshops.actions.planning import cancel_workshop
from portal.workshops.models import Workshop
from portal.workshops.queries.coming import attendance
from tests.fjordby import portal_in

METTE = "mette.lindvang@fjordby.example"
SANNE = "sanne.holmager@example.dk"
PASSWORD = "kaffe-og-rundstykker"


@pytest.fixture
def folder(fjordby_folder, tmp_path):
    return shutil.copytree(fjordby_folder, tmp_path / "instance")


@pytest.fixture
def demonstration(folder):
    app = portal_in(folder, IS_DEMO=True)
    with app.app_context():
        yield app
        db.engine.dispose()


def sanne():
    return db.session.scalars(select(User).where(User.email == SANNE)).one()


def number_of(model, *conditions):
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def nights_between(start, end):
    night, number = next_night(start), 0
    while night < end:
        night, number = next_night(night), number + 1
    return number


def test_it_goes_to_the_next_deadline_and_what_is_due_happens(demonstration):
    before, ahead = clock.now(), next_deadline(sanne())
    assert before < ahead.moment <= before + FURTHEST
    assert ahead.passes, "something is always to come in the demonstration"
    nights = number_of(RetentionRun)
    assert put_forward(sanne(), ahead.moment)
    assert timedelta() <= clock.now() - ahead.moment < timedelta(minutes=1)
    assert next_deadline(sanne()).moment > ahead.moment
    assert number_of(RetentionRun) - nights == nights_between(before, ahead.moment)
    assert number_of(Event, Event.type == EventType.CLOCK_PUT_FORWARD) == 1


def test_the_last_day_for_corrections_is_a_deadline(demonstration):
    """Where nobody's desk says so."""
    until = clock.today() + timedelta(days=1)
    with transaction():
        sitting = db.session.scalars(select(Sitting).where(Sitting.minutes_approved_at.is_not(None)).limit(1)).one()
        sitting.objections_until = until
        workshop = db.session.scalars(select(Workshop).limit(1)).one()
        workshop.read_back_until = until
    passes = set()
    while clock.today() <= until:
        ahead = next_deadline(sanne())
        passes |= {(step.label, step.title) for step in ahead.passes}
        assert put_forward(sanne(), ahead.moment)
    assert ("Sidste dag for rettelser til referatet", sitting.title) in passes
    assert ("Sidste dag for rettelser til udbyttet", workshop.title) in passes


def test_where_nothing_is_due_the_same_page_still_leads_on(demonstration):
    later = clock.now() + timedelta(days=6 * 365)
    with clock.frozen(later):
        shown = next_deadline(sanne())
    assert not shown.passes
    with clock.frozen(later + timedelta(minutes=2)):
        assert next_deadline(sanne()).moment == shown.moment > clock.now()


def test_letters_are_sent_at_their_hour_on_the_way(demonstration, folder):
    mette = db.session.scalars(select(User).where(User.email == METTE)).one()
    meeting, _taken = max(open_ones(coming_meetings()), key=lambda row: attendance(row[0]).taken)
    assert attendance(meeting).taken, "somebody comes"
    cancel_workshop(mette, meeting, "Salen er oversvømmet.")
    assert put_forward(sanne(), next_deadline(sanne()).moment)
    assert "Salen er oversvømmet." in "".join(
        message_from_bytes(one.read_bytes(), policy=default).get_body(("plain",)).get_content()
        for one in (folder / "mail").iterdir()
    )


def test_a_second_click_does_nothing(demonstration):
    to = next_deadline(sanne()).moment
    assert put_forward(sanne(), to)
    assert not put_forward(sanne(), to)
    assert not put_forward(sanne(), datetime(2090, 1, 1, tzinfo=UTC)), "nobody chooses the moment"


def test_every_process_has_the_new_time_and_the_page_says_it(demonstration, folder):
    browser = demonstration.test_client()
    browser.post("/log-ind", data={"email": SANNE, "password": PASSWORD})
    page = browser.get("/demonstration/tid").text
    sent = {"to": re.search(r'name="to" value="([^"]+)"', page)[1]}
    told = browser.post("/demonstration/tid", data=sent, follow_redirects=True).text
    assert re.search("Nu er det .* i demonstrationen", told)
    assert "Uret er flyttet" in browser.post("/demonstration/tid", data=sent, follow_redirects=True).text
    assert "Uret er flyttet" in browser.post("/demonstration/tid", data={"to": "i går"}, follow_redirects=True).text
    other = portal_in(folder, IS_DEMO=True)
    with other.app_context():
        assert abs(clock.now() - datetime.fromisoformat(sent["to"])) < timedelta(minutes=5)


def test_the_bar_leads_there(demonstration):
    page = demonstration.test_client().get("/").text
    assert 'href="/demonstration/tid">Spol frem til næste frist<' in page
    assert demonstration.test_client().get("/demonstration/tid").status_code == 302, "whoever is signed in"


def test_it_is_in_demonstrations_only(app, client, anna):
    assert client(anna).get("/demonstration/tid").status_code == 404
    assert client(anna).post("/demonstration/tid").status_code == 404
    assert "Spol frem" not in client(anna).get("/").text
    assert clock.ahead.known() is None
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_what_stands_on_desks_is_not_told(demonstration):
    page_of = next_deadline(sanne()).passes
    assert all(not step.title and not step.path for step in page_of if step.kind == "task")
