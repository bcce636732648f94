"""The one way in which a line of the trail loses words: when the law wants them gone from what it tells of."""

from typing import Any

from sqlalchemy import select

from portal.events.models import Event
from portal.foundation.db import Record, db


def forget_detail(subject: Record, key: str, instead: Any) -> None:
    """Put `instead` in the place of one detail of all lines about a record. For use within a transaction."""
    lines = select(Event).where(Event.subject_kind == subject.__tablename__, Event.subject_id == subject.id)
    for event in db.session.scalars(lines.order_by(Event.id)):
        if key in event.details:
            event.details = event.details | {key: instead}
