"""What people are told, inside the portal and by mail."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation.db import Moment, Record


class Notification(Record):
    """One event told to one person. The sentence is a message with values, so that it follows the reader's language."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id"),
        Index("ix_notification_recipient", "recipient_id", "read_at", "id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    message: Mapped[str] = mapped_column(String(300))
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    path: Mapped[str] = mapped_column(String(300))
    read_at: Mapped[Moment | None]


class LetterSent(Record):
    """One event told to one person by mail. What is written here is not sent again when a delivery is repeated."""

    __tablename__ = "letter_sent"
    __table_args__ = (UniqueConstraint("event_id", "recipient_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
