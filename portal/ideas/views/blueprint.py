"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint

from portal.accounts.models import User, Visitor
from portal.foundation.i18n import gettext as _
from portal.house.moderated import shown_title
from portal.ideas.models import Idea
from portal.ideas.queries import AnswerClock, acts_for_author, clock_of
from portal.ideas.states import WAY
from portal.ideas.tracing import led_to
from portal.ideas.words import (
    appeal_verdict_name,
    channel_sentence,
    kind_name,
    outcome_sentence,
    personal_data_name,
    public_author,
    refusal_name,
    state_name,
    step_name,
    undone_by,
    verdict_name,
)
from portal.screening.queries import reason_of_last
from portal.trace.places import place_named
from portal.trace.thread import Node

ideas = Blueprint("ideas", __name__)

ideas.add_app_template_filter(state_name, "idea_state")
ideas.add_app_template_filter(shown_title, "idea_title")
ideas.add_app_template_filter(step_name, "idea_step")
ideas.add_app_template_filter(outcome_sentence, "idea_outcome")
ideas.add_app_template_filter(led_to, "idea_led_to")
ideas.add_app_template_filter(verdict_name, "idea_verdict")
ideas.add_app_template_filter(refusal_name, "idea_refusal")
ideas.add_app_template_filter(public_author, "idea_author")
ideas.add_app_template_filter(kind_name, "idea_kind")
ideas.add_app_template_filter(appeal_verdict_name, "idea_appeal_verdict")
ideas.add_app_template_filter(personal_data_name, "personal_data")
ideas.add_app_template_filter(channel_sentence, "idea_channel")
ideas.add_app_template_filter(reason_of_last, "idea_reason")
ideas.add_app_template_filter(WAY.may_become, "idea_may_become")
ideas.add_app_template_filter(undone_by, "undone_by")


@ideas.app_template_filter("place")
def place(name: str) -> Node | None:
    """Where an idea is carried on."""
    return place_named(name)


@ideas.app_template_filter("idea_clock")
def idea_clock(idea: Idea) -> AnswerClock | None:
    return clock_of(idea)


@ideas.app_template_filter("idea_sender")
def idea_sender(idea: Idea) -> str:
    """Whose words they are, for those who handle them: of what was typed in, whoever it was typed in for."""
    if idea.is_typed_in:
        return idea.spoken_for or _("a citizen who gave no name")
    return idea.author.name


@ideas.app_template_filter("idea_acts")
def idea_acts(idea: Idea, person: User | Visitor) -> bool:
    """Whether this person may do what the author may: for offering it."""
    return acts_for_author(person, idea)
