"""Reading what was sent once before, and the steps that were taken."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select

from portal.accounts.models import User
from portal.events.models import Event
from portal.foundation.db import Record, db
from portal.house.telling import subject_of

R = TypeVar("R", bound=Record)


def sent_before(table: type[R], author: User, key: str | None) -> R | None:
    """What this person has sent already with the form of this key."""
    kind: Any = table
    rows = select(table).where(kind.author_id == author.id, kind.submission_key == key)
    return db.session.scalar(rows) if key else None


def last_step(record: Any, state: StrEnum) -> Any:
    """The step with which the record last came into this state; None when it never did. Needs the steps loaded."""
    return next((step for step in reversed(record.steps) if step.state == state), None)


def reason_of_last(record: Any, state: StrEnum) -> str:
    """The reason given when the record last came into this state."""
    step = last_step(record, state)
    return step.reason if step else ""


def reason_of(state: StrEnum) -> Callable[[Event], Mapping[str, str]]:
    """A letter goes the next morning; the reason is that of its own step, whatever has happened since."""

    def values(event: Event) -> Mapping[str, str]:
        record = subject_of(event)
        return {"reason": event.details.get("reason") or (reason_of_last(record, state) if record is not None else "")}

    return values
