"""What every meeting of a committee has, whatever is done there: a time and a place, and what became of them."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value

if TYPE_CHECKING:
    from portal.committees.models import Committee

TITLE_LENGTH = 120
PLACE_LENGTH = 200
REASON_LENGTH = 600


class MeetingForm(StrEnum):
    """Who may be there: the rooms above say what is done at each."""

    CLOSED = "closed"  # the committee alone
    OPEN = "open"  # whoever likes: a workshop, a dialogue, a public meeting, a working group


class Meeting(Record):
    """A time and a place at which a committee meets."""

    __tablename__ = "meeting"
    __table_args__: tuple[Any, ...] = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_meeting_committee", "committee_id", "starts_at"),
        Index("ix_meeting_starts_at", "starts_at"),
    )

    form: Mapped[MeetingForm] = mapped_column(by_value(MeetingForm))
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH))
    cancelled_at: Mapped[Moment | None]
    cancel_reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped["Committee"] = relationship()
    moves: Mapped[list["MeetingMove"]] = relationship(back_populates="meeting", order_by="MeetingMove.id.desc()")

    __mapper_args__ = {"version_id_col": version, "polymorphic_on": form}

    about_html = ""  # what it is for, as each form of meeting says it

    @property
    def path(self) -> str:
        return f"/moeder/{self.id}"


class MeetingMove(Record):
    """That a meeting was moved, on the day this row was made: when and where it should have been held, and why not."""

    __tablename__ = "meeting_move"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment | None]  # of the earliest moves only the beginning was kept
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")  # may be missing while nobody has signed up

    meeting: Mapped[Meeting] = relationship(back_populates="moves")


class MeetingReminder(Record):
    """That people were reminded, when this row was made, of a meeting that was to be held on a day."""

    __tablename__ = "meeting_reminder"
    __table_args__ = (UniqueConstraint("meeting_id", "held_on"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    held_on: Mapped[date]


class OwnCalendar(Record):
    """That somebody has asked for another address of their calendar. Whoever has not, has one all the same."""

    __tablename__ = "own_calendar"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    renewals: Mapped[int] = mapped_column(default=0)  # each makes the former addresses worthless
