"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint, current_app

from portal.decisions.models import Choice, CouncilResponse, Recommendation, RecommendationState, Result, Verdict
from portal.decisions.queries.recommendations import Waiting, answered_after, waiting
from portal.decisions.words import CHOICES, RESULTS, STATES, VERDICTS, is_stub, result_told, text_name
from portal.foundation.db import Record
from portal.foundation.i18n import gettext
from portal.trace.thread import Thread, thread_of

decisions = Blueprint("decisions", __name__)


@decisions.app_template_filter("recommendation_state")
def state_name(state: RecommendationState) -> str:
    return gettext(STATES[state])


@decisions.app_template_filter("choice_name")
def choice_name(choice: Choice) -> str:
    return gettext(CHOICES[choice])


@decisions.app_template_filter("verdict_name")
def verdict_name(verdict: Verdict) -> str:
    return gettext(VERDICTS[verdict])


@decisions.app_template_filter("verdict")
def verdict_of(response: CouncilResponse) -> str:
    """The verdict in words, with the name of the body that it was sent on to."""
    if response.sent_on_to is not None:
        return gettext("Sent on to %(body)s", body=response.sent_on_to.name)
    return verdict_name(response.verdict)


@decisions.app_template_filter("result_name")
def result_name(result: Result) -> str:
    return gettext(RESULTS[result])


decisions.add_app_template_filter(text_name, "sealed_text_name")
decisions.add_app_template_filter(result_told, "result_told")
decisions.add_app_template_test(is_stub, "stub")


@decisions.app_template_filter("waiting")
def how_long(recommendation: Recommendation) -> Waiting | None:
    return waiting(recommendation)


@decisions.app_template_filter("answered_after")
def days_to_answer(response: CouncilResponse) -> int | None:
    return answered_after(response)


@decisions.app_template_filter("in_fours")
def in_fours(hexadecimal: str) -> str:
    """A long hash in groups that an eye can compare."""
    return " ".join(hexadecimal[place : place + 4] for place in range(0, len(hexadecimal), 4))


def red_thread(record: Record) -> Thread:
    """The thread through a record of this room."""
    return thread_of(record, current_app.extensions["node_types"])
