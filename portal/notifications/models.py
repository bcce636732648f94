"""What people are told, inside the portal and by mail, and what of it each of them wants by mail."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation.db import Moment, Record, by_value
from portal.rules.notices import NoticeKind


class Pace(StrEnum):
    """How fast a kind of notice reaches somebody's letter box."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"
    PORTAL = "portal"  # never: it is only told inside the portal


class Notification(Record):
    """One event told to one person. The sentence is a message with values, so that it follows the reader's language."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id"),
        Index("ix_notification_recipient", "recipient_id", "read_at", "id"),
        Index("ix_notification_recipient_path", "recipient_id", "path", "id"),
        Index("ix_notification_waiting", "waiting", "recipient_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[NoticeKind] = mapped_column(by_value(NoticeKind), server_default=NoticeKind.COMMITTEE)
    message: Mapped[str] = mapped_column(String(300))
    why: Mapped[str] = mapped_column(String(300), default="", server_default="")  # a message: why this person is told
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    path: Mapped[str] = mapped_column(String(300))
    read_at: Mapped[Moment | None]
    waiting: Mapped[bool] = mapped_column(default=False, server_default=false())  # for a letter that tells of it
    alone: Mapped[bool] = mapped_column(default=False, server_default=false())  # cannot wait: a letter of its own
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("day_letter.id"), index=True)

    @property
    def thing(self) -> str:
        """What it is about: the record's title, or the committee's name."""
        return str(self.values.get("title") or self.values.get("name") or "")


class NoticeSetting(Record):
    """How fast one person wants one kind of notice, where that differs from what is usual."""

    __tablename__ = "notice_setting"
    __table_args__ = (UniqueConstraint("user_id", "kind"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[NoticeKind] = mapped_column(by_value(NoticeKind))
    pace: Mapped[Pace] = mapped_column(by_value(Pace))


class DayLetter(Record):
    """The one letter that an address gets on one day in Denmark. Whoever adds the row may send; nobody else can."""

    __tablename__ = "day_letter"
    __table_args__ = (UniqueConstraint("address_hash", "day"),)

    address_hash: Mapped[str] = mapped_column(String(64))  # keyed; never the address itself
    day: Mapped[date]
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)  # of a letter about one event only
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]  # the mail server did not take it, so it may be tried again
    last_error: Mapped[str] = mapped_column(String(200), default="")


FAILED = text("failed_at is not null")
OPEN = text("sent_at is null and failed_at is null")


class LetterSent(Record):
    """One letter about one event to one address, outside the count. Written down before it is sent, and again after.

    What was begun and not ended, nor refused, may have arrived: nobody sends it again.
    """

    __tablename__ = "letter_sent"
    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id"),
        Index("ix_letter_sent_failed", "created_at", sqlite_where=FAILED, postgresql_where=FAILED),
        Index("ix_letter_sent_open", "created_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)  # None: whoever has no account
    message_key: Mapped[str | None] = mapped_column(String(80), unique=True)  # from event and address, keyed
    sent_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]  # the mail server refused it, so it may be tried again
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    last_error: Mapped[str] = mapped_column(String(200), default="", server_default="")
