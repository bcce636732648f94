"""How a form about one record is taken in, the same for every deed that leads it into another state."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from portal.foundation.confirming import Question, page_unless_sure
from portal.foundation.db import Record
from portal.foundation.errors import Refused
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
    if not form.validate():
        return again(), 422
    try:
        if question is None:
            deed()
        elif (page := page_unless_sure(question(), deed, again)) is not None:
            return page
    except Refused as refusal:
        form[told_at].errors = [*form[told_at].errors, *refusal.reasons]
        return again(), 422
    flash(told, "success")
    return redirect(then)
