"""Telling what happened, within the transaction in which it happens; and the one way in which that loses words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from portal.events.models import Event, OutboxMessage
from portal.events.types import EventType, Subscriber
from portal.foundation import clock
from portal.foundation.db import Record, after_commit, db
from portal.foundation.jobs import wake_worker
from portal.foundation.public_texts import why_it_stands


def record(
    event_type: EventType, subject: Record, *, actor: Record | None, committee: Record | None = None, **details: Any
) -> Event:
    """Add a line to the audit trail, and a message to each subscriber's outbox.

    `details` are plain JSON values; what a public timeline shows (title, path, reason) is put there at the time it
    happened. Never personal data beyond what the record itself publishes.
    """
    (event,) = record_each(event_type, [subject], actor=actor, committee=committee, **details)
    return event


def record_each(
    event_type: EventType,
    subjects: Iterable[Record],
    *,
    actor: Record | None,
    committee: Record | None = None,
    **details: Any,
) -> list[Event]:
    """The same of several, with one line of the trail for each; they are written together."""
    db.session.flush()  # a new subject needs its id
    if why := why_it_stands():
        details |= {"may_stand": why}
    now, owner = clock.now(), committee.id if committee is not None else None
    lines: list[dict[str, Any]] = [
        {
            "type": event_type,
            "subject_kind": subject.__tablename__,
            "subject_id": subject.id,
            "actor_id": actor.id if actor is not None else None,
            "committee_id": subject.id if subject.__tablename__ == "committee" else owner or _committee_of(subject),
            "details": details,
        }
        for subject in subjects
    ]
    events = _written_together(lines, now) if len(lines) > 1 else [_written(line, now) for line in lines]
    db.session.info.setdefault("recorded", []).extend(events)
    after_commit(_wake_the_worker)
    return events


def forget_detail(subject: Record, key: str, instead: Any) -> None:
    """Put `instead` in the place of one detail of all lines about a record. For use within a transaction."""
    lines = select(Event).where(Event.subject_kind == subject.__tablename__, Event.subject_id == subject.id)
    for event in db.session.scalars(lines.order_by(Event.id)):
        if key in event.details:
            event.details = event.details | {key: instead}


def would_be(event_type: EventType, subject: Record, *, actor: Record) -> Event:
    """The line as it would stand if this happened now. Nothing is written: for saying beforehand whom it concerns."""
    details: dict[str, Any] = {}
    return Event(
        type=event_type,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        actor_id=actor.id,
        committee_id=_committee_of(subject),
        details=details,
    )


def _written(line: dict[str, Any], now: datetime) -> Event:
    event = Event(**line)
    db.session.add_all(OutboxMessage(event=event, subscriber=subscriber, due_at=now) for subscriber in Subscriber)
    return event


def _written_together(lines: list[dict[str, Any]], now: datetime) -> list[Event]:
    """Many in two statements: whoever writes keeps others from writing."""
    events = list(db.session.scalars(insert(Event).returning(Event), lines))
    told = [{"event_id": event.id, "subscriber": one, "due_at": now} for event in events for one in Subscriber]
    db.session.execute(insert(OutboxMessage), told)
    return events


def _committee_of(subject: Record) -> int | None:
    return getattr(subject, "committee_id", None)


def recorded() -> Sequence[Event]:
    """What has happened in the transaction that goes on."""
    return tuple(db.session.info.get("recorded", ()))


def _wake_the_worker() -> None:
    """Ask the worker to look now. If nobody hears, its own tick finds the message within a minute."""
    wake = wake_worker.known()
    if wake is not None:
        wake()
