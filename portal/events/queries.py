"""Reading the trail and the outbox."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from portal.events.models import Event, OutboxMessage
from portal.events.types import EventType
from portal.foundation.db import Record, all_of, db


def trail() -> Select[tuple[Event]]:
    """Everything that happened, newest first."""
    return select(Event).order_by(Event.id.desc())


def committee_events(committee_id: int, types: Collection[EventType]) -> Select[tuple[Event]]:
    """What happened in one committee, of these types, newest first."""
    return (
        select(Event)
        .where(Event.committee_id == committee_id, Event.type.in_(types))
        .order_by(Event.created_at.desc(), Event.id.desc())
    )


def events_of(subject: Record) -> Select[tuple[Event]]:
    """What happened to one record, oldest first."""
    return (
        select(Event)
        .where(Event.subject_kind == subject.__tablename__, Event.subject_id == subject.id)
        .order_by(Event.id)
    )


def events_since(moment: datetime, types: Collection[EventType], *subjects: Record) -> Sequence[Event]:
    """What happened of these types to any of these records since then, newest first."""
    of_one = [(Event.subject_kind == one.__tablename__) & (Event.subject_id == one.id) for one in subjects]
    return all_of(
        select(Event).where(or_(*of_one), Event.type.in_(types), Event.created_at >= moment).order_by(Event.id.desc())
    )


def parked_messages() -> Select[tuple[OutboxMessage]]:
    """Messages that were given up, newest first."""
    return (
        select(OutboxMessage)
        .where(OutboxMessage.parked_at.is_not(None))
        .options(joinedload(OutboxMessage.event))
        .order_by(OutboxMessage.parked_at.desc(), OutboxMessage.id.desc())
    )


def count_waiting() -> int:
    """How many messages are still on their way."""
    waiting = OutboxMessage.done_at.is_(None) & OutboxMessage.parked_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(OutboxMessage).where(waiting)) or 0
