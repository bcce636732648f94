"""What a secretary writes is given back when somebody else came first, and no promise is made that cannot be kept."""

from datetime import timedelta

import pytest

from portal.committees.models import Membership
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.seen import FIELD, mark_of
from portal.pages.refusals import SHORT
from portal.recruitment.actions import choosing
from portal.recruitment.actions.applying import accept_seat
from portal.recruitment.actions.calls import change_call, publish_call
from portal.recruitment.models import ApplicationState
from tests.factories import saved
from tests.recruitment.scene import LIST, applied, call_draft, decision, invited

S = ApplicationState
WRITE = "/udvalg/havnen/opslag"


def sent_call(seat, **changes):
    days = {name: value.isoformat() for name, value in vars(call_draft(seat)).items() if name.endswith("_on")}
    texts = {"body": "Min egen tekst.", "hours": "Seks møder.", "selection": "Byrådet."}
    return {"seat_ids": [str(seat.id)]} | texts | days | changes


def test_a_call_that_somebody_else_has_saved(client, bo, call, seat):
    browser, read = client(bo), mark_of(call)
    change_call(bo, call, call_draft(seat, body="Den andens tekst."))
    page = browser.post(WRITE, data=sent_call(seat, **{FIELD: read}))
    assert page.status_code == 409 and "Min egen tekst." in page.text and "Den andens tekst." in page.text
    assert call.body == "Den andens tekst."
    assert browser.post(WRITE, data=sent_call(seat, **{FIELD: mark_of(call)})).status_code == 302
    assert call.body == "Min egen tekst."


def test_only_what_somebody_wrote_is_given_back(client, call, seat):
    mark = mark_of(call)
    page = client().post(WRITE, data=sent_call(seat, body="Vi søger en, der bruger havnen.", **{FIELD: mark}))
    assert page.status_code == 401 and "Vi søger en, der bruger havnen." in page.text
    assert len(mark) > SHORT and mark not in page.text


def test_two_who_publish_the_first_call(client, bo, harbour, seat):
    publish_call(bo, harbour, call_draft(seat))
    page = client(bo).post(WRITE, data=sent_call(seat))
    assert page.status_code == 409 and "Min egen tekst." in page.text


def test_a_note_on_what_has_been_decided(client, bo, call):
    application = applied(call)
    choosing.reserve_application(bo, application)
    page = client(bo).post(f"{LIST}/{application.id}/maerk", data={"mark": "2", "note": "Kender strømmen."})
    assert page.status_code == 422 and "Kender strømmen." in page.text and "Valget er truffet" in page.text
    assert application.marks == []


def test_a_letter_to_somebody_who_got_a_seat_meanwhile(client, bo, call, monkeypatch):
    one, two = applied(call), applied(call, "Per Vig", "per@example.dk")

    def too_late(*_):
        raise Refused("Ansøger 1 har fået en plads.")

    monkeypatch.setattr("portal.recruitment.views.choosing.answer_applicants", too_late)
    sent = {"application_ids": [str(one.id), str(two.id)], "body": "Kære alle, tak for jeres tid."}
    page = client(bo).post(f"{LIST}/svar", data=sent)
    assert page.status_code == 422 and "Kære alle, tak for jeres tid." in page.text and "har fået en plads" in page.text


@pytest.mark.parametrize("odd", ["9" * 5000, "²", "-1", "x", ""])
def test_odd_addresses_are_no_fault(client, bo, call, odd):
    applied(call)
    assert client(bo).get(f"{LIST}/svar", query_string={"ansoegning": odd}).status_code == 200
    assert client(bo).get(LIST, query_string={"plads": odd, "maerke": odd, "status": odd}).status_code == 200


def test_no_place_is_kept_longer_than_the_application(client, bo, call, council):
    application = applied(call)
    choosing.shortlist_application(bo, application)
    with pytest.raises(Refused, match="bliver slettet"):
        choosing.invite_applicant(bo, application, decision(council, answer_by=application.delete_on))
    choosing.invite_applicant(bo, application, decision(council, answer_by=application.delete_on - timedelta(days=1)))
    assert application.state is S.INVITED


def test_until_the_last_day_only_a_no_frees_the_place(client, bo, call, council):
    one = f"{LIST}/{invited(call, bo, council).id}"
    browser = client(bo)
    assert "Ansøgeren har sagt nej" in browser.get(one).text
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert "Ansøgeren har sagt nej" not in client(bo).get(one).text


def test_two_who_were_promised_the_same_place(bo, anna, call, council, seat):
    """As in a portal that let promised places be taken: the first to answer gets the one that is left."""
    first, second = invited(call, bo, council), invited(call, bo, council, name="Per Vig", email="per@example.dk")
    saved(Membership(committee_id=seat.committee_id, seat=seat, user=anna, starts_on=clock.today()))
    db.session.expire(seat)
    assert accept_seat(first) is not None
    assert accept_seat(second) is None and second.state is S.ACCEPTED
