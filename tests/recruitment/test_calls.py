"""Asking the public for members: a call opens and closes by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Visitor
from portal.committees.models import Membership
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.recruitment.actions.applying import submit_application
from portal.recruitment.actions.calls import change_call, publish_call
from portal.recruitment.models import Call
from portal.recruitment.queries.calls import is_open, open_call, open_calls_everywhere
from portal.rules.stages import Stage
from tests.cast import committee_in
from tests.factories import saved
from tests.recruitment.scene import CALL, HERE, applied, call_draft, call_in, draft, seat_in

WRITE = "/udvalg/havnen/opslag"


def test_a_secretary_asks_the_public(bo, harbour, call):
    assert is_open(call) and open_call(harbour) is call and open_calls_everywhere() == [call]
    assert "<strong>borgere</strong>" in call.body_html
    assert "call.published" in db.session.scalars(select(Event.type)).all()


@pytest.mark.parametrize(("opens", "closes", "is_now"), [(1, 9, False), (-9, -1, False), (0, 0, True), (-1, 1, True)])
def test_whether_it_is_open_follows_from_the_day(bo, harbour, seat, opens, closes, is_now):
    call = call_in(harbour, bo, seat, opens=opens, closes=closes)
    assert is_open(call) is is_now
    assert open_calls_everywhere() == ([call] if is_now else [])


@pytest.mark.parametrize(
    ("stage", "is_now"), [(Stage.PREPARATION, True), (Stage.CO_DESIGN, True), (Stage.CLOSED, False)]
)
def test_and_from_the_stage(harbour, call, stage, is_now):
    harbour.stage = stage
    db.session.commit()
    assert is_open(call) is is_now
    assert bool(open_calls_everywhere()) is is_now


def test_one_call_at_a_time(bo, harbour, seat, call):
    with pytest.raises(Refused):
        publish_call(bo, harbour, call_draft(seat))
    with clock.frozen(clock.now() + timedelta(days=40)):
        assert publish_call(bo, harbour, call_draft(seat)).id != call.id


def test_a_promised_day_is_not_put_off(bo, call, seat):
    change_call(bo, call, call_draft(seat, deletes=300))
    applied(call)
    with pytest.raises(Refused):
        change_call(bo, call, call_draft(seat, deletes=301))
    change_call(bo, call, call_draft(seat, deletes=299, hours="Fem møder"))
    assert call.hours == "Fem møder"


@pytest.mark.parametrize("who", ["anna", "carl", "eva", "finn"])
def test_others_publish_none(who, request, harbour, seat):
    with pytest.raises(NotAllowed):
        publish_call(request.getfixturevalue(who), harbour, call_draft(seat))
    assert db.session.scalar(select(func.count(Call.id))) == 0


def test_seats_of_another_committee_are_left_out(bo, harbour, fjordby, seat, sofie):
    other = seat_in(committee_in(fjordby, "Skoven", "skoven"))
    assert call_in(harbour, bo, seat, other).seats == [seat]


def test_the_public_page(client, harbour, call):
    page = client().get(CALL)
    assert "Bor ved vandet" in page.text and "Seks møder af tre timer." in page.text
    assert f"{CALL}/ansoeg" in page.text
    with clock.frozen(clock.now() + timedelta(days=40)):
        later = client().get(CALL)
        assert f"{CALL}/ansoeg" not in later.text
        assert client().get(f"{CALL}/ansoeg").location == CALL


def test_without_a_call_there_is_no_page(client, harbour):
    assert client().get(CALL).status_code == 404
    assert client().get("/udvalg/ukendt/bliv-medlem").status_code == 404


def test_it_stands_on_the_front_page_and_the_committees(client, call):
    assert "Bliv medlem af »Havnen«" in client().get("/").text
    assert "Der bliver søgt medlemmer" in client().get("/udvalg/havnen/").text
    with clock.frozen(clock.now() + timedelta(days=40)):
        assert "Bliv medlem af »Havnen«" not in client().get("/").text
        assert "Der bliver søgt medlemmer" not in client().get("/udvalg/havnen/").text


def test_writing_and_changing_through_the_page(client, bo, harbour, seat):
    browser, today = client(bo), clock.today()
    assert browser.get(WRITE).status_code == 200
    sent = {
        "body": "Vi søger to.",
        "hours": "Seks møder",
        "selection": "Efter profil",
        "opens_on": today.isoformat(),
        "closes_on": (today - timedelta(days=1)).isoformat(),
        "delete_on": (today - timedelta(days=2)).isoformat(),
    }
    page = browser.post(WRITE, data=sent)
    assert page.status_code == 422
    assert all(f'id="{name}-error"' in page.text for name in ("seat_ids", "closes_on", "delete_on"))
    assert "Vi søger to." in page.text
    sent |= {
        "seat_ids": [str(seat.id)],
        "closes_on": (today + timedelta(days=9)).isoformat(),
        "delete_on": (today + timedelta(days=99)).isoformat(),
    }
    assert browser.post(WRITE, data=sent).location == CALL
    assert browser.get(WRITE).status_code == 200
    assert browser.post(WRITE, data=sent).status_code == 409
    read = mark_of(db.session.scalars(select(Call)).one())
    assert browser.post(WRITE, data=sent | {FIELD: read, "hours": "Fire møder"}).status_code == 302
    assert "Fire møder" in client().get(CALL).text


def test_a_seat_that_somebody_has_been_asked_to_is_not_removed(client, bo, harbour):
    called, applied_for, free = seat_in(harbour), seat_in(harbour), seat_in(harbour)
    call = call_in(harbour, bo, called, applied_for)
    applied(call, seat=applied_for)
    change_call(bo, call, call_draft(called))
    browser = client(bo)
    page = browser.get("/udvalg/havnen/pladser").text
    assert [f"/pladser/{seat.id}/fjern" in page for seat in (called, applied_for, free)] == [False, False, True]
    for seat in (called, applied_for):
        page = browser.post(f"/udvalg/havnen/pladser/{seat.id}/fjern")
        assert page.status_code == 422 and "Pladsen er med i et opslag" in page.text
    assert browser.post(f"/udvalg/havnen/pladser/{free.id}/fjern").status_code == 302


def test_a_filled_seat_is_not_advertised(bo, dorte, client, harbour, seat, call):
    """Two places, one taken: one is free. Both taken: the call is closed, wherever calls stand."""
    saved(Membership(committee_id=harbour.id, seat_id=seat.id, user_id=bo.id, starts_on=clock.today()))
    assert "1 ledig plads<" in client().get(CALL).text
    saved(Membership(committee_id=harbour.id, seat_id=seat.id, user_id=dorte.id, starts_on=clock.today()))
    assert not is_open(call) and open_calls_everywhere() == [] and open_call(harbour) is None
    page = client().get(CALL).text
    assert "Alle pladser er besat." in page and '/ansoeg"' not in page
    assert client().get(f"{CALL}/ansoeg").location == CALL


def test_one_applies_for_free_seats_only(bo, client, harbour, seat):
    filled = seat_in(harbour, profile="Sejler til daglig")
    call = call_in(harbour, bo, seat, filled)
    saved(Membership(committee_id=harbour.id, seat_id=filled.id, user_id=bo.id, starts_on=clock.today()))
    page = client().get(f"{CALL}/ansoeg").text
    assert seat.profile in page and filled.profile not in page
    with pytest.raises(Refused, match="besat"):
        submit_application(Visitor(), call, draft(filled), HERE)
    assert submit_application(Visitor(), call, draft(seat), HERE).seat_id == seat.id
