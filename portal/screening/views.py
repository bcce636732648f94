"""How a form about one record is taken in, the same for every deed that leads it into another state."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask.typing import ResponseReturnValue

from portal.foundation.confirming import Question, taken_in
from portal.foundation.db import Record
from portal.foundation.seen import ensure_as_seen
from portal.screening.states import Way


def handled(
    record: Record,
    form: Any,
    deed: Callable[[], object],
    again: Callable[[], str],
    *,
    way: Way[Any, Any],
    state: StrEnum,
    told: str,
    then: str,
    question: Callable[[], Question] | None = None,
    told_at: str = "reason",
) -> ResponseReturnValue:
    """See that the record is as it was read → that its way leads to `state` → ask again where it cannot be undone → act
    → tell, and go on to `then`. What is wrong comes `again` with the page, the reasons of a refusal at a field."""
    ensure_as_seen(record)
    way.ensure_may_become(record, state)  # else the page has no such form, and what was written would be lost
    return taken_in(form, deed, again, told=told, then=then, question=question, reasons_at=told_at)
