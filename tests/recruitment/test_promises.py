"""Whoever is asked about people reads, at the field or once above all of them, what the privacy table promises."""

import html
import re

import pytest

from portal.committees.forms.members import AppointmentForm, EndingForm, StandInForm
from portal.recruitment.forms import applying, calls, handling, onboarding
from portal.recruitment.forms.applying import ApplicationForm, GuestApplicationForm, PaperApplicationForm
from portal.recruitment.forms.handling import AnswerForm, MarkForm
from portal.recruitment.forms.onboarding import InterestForm
from portal.rules.privacy import RULES, Kind
from portal.rules.privacy.promises import how_long, who_sees
from tests.recruitment.scene import CALL, LIST, call_in, seat_in

ABOUT_PEOPLE = {
    "ApplicationForm": lambda call, _membership: ApplicationForm(call),
    "GuestApplicationForm": lambda call, _membership: GuestApplicationForm(call),
    "PaperApplicationForm": lambda call, _membership: PaperApplicationForm(call),
    "MarkForm": lambda _call, _membership: MarkForm(),
    "AnswerForm": lambda _call, _membership: AnswerForm(),
    "InterestForm": lambda _call, _membership: InterestForm("Ja"),
    "AppointmentForm": lambda _call, _membership: AppointmentForm(is_politician=False),
    "StandInForm": lambda _call, membership: StandInForm(membership),
    "EndingForm": lambda _call, membership: EndingForm(membership),
}
ABOUT_NOBODY = {
    "CallForm": "what the municipality asks of everybody",
    "InvitationForm": "which body decided when",
    "ConfirmForm": "a tick",
}
WRITTEN_IN = {"StringField", "TextAreaField"}  # where somebody writes words of their own
# said once above the fields, for all of them: the page, who opens it, and of which kind
SAID_ABOVE = {
    "ApplicationForm": (f"{CALL}/ansoeg", "anna", Kind.APPLICATION),
    "GuestApplicationForm": (f"{CALL}/ansoeg", None, Kind.APPLICATION),
    "PaperApplicationForm": (f"{LIST}/papir", "bo", Kind.APPLICATION),
    "InterestForm": ("/udvalg/havnen/velkommen", "carl", Kind.INTERESTS),
    "AppointmentForm": ("/udvalg/havnen/pladser/{seat}/udpeg", "bo", Kind.SEAT),
}


@pytest.mark.parametrize("name", [name for name in ABOUT_PEOPLE if name not in SAID_ABOVE])
def test_every_field_has_a_promise_from_the_table(app, harbour, bo, carl, name):
    with app.test_request_context():
        call = call_in(harbour, bo, seat_in(harbour))
        form = ABOUT_PEOPLE[name](call, harbour.seats[0].memberships[0])
        promises = {said(kind) for kind in RULES for said in (who_sees, how_long)}
        fields = [field for field in form if field.type in WRITTEN_IN]
        assert fields
        for field in fields:
            assert any(said in str(field.description) for said in promises), f"{name}.{field.name} promises nothing"


@pytest.mark.parametrize("name", SAID_ABOVE)
def test_a_page_promises_once_above_all_its_fields(app, client, request, harbour, bo, carl, name):
    seat = seat_in(harbour)
    call = call_in(harbour, bo, seat)
    path, who, kind = SAID_ABOVE[name]
    with app.test_request_context():
        form = ABOUT_PEOPLE[name](call, harbour.seats[0].memberships[0])
        written = [field.name for field in form if field.type in WRITTEN_IN]
    page = html.unescape(client(who and request.getfixturevalue(who)).get(path.format(seat=seat.id)).text)
    promise = f"{who_sees(kind)} {how_long(kind)}"
    assert page.count(promise) == 1
    above = page.index(promise)
    assert written
    for field in written:
        place = re.search(rf'name="([a-z]+-)?{field}"', page)
        assert place and above < place.start(), f"{name}.{field} stands above the promise"


def test_every_form_of_the_room_is_looked_at():
    """A new form says here whom it is about."""
    made = {
        one.__name__
        for module in (applying, calls, handling, onboarding)
        for one in vars(module).values()
        if isinstance(one, type) and one.__name__.endswith("Form") and one.__module__ == module.__name__
    }
    assert made <= set(ABOUT_PEOPLE) | set(ABOUT_NOBODY)
