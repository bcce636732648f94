"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint

from portal.accounts.models import User, Visitor
from portal.foundation.i18n import gettext as _
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import AnswerClock, acts_for_author, clock_of, reason_of_last
from portal.ideas.states import may_become
from portal.ideas.tracing import led_to
from portal.ideas.words import (
    appeal_verdict_name,
    channel_sentence,
    kind_name,
    outcome_sentence,
    personal_data_name,
    public_author,
    refusal_name,
    shown_title,
    state_name,
    step_name,
    verdict_name,
)
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


@ideas.app_template_filter("idea_reason")
def idea_reason(idea: Idea, state: str) -> str:
    """The reason given when the idea last came into a state."""
    return reason_of_last(idea, IdeaState(state))


@ideas.app_template_filter("idea_may_become")
def idea_may_become(idea: Idea, state: str) -> bool:
    """Whether the table lets this idea take that step: for offering a button."""
    return may_become(idea, IdeaState(state))
