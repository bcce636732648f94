"""The audit trail and the outbox, saved in the same transaction as what they tell of."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record


class Event(Record):
    """Who did what to which record: the audit trail. Rows are added and never changed."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_committee", "committee_id", "id"),
        Index("ix_event_subject", "subject_kind", "subject_id", "id"),
    )

    type: Mapped[str] = mapped_column(String(60), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    committee_id: Mapped[int | None]  # no foreign key: the trail outlives what it tells of
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


PARKED = text("parked_at is not null")


class OutboxMessage(Record):
    """One subscriber's copy of an event, waiting to be delivered."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index("ix_outbox_message_waiting", "done_at", "due_at", "id"),
        Index("ix_outbox_message_parked", "parked_at", "id", sqlite_where=PARKED, postgresql_where=PARKED),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    subscriber: Mapped[str] = mapped_column(String(40))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Moment]
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[Moment | None]
    parked_at: Mapped[Moment | None]  # given up after too many attempts; an administrator may try again

    event: Mapped[Event] = relationship()
