"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint

from portal.decisions.words import is_stub, result_told, text_name
from portal.foundation.db import Record
from portal.foundation.i18n import gettext
from portal.rules.results import RESULTS, Result
from portal.trace.thread import Thread, thread_of

decisions = Blueprint("decisions", __name__)


@decisions.app_template_filter("result_name")
def result_name(result: Result) -> str:
    return gettext(RESULTS[result])


decisions.add_app_template_filter(text_name, "sealed_text_name")
decisions.add_app_template_filter(result_told, "result_told")
decisions.add_app_template_test(is_stub, "stub")


@decisions.app_template_filter("in_fours")
def in_fours(hexadecimal: str) -> str:
    """A long hash in groups that an eye can compare."""
    return " ".join(hexadecimal[place : place + 4] for place in range(0, len(hexadecimal), 4))


def red_thread(record: Record) -> Thread:
    """The thread through a record of this room."""
    return thread_of(record)
