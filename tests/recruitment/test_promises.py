"""Whoever is asked about people reads, at the field or once above all of them, what the privacy table promises."""

import re
from pathlib import Path

import pytest

from portal.committees.forms.members import AppointmentForm, EndingForm, StandInForm
from portal.recruitment.forms import applying, calls, handling, onboarding
from portal.recruitment.forms.applying import ApplicationForm, GuestApplicationForm, PaperApplicationForm
from portal.recruitment.forms.handling import AnswerForm, MarkForm
from portal.recruitment.forms.onboarding import InterestForm
from portal.rules.privacy import RULES
from portal.rules.privacy.promises import how_long, who_sees
from tests.recruitment.scene import call_in, seat_in

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
# said once above the fields, for all of them: the template that says it, and of which kinds
SAID_ABOVE = {
    "ApplicationForm": ("recruitment/apply", "application"),
    "GuestApplicationForm": ("recruitment/apply", "application"),
    "PaperApplicationForm": ("recruitment/paper", "application"),
    "InterestForm": ("recruitment/_interests", "interests"),
    "AppointmentForm": ("committees/appointment", "seat"),
}


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_every_field_has_a_promise_from_the_table(app, harbour, bo, carl, name):
    with app.test_request_context():
        call = call_in(harbour, bo, seat_in(harbour))
        form = ABOUT_PEOPLE[name](call, harbour.seats[0].memberships[0])
        promises = {said(kind) for kind in RULES for said in (who_sees, how_long)}
        fields = [field for field in form if field.type in WRITTEN_IN]
        assert fields
        if name in SAID_ABOVE:
            template, kind = SAID_ABOVE[name]
            source = Path(f"templates/{template}.html").read_text(encoding="utf-8")
            assert len(re.findall(rf'privacy_promise\([^)]*"{kind}"', source)) == 1, f"{template} does not say it once"
            return
        for field in fields:
            assert any(said in str(field.description) for said in promises), f"{name}.{field.name} promises nothing"


def test_every_form_of_the_room_is_looked_at():
    """A new form says here whom it is about."""
    made = {
        one.__name__
        for module in (applying, calls, handling, onboarding)
        for one in vars(module).values()
        if isinstance(one, type) and one.__name__.endswith("Form") and one.__module__ == module.__name__
    }
    assert made <= set(ABOUT_PEOPLE) | set(ABOUT_NOBODY)
