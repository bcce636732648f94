"""What was promised, and what became of it."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation import clock
from portal.foundation.db import Moment, Record, by_value

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee
    from portal.recommendations.models import Recommendation

TITLE_LENGTH = 200
OWNER_LENGTH = 200
REPORT_LENGTH = 2_000
LESSONS = "lessons"  # on the thread; they are columns of their committee


class CommitmentStatus(StrEnum):
    """How a promise stands."""

    PROMISED = "promised"
    IN_PROGRESS = "in_progress"
    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"
    HANDED_OVER = "handed_over"


OPEN_STATUSES = (CommitmentStatus.PROMISED, CommitmentStatus.IN_PROGRESS)


class Commitment(Record):
    """A promise with an owner and a date, made because of an answered recommendation."""

    __tablename__ = "commitment"
    __table_args__ = (Index("ix_commitment_committee", "committee_id", "due_on", "id"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    owner: Mapped[str] = mapped_column(String(OWNER_LENGTH))  # a unit or an organisation, not a private person
    due_on: Mapped[date]
    status: Mapped[CommitmentStatus] = mapped_column(by_value(CommitmentStatus), default=CommitmentStatus.PROMISED)
    reported_at: Mapped[Moment | None]
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped["Committee"] = relationship()
    recommendation: Mapped["Recommendation"] = relationship()
    reports: Mapped[list["CommitmentReport"]] = relationship(
        back_populates="commitment", order_by="CommitmentReport.id.desc()"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def path(self) -> str:
        return f"{self.committee.path}opfoelgning#loefte-{self.id}"

    @property
    def is_open(self) -> bool:
        """Still waited for: neither kept nor otherwise settled."""
        return self.status in OPEN_STATUSES

    @property
    def is_late(self) -> bool:
        """Still waited for, and its day has passed."""
        return self.is_open and self.due_on < clock.today()


class CommitmentReport(Record):
    """What is told about a promise on a day."""

    __tablename__ = "commitment_report"

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    status: Mapped[CommitmentStatus] = mapped_column(by_value(CommitmentStatus))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    commitment: Mapped[Commitment] = relationship(back_populates="reports")
    author: Mapped["User"] = relationship()
