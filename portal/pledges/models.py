"""Pledges: what somebody brings, if the proposal becomes something."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value
from portal.foundation.text import shortened

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee
    from portal.proposals.models import Proposal

TEXT_LENGTH = 400
NAME_LENGTH = 120
REASON_LENGTH = 600
TITLE_LENGTH = 60


class PledgeKind(StrEnum):
    """What is brought."""

    TIME = "time"
    PLACE = "place"
    MONEY = "money"
    KNOWLEDGE = "knowledge"


class Pledge(Record):
    """What somebody, or an association that somebody speaks for, brings to a proposal. It is its author's to withdraw;
    then it stays, marked. That it becomes a promise is another's to offer, and its author's to say yes to."""

    __tablename__ = "pledge"
    __table_args__ = (Index("ix_pledge_proposal", "proposal_id", "withdrawn_at", "id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    on_behalf_of: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")  # an association; none: oneself
    kind: Mapped[PledgeKind] = mapped_column(by_value(PledgeKind))
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH))
    withdrawn_at: Mapped[Moment | None]
    hidden_at: Mapped[Moment | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    proposal: Mapped["Proposal"] = relationship()
    author: Mapped["User"] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee(self) -> "Committee":
        return self.proposal.committee

    @property
    def committee_id(self) -> int:
        """Where its events belong."""
        return self.proposal.committee_id

    @property
    def title(self) -> str:
        """Its first words: it has no other name."""
        return shortened(self.text, TITLE_LENGTH)

    @property
    def path(self) -> str:
        return f"/bidrag/{self.id}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None
