"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint

from portal.foundation.db import Record
from portal.foundation.i18n import gettext, words_of
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.recommendations.queries.recommendations import Waiting, answered_after, waiting
from portal.recommendations.words import CHOICES, STATES, VERDICTS
from portal.trace.thread import Thread, thread_of

recommendations = Blueprint("recommendations", __name__)

recommendations.add_app_template_filter(words_of(STATES), "recommendation_state")
recommendations.add_app_template_filter(words_of(CHOICES), "choice_name")
recommendations.add_app_template_filter(words_of(VERDICTS), "verdict_name")


@recommendations.app_template_filter("verdict")
def verdict_of(response: CouncilResponse) -> str:
    """The verdict in words, with the name of the body that it was sent on to."""
    if response.sent_on_to is not None:
        return gettext("Sent on to %(body)s", body=response.sent_on_to.name)
    return gettext(VERDICTS[response.verdict])


@recommendations.app_template_filter("waiting")
def how_long(recommendation: Recommendation) -> Waiting | None:
    return waiting(recommendation)


@recommendations.app_template_filter("answered_after")
def days_to_answer(response: CouncilResponse) -> int | None:
    return answered_after(response)


def red_thread(record: Record) -> Thread:
    """The thread through a record of this room."""
    return thread_of(record)
