"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint

from portal.house.moderated import shown_title
from portal.initiatives.states import WAY
from portal.initiatives.words import (
    outcome_sentence,
    progress_sentence,
    proposer,
    refusal_name,
    state_name,
    step_name,
    verdict_name,
)
from portal.screening.queries import reason_of_last

initiatives = Blueprint("initiatives", __name__, url_prefix="/forslag-til-udvalg")

initiatives.add_app_template_filter(state_name, "initiative_state")
initiatives.add_app_template_filter(step_name, "initiative_step")
initiatives.add_app_template_filter(outcome_sentence, "initiative_outcome")
initiatives.add_app_template_filter(verdict_name, "initiative_verdict")
initiatives.add_app_template_filter(refusal_name, "initiative_refusal")
initiatives.add_app_template_filter(progress_sentence, "initiative_progress")
initiatives.add_app_template_filter(shown_title, "initiative_title")
initiatives.add_app_template_filter(proposer, "initiative_proposer")
initiatives.add_app_template_filter(reason_of_last, "initiative_reason")
initiatives.add_app_template_filter(WAY.may_become, "initiative_may_become")
