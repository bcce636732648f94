"""Telling what happened, within the transaction in which it happens."""

from collections.abc import Sequence
from typing import Any

from flask import current_app

from portal.events.models import Event, OutboxMessage
from portal.events.types import EventType, Subscriber
from portal.foundation import clock
from portal.foundation.db import Record, after_commit, db
from portal.foundation.public_texts import why_it_stands


def record(
    event_type: EventType, subject: Record, *, actor: Record | None, committee: Record | None = None, **details: Any
) -> Event:
    """Add a line to the audit trail, and a message to each subscriber's outbox.

    `details` are plain JSON values; what a public timeline shows (title, path, reason) is put there at the time it
    happened. Never personal data beyond what the record itself publishes.
    """
    db.session.flush()  # a new subject needs its id
    if why := why_it_stands():
        details |= {"may_stand": why}
    owner = committee.id if committee is not None else getattr(subject, "committee_id", None)
    event = Event(
        type=event_type,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        actor_id=actor.id if actor is not None else None,
        committee_id=subject.id if subject.__tablename__ == "committee" else owner,
        details=details,
    )
    now = clock.now()
    db.session.add_all(OutboxMessage(event=event, subscriber=subscriber, due_at=now) for subscriber in Subscriber)
    db.session.info.setdefault("recorded", []).append(event)
    after_commit(_wake_the_worker)
    return event


def recorded() -> Sequence[Event]:
    """What has happened in the transaction that goes on."""
    return tuple(db.session.info.get("recorded", ()))


def _wake_the_worker() -> None:
    """Ask the worker to look now. If nobody hears, its own tick finds the message within a minute."""
    wake = current_app.extensions.get("wake_worker")
    if wake is not None:
        wake()
