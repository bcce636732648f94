"""What people say of a record: contributions, two deep, and the summaries above them."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value
from portal.foundation.text import plain_text, shortened

if TYPE_CHECKING:
    from portal.accounts.models import User

BODY_LENGTH = 2_000
SUMMARY_LENGTH = 4_000
REASON_LENGTH = 600
TITLE_LENGTH = 80
MARK_LENGTH = 64


class ContributionKind(StrEnum):
    """What a contribution is. An answer is always a comment."""

    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"
    COMMENT = "comment"


class Contribution(Record):
    """What one person says of a record, named by table and id, or of one passage of it; or an answer to that."""

    __tablename__ = "contribution"
    __table_args__ = (
        Index("ix_contribution_subject", "subject_kind", "subject_id", "parent_id", "id"),
        Index("ix_contribution_parent", "parent_id", "id"),
    )

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)  # of the record, if any
    passage: Mapped[int | None]  # its number within the record
    passage_edition: Mapped[int | None]  # the text that the author read …
    passage_mark: Mapped[str | None] = mapped_column(String(MARK_LENGTH))  # … and a mark of what the passage said
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"))
    kind: Mapped[ContributionKind] = mapped_column(by_value(ContributionKind))
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    is_nameless: Mapped[bool] = mapped_column(default=False)  # its author's account is erased
    acknowledged: Mapped[int] = mapped_column(default=0)  # by how many
    edited_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    carried_on_at: Mapped[Moment | None]
    hidden_at: Mapped[Moment | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    not_seen = frozenset({"version", "acknowledged", "carried_on_at"})
    author: Mapped["User"] = relationship()
    parent: Mapped["Contribution | None"] = relationship(remote_side="Contribution.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """Its first words: it has no other name."""
        return shortened(plain_text(self.body_html), TITLE_LENGTH) or "–"

    @property
    def path(self) -> str:
        """Its page; an answer stands there under what it answers."""
        return self.own_path if self.parent_id is None else f"{self.own_path}#svar-{self.id}"

    @property
    def own_path(self) -> str:
        """What is done with it stands beneath this."""
        return f"/debat/{self.id}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_shown(self) -> bool:
        """Whether everybody who reads the discussion reads its words."""
        return self.hidden_at is None and self.withdrawn_at is None


class ContributionWording(Record):
    """How a contribution read before its author changed it; begun when that was."""

    __tablename__ = "contribution_wording"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)


class Acknowledgement(Record):
    """That somebody acknowledges a contribution."""

    __tablename__ = "contribution_acknowledgement"
    __table_args__ = (UniqueConstraint("contribution_id", "user_id"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)


class DiscussionSummary(Record):
    """What a discussion has come to so far, as somebody who serves it writes; the newest stands above it."""

    __tablename__ = "discussion_summary"
    __table_args__ = (Index("ix_discussion_summary_subject", "subject_kind", "subject_id", "id"),)

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    author: Mapped["User"] = relationship()
