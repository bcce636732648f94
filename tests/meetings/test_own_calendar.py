"""A person's own calendar: an address with a secret in it, which can be renewed."""

import re

from sqlalchemy import select

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.meetings.links import path_of_calendar
from portal.meetings.models import OwnCalendar
from tests.cast import committee_in
from tests.factories import saved
from tests.meetings.test_calendar import read
from tests.workshops.scene import comes, workshop_in

PAGE = "/konto/kalender"


def address_on(page):
    return re.search(r'value="https?://[^"/]*(/kalender/[^"]+\.ics)"', page.text)[1]


def test_it_holds_what_one_has_signed_up_for_and_what_ones_committees_hold(client, fjordby, harbour, anna, carl):
    other = committee_in(fjordby, "Skolevejen", "skolevejen")
    signed_up = workshop_in(other, days=9)
    signed_up.title = "Tilmeldt"
    own = workshop_in(harbour, days=10)
    own.title = "Udvalgets"
    saved(signed_up, own)
    comes(carl, signed_up)

    assert set(read(client().get(path_of_calendar(carl)))) == {"Tilmeldt", "Udvalgets"}
    assert set(read(client().get(path_of_calendar(anna)))) == set(), "neither signed up nor of the committee"


def test_the_address_stands_on_the_page_and_opens_for_whoever_has_it(client, anna, harbour):
    page = client(anna).get(PAGE)
    answer = client().get(address_on(page))

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert address_on(page) == path_of_calendar(anna), "the same whenever it is looked at"


def test_a_renewed_address_is_another_and_the_former_is_dead(client, anna):
    browser = client(anna)
    browser.is_sure = False
    former = address_on(browser.get(PAGE))
    asked = browser.post(PAGE, data={"seen": "0"})
    assert "viser ikke længere noget nyt" in asked.text and db.session.query(OwnCalendar).count() == 0

    renewed = browser.post(PAGE, data={"seen": "0", "confirmed": "yes"}, follow_redirects=True)
    assert "Her er din nye adresse" in renewed.text
    assert address_on(renewed) != former
    assert client().get(former).status_code == 404
    assert client().get(address_on(renewed)).status_code == 200
    event = db.session.scalars(select(Event).where(Event.type == EventType.CALENDAR_RENEWED)).one()
    assert (event.actor_id, event.subject_id) == (anna.id, anna.id)


def test_two_clicks_renew_once(client, anna):
    browser = client(anna)
    for _click in range(2):
        browser.post(PAGE, data={"seen": "0", "confirmed": "yes"})
    assert db.session.scalar(select(OwnCalendar.renewals)) == 1


def test_what_no_page_says_renews_nothing(client, anna):
    for seen in ("", "-1", "x", "7", "9" * 30, "9" * 5_000):
        page = client(anna).post(PAGE, data={"seen": seen, "confirmed": "yes"}, follow_redirects=True)
        assert "Her er din nye adresse" not in page.text
    assert db.session.query(OwnCalendar).count() == 0


def test_a_false_address_and_one_who_has_left_are_not_found(client, anna):
    address = path_of_calendar(anna)
    for false in ("/kalender/x.ics", address.replace(".ics", "x.ics"), "/kalender/WzEsMF0.x.ics"):
        assert client().get(false).status_code == 404
    anna.deactivated_at = clock.now()
    saved(anna)
    assert client().get(address).status_code == 404
