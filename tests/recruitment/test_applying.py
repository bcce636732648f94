"""Applying with an account, without one, and on paper; withdrawing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Visitor
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.recruitment.actions.applying import (
    confirm_application,
    submit_application,
    type_in_application,
    withdraw_application,
)
from portal.recruitment.links import path_of_application
from portal.recruitment.models import Application, ApplicationState
from portal.rules.stages import Stage
from portal.trace.models import TraceEdge
from tests.recruitment.scene import CALL, HERE, LIST, applied, draft, seat_in

S = ApplicationState
APPLY = f"{CALL}/ansoeg"


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def typed(seat, **changes):
    facts = {"name": "Vera Nordkap", "email": "Vera@Example.dk", "motivation": "Jeg ror hver dag.", "consent": "y"}
    return facts | {"seat_id": str(seat.id), "submission_key": "key-1"} | changes


def test_with_an_account_it_is_received_at_once(anna, call, seat):
    application = submit_application(anna, call, draft(seat, anna.name, anna.email), HERE)
    assert (application.state, application.number, application.user) == (S.RECEIVED, 1, anna)
    assert application.delete_on == call.delete_on
    assert application.consent_version and application.consented_at
    assert db.session.scalars(select(TraceEdge.later_kind)).all() == ["application"]


def test_the_trail_names_nobody(call):
    applied(call)
    told = repr(db.session.scalars(select(Event.details)).all())
    assert "Vera" not in told and "example" not in told


def test_without_an_account_it_counts_when_the_address_is_confirmed(call, seat):
    application = submit_application(Visitor(), call, draft(seat), HERE)
    assert application.state is S.UNCONFIRMED and application.received_at is None
    confirm_application(application)
    assert application.state is S.RECEIVED and application.received_at
    with pytest.raises(Refused):
        confirm_application(application)


def test_somebody_signed_in_cannot_send_in_anothers_name(anna, call, seat):
    assert submit_application(anna, call, draft(seat), HERE).state is S.UNCONFIRMED


def test_the_same_form_twice_is_one_application(anna, call, seat):
    same = draft(seat, anna.name, anna.email, submission_key="k")
    assert submit_application(anna, call, same, HERE) is submit_application(anna, call, same, HERE)
    assert count(Application) == 1


def test_one_person_applies_once(anna, call, seat):
    submit_application(anna, call, draft(seat, anna.name, anna.email), HERE)
    with pytest.raises(Refused):
        submit_application(anna, call, draft(seat, anna.name, anna.email), HERE)
    as_guest = submit_application(Visitor(), call, draft(seat, "Anna", anna.email), HERE)  # tells nothing …
    with pytest.raises(Refused):
        confirm_application(as_guest)  # … before the address has been shown


@pytest.mark.parametrize("days", [-1, 29])
def test_outside_its_days_nothing_is_taken(anna, call, seat, days):
    with clock.frozen(clock.now() + timedelta(days=days)), pytest.raises(Refused):
        submit_application(anna, call, draft(seat, anna.name, anna.email), HERE)
    assert count(Application) == 0


def test_nor_in_a_closed_committee(anna, harbour, call, seat):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        submit_application(anna, call, draft(seat, anna.name, anna.email), HERE)


def test_a_seat_that_the_call_is_not_about(anna, harbour, call):
    with pytest.raises(Refused):
        submit_application(anna, call, draft(seat_in(harbour), anna.name, anna.email), HERE)
    assert count(Application) == 0


def test_withdrawing_deletes_what_was_written(call):
    application = applied(call)
    withdraw_application(application)
    assert application.state is S.WITHDRAWN
    assert application.motivation == ""
    with pytest.raises(Refused):
        withdraw_application(application)


def test_paper_is_typed_in_by_a_secretary(bo, anna, call, seat):
    with clock.frozen(clock.now() + timedelta(days=30)):  # the post is slow
        application = type_in_application(bo, call, draft(seat))
    assert application.state is S.RECEIVED and application.is_from_paper
    with pytest.raises(NotAllowed):
        type_in_application(anna, call, draft(seat, email="ny@example.dk"))


# -- through the pages ------------------------------------------------------------------------------------------------


def test_a_guest_from_form_to_receipt(client, call, seat, letter_box, deliver_outbox):
    browser = client()
    page = browser.get(APPLY)
    assert "slettes" in page.text or "slettet" in page.text
    answer = browser.post(APPLY, data=typed(seat))
    assert answer.location == f"{CALL}/sendt"
    assert browser.get(answer.location).status_code == 200
    deliver_outbox()
    own = letter_box.last_path_to("vera@example.dk")
    before = browser.get(own)
    assert before.headers["Cache-Control"] == "no-store"
    assert db.session.scalar(select(Application.state)) is S.UNCONFIRMED, "opening the link changes nothing"
    assert browser.post(f"{own}/bekraeft").location == own
    assert db.session.scalar(select(Application.state)) is S.RECEIVED
    deliver_outbox()
    assert len(letter_box.to("vera@example.dk")) == 2
    assert "Jeg ror hver dag." in browser.get(own).text
    assert browser.post(f"{own}/traek-tilbage").location == own
    assert "Jeg ror hver dag." not in browser.get(own).text


def test_with_an_account_neither_name_nor_address_is_asked_for(client, anna, call, seat):
    browser = client(anna)
    assert 'name="email"' not in browser.get(APPLY).text
    answer = browser.post(APPLY, data=typed(seat, name="", email=""))
    assert answer.location.startswith("/ansoegning/")
    assert browser.get(answer.location).status_code == 200
    own = browser.get("/konto/ansoegninger")
    assert answer.location in own.text
    assert browser.post(APPLY, data=typed(seat, submission_key="key-2")).status_code == 422


@pytest.mark.parametrize("missing", ["name", "email", "motivation", "consent", "seat_id"])
def test_what_is_missing_is_told_at_the_field_and_the_rest_is_kept(client, call, seat, harbour, missing):
    other = seat_in(harbour)
    call.seats.append(other)
    db.session.commit()
    page = client().post(APPLY, data={key: value for key, value in typed(seat).items() if key != missing})
    assert page.status_code == 422
    assert f'id="{missing}-error"' in page.text or f'href="#{missing}"' in page.text
    assert missing == "motivation" or "Jeg ror hver dag." in page.text
    assert count(Application) == 0


@pytest.mark.parametrize("odd", [{"seat_id": "x"}, {"seat_id": "99999"}, {"motivation": "æ" * 2001}, {"email": "vera"}])
def test_odd_input_is_told_and_nothing_is_lost(client, call, seat, odd):
    page = client().post(APPLY, data=typed(seat) | odd)
    assert page.status_code == 422
    assert "Vera Nordkap" in page.text


def test_false_links_open_nothing(client, call):
    own = path_of_application(applied(call))
    for path in (own[:-2], "/ansoegning/x", own.replace(".", "")):
        assert client().get(path).status_code == 410
        assert client().post(f"{path}/traek-tilbage").status_code == 410
    assert db.session.scalar(select(Application.state)) is S.RECEIVED


def test_ones_own_list_shows_nobody_elses(client, anna, gerda, call, seat):
    submit_application(anna, call, draft(seat, anna.name, anna.email), HERE)
    assert "/ansoegning/" in client(anna).get("/konto/ansoegninger").text
    assert "/ansoegning/" not in client(gerda).get("/konto/ansoegninger").text
    assert client().get("/konto/ansoegninger").status_code == 302


def test_paper_through_the_page(client, bo, call, seat):
    browser = client(bo)
    assert browser.get(f"{LIST}/papir").status_code == 200
    assert browser.post(f"{LIST}/papir", data=typed(seat, name="")).status_code == 422
    assert browser.post(f"{LIST}/papir", data=typed(seat)).location == LIST
    assert browser.post(f"{LIST}/papir", data=typed(seat, submission_key="k2")).status_code == 422
    assert "Vera" not in browser.get(LIST).text
