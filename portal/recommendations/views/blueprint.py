"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint

from portal.foundation.db import Record
from portal.foundation.i18n import gettext
from portal.recommendations.models import Choice, CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.recommendations.queries.recommendations import Waiting, answered_after, waiting
from portal.recommendations.words import CHOICES, STATES, VERDICTS
from portal.trace.thread import Thread, thread_of

recommendations = Blueprint("recommendations", __name__)


@recommendations.app_template_filter("recommendation_state")
def state_name(state: RecommendationState) -> str:
    return gettext(STATES[state])


@recommendations.app_template_filter("choice_name")
def choice_name(choice: Choice) -> str:
    return gettext(CHOICES[choice])


@recommendations.app_template_filter("verdict_name")
def verdict_name(verdict: Verdict) -> str:
    return gettext(VERDICTS[verdict])


@recommendations.app_template_filter("verdict")
def verdict_of(response: CouncilResponse) -> str:
    """The verdict in words, with the name of the body that it was sent on to."""
    if response.sent_on_to is not None:
        return gettext("Sent on to %(body)s", body=response.sent_on_to.name)
    return verdict_name(response.verdict)


@recommendations.app_template_filter("waiting")
def how_long(recommendation: Recommendation) -> Waiting | None:
    return waiting(recommendation)


@recommendations.app_template_filter("answered_after")
def days_to_answer(response: CouncilResponse) -> int | None:
    return answered_after(response)


def red_thread(record: Record) -> Thread:
    """The thread through a record of this room."""
    return thread_of(record)
