"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint

from portal.foundation import clock
from portal.recruitment.forms.calls import seat_label
from portal.recruitment.links import path_of_application
from portal.recruitment.models import Application, ApplicationState
from portal.recruitment.queries.calls import is_open
from portal.recruitment.states import NAMED, may_become
from portal.recruitment.words import (
    blinded,
    ground_name,
    kind_name,
    letter_name,
    mark_name,
    outcome_sentence,
    state_name,
)

recruitment = Blueprint("recruitment", __name__)

recruitment.add_app_template_filter(state_name, "application_state")
recruitment.add_app_template_filter(outcome_sentence, "application_outcome")
recruitment.add_app_template_filter(mark_name, "application_mark")
recruitment.add_app_template_filter(kind_name, "onboarding_kind")
recruitment.add_app_template_filter(ground_name, "interest_ground")
recruitment.add_app_template_filter(letter_name, "paper_letter")
recruitment.add_app_template_filter(seat_label, "seat_label")
recruitment.add_app_template_filter(path_of_application, "application_path")
recruitment.add_app_template_test(is_open, "open_call")
recruitment.add_app_template_test(lambda seat: seat.free_from(clock.today()) > 0, "free_seat")


@recruitment.app_template_filter("application_may_become")
def application_may_become(application: Application, state: str) -> bool:
    """Whether the table lets this application take that step: for offering a button."""
    return may_become(application, ApplicationState(state))


@recruitment.app_template_filter("as_read")
def as_read(text: str, application: Application) -> str:
    """A text of an application as the secretary reads it: without the name until there is a seat."""
    return text if application.state in NAMED else blinded(text, application)


@recruitment.app_template_filter("shown_name")
def shown_name(application: Application) -> str:
    """The applicant's name once there is a seat; until then nothing."""
    return application.name if application.state in NAMED else ""
