"""Somebody goes Back to the form and sends it again: what was written last is never lost without a word."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Visitor
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.recruitment.actions.applying import (
    accept_seat,
    confirm_application,
    submit_application,
    type_in_application,
    withdraw_application,
)
from portal.recruitment.links import path_of_application
from portal.recruitment.models import Application, ApplicationState
from portal.rules.stages import Stage
from tests.recruitment.scene import HERE, LIST, draft, invited
from tests.recruitment.test_applying import APPLY, typed

S = ApplicationState
KEY = {"submission_key": "key-1"}


def sent(call, seat, *who, **more):
    return submit_application(Visitor(), call, draft(seat, *who, **KEY | more), HERE)


def all_of_them():
    return db.session.scalars(select(Application).order_by(Application.id)).all()


def test_until_the_address_is_confirmed_the_last_words_count(call, seat):
    first = sent(call, seat)
    assert sent(call, seat, motivation="Noget andet.") is first
    assert first.motivation == "Noget andet." and first.state is S.UNCONFIRMED and all_of_them() == [first]


def test_a_mistyped_address_is_mended_and_its_link_is_dead(client, call, seat, letter_box, deliver_outbox):
    browser = client()
    browser.post(APPLY, data=typed(seat, email="vera@exmaple.dk"))
    deliver_outbox()
    wrong = letter_box.last_path_to("vera@exmaple.dk")
    assert browser.post(APPLY, data=typed(seat)).status_code == 302
    deliver_outbox()
    own = letter_box.last_path_to("vera@example.dk")
    assert client().get(wrong).status_code == 410
    assert client().post(f"{own}/bekraeft").location == own
    assert [(one.email, one.state) for one in all_of_them()] == [("vera@example.dk", S.RECEIVED)]


def test_what_is_received_is_not_changed_and_the_new_text_is_given_back(client, anna, call, seat):
    browser = client(anna)
    assert browser.post(APPLY, data=typed(seat)).status_code == 302
    page = browser.post(APPLY, data=typed(seat, motivation="Noget helt andet."))
    assert page.status_code == 422 and "Noget helt andet." in page.text and "allerede sendt" in page.text
    assert [one.motivation for one in all_of_them()] == ["Jeg ror hver dag."]
    withdraw_application(all_of_them()[0])
    assert browser.post(APPLY, data=typed(seat, motivation="Noget helt andet.")).status_code == 302
    assert [one.state for one in all_of_them()] == [S.WITHDRAWN, S.RECEIVED]


def test_the_next_person_at_the_same_browser_learns_nothing_and_gets_through(call, seat):
    first = sent(call, seat)
    other = sent(call, seat, "Per Vig", "per@example.dk")
    assert other is not first and (first.name, other.name) == ("Vera Nordkap", "Per Vig")
    confirm_application(first)
    assert sent(call, seat, "Vera Nordkap", "ny@example.dk") not in {first, other}


def test_two_papers_typed_in_from_one_form_are_two(client, bo, call, seat):
    browser, paper = client(bo), {"email": "", "postal_address": "Kajen 1"}
    assert browser.post(f"{LIST}/papir", data=typed(seat, **paper)).location == LIST
    assert browser.post(f"{LIST}/papir", data=typed(seat, **paper, name="Ingolf Bro")).location == LIST
    page = browser.post(f"{LIST}/papir", data=typed(seat, **paper, motivation="Rettet tekst."))
    assert page.status_code == 422 and "Rettet tekst." in page.text and "som nummer 1" in page.text
    assert [one.name for one in all_of_them()] == ["Vera Nordkap", "Ingolf Bro"]
    sent = draft(seat, "Vera Nordkap", "", postal_address="Kajen 1", **KEY)
    assert type_in_application(bo, call, sent) is all_of_them()[0]


@pytest.mark.parametrize("over", ["the days of the call", "the work of the committee"])
def test_what_was_written_when_the_call_closed_is_given_back(client, anna, call, seat, over):
    if over == "the days of the call":
        call.opens_on = call.closes_on = clock.today() - timedelta(days=1)
    else:
        call.committee.stage = Stage.CLOSED
    db.session.commit()
    page = client(anna).post(APPLY, data=typed(seat))
    assert page.status_code == 422 and "Jeg ror hver dag." in page.text
    assert all_of_them() == []


def test_nobody_gets_a_seat_where_the_work_is_over(client, bo, call, council):
    application = invited(call, bo, council)
    call.committee.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(Refused, match="afsluttet"):
        accept_seat(application)
    assert client().post(f"{path_of_application(application)}/tag-imod").status_code == 422
    assert application.state is S.INVITED


def test_two_who_confirm_for_one_address_are_one(call, seat):
    first, second = sent(call, seat), submit_application(Visitor(), call, draft(seat), HERE)
    confirm_application(first)
    with pytest.raises(Refused):
        confirm_application(second)


def test_nothing_is_received_where_the_work_is_over(call, seat):
    application = sent(call, seat)
    call.committee.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(Refused, match="afsluttet"):
        confirm_application(application)
