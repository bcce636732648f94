"""Reports on what somebody has published, and the one case that they make together."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value

if TYPE_CHECKING:
    from portal.accounts.models import User

REPORT_LENGTH = 1_000
REASON_LENGTH = 600
APPEAL_LENGTH = 2_000


class ReportCode(StrEnum):
    """What is said to be wrong."""

    OFFENSIVE = "offensive"
    PERSONAL_DATA = "personal_data"
    UNLAWFUL = "unlawful"
    ADVERTISING = "advertising"
    OTHER = "other"


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    KEPT = "kept"
    HIDDEN = "hidden"
    APPEALED = "appealed"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class AuthorRole(StrEnum):
    """Whose text it was: the same standard holds for all, and the public can count."""

    CITIZEN = "citizen"
    POLITICIAN = "politician"
    NOBODY = "nobody"  # no name belongs to it: what a table wrote


DECIDED = text("decided_at is not null")


class ModerationCase(Record):
    """One text that was reported, from the first report to the last decision. The subject is named by table and id."""

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index("ix_moderation_case_subject", "subject_kind", "subject_id", "id"),
        Index("ix_moderation_case_state", "state", "id"),
        Index("ix_moderation_case_decided", "decided_at", "id", sqlite_where=DECIDED, postgresql_where=DECIDED),
    )

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    # Nobody, where no account wrote it: then nobody is told of the case, and nobody can appeal
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    author_role: Mapped[AuthorRole] = mapped_column(by_value(AuthorRole))
    code: Mapped[ReportCode] = mapped_column(by_value(ReportCode))  # the first report's; when hidden, the moderator's
    state: Mapped[CaseState] = mapped_column(by_value(CaseState), default=CaseState.OPEN)
    open_key: Mapped[str | None] = mapped_column(String(60), unique=True)  # one open case for each text
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[Moment | None]
    days: Mapped[int | None]  # from the first report to the decision
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    appealed_at: Mapped[Moment | None]
    appeal: Mapped[str] = mapped_column(String(APPEAL_LENGTH), default="")
    appeal_decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    appeal_decided_at: Mapped[Moment | None]
    appeal_reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    version: Mapped[int] = mapped_column(default=1)

    author: Mapped["User | None"] = relationship(foreign_keys=[author_id])
    reports: Mapped[list["Report"]] = relationship(back_populates="case", order_by="Report.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def path(self) -> str:
        return f"/moderation/{self.id}"


class Report(Record):
    """What one person says is wrong with one text. Only those who decide see who it was."""

    __tablename__ = "moderation_report"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "reporter_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    reporter_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    code: Mapped[ReportCode] = mapped_column(by_value(ReportCode))
    text: Mapped[str] = mapped_column(String(REPORT_LENGTH), default="")

    case: Mapped[ModerationCase] = relationship(back_populates="reports")
    reporter: Mapped["User"] = relationship()
