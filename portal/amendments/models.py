"""Amendments: what a text should say instead, why, who is for and against, and what became of it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation import clock
from portal.foundation.db import Moment, Record, by_value

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee
    from portal.proposals.models import Proposal, ProposalVersion

WHY_LENGTH = 600
REASON_LENGTH = 600
MESSAGE_LENGTH = 1_000
MOST_WORDINGS = 20  # other words for one amendment


class AmendmentState(StrEnum):
    """Where an amendment stands. Every one but the last can be opened again."""

    OPEN = "open"
    OVERTAKEN = "overtaken"  # the text was changed in the same place: its author is asked
    ACCEPTED = "accepted"
    REWORDED = "reworded"  # accepted with other words
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


UNDECIDED = frozenset({AmendmentState.OPEN, AmendmentState.OVERTAKEN})
TAKEN_IN = frozenset({AmendmentState.ACCEPTED, AmendmentState.REWORDED})


class Amendment(Record):
    """A proposed change of a proposal's text. It holds the full new text of each part that it changes; what it changes
    is computed. While it is open it is one of the newest version: a new version carries it over where that is safe.
    """

    __tablename__ = "amendment"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        Index("ix_amendment_state", "proposal_id", "state", "number"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    number: Mapped[int]  # within the proposal
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    based_on_id: Mapped[int] = mapped_column(ForeignKey("proposal_version.id"))
    why: Mapped[str] = mapped_column(String(WHY_LENGTH))
    state: Mapped[AmendmentState] = mapped_column(by_value(AmendmentState), default=AmendmentState.OPEN)
    edition: Mapped[int] = mapped_column(default=1)  # raised when its author rewrites it: all are asked anew
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")  # of the decision
    made_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_version.id"))  # the version that took it in
    hidden_at: Mapped[Moment | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    version: Mapped[int] = mapped_column(default=1)

    proposal: Mapped["Proposal"] = relationship()
    author: Mapped["User"] = relationship(foreign_keys=author_id)
    decided_by: Mapped["User | None"] = relationship(foreign_keys=decided_by_id)
    based_on: Mapped["ProposalVersion"] = relationship(foreign_keys=based_on_id)
    made: Mapped["ProposalVersion | None"] = relationship(foreign_keys=made_id)
    texts: Mapped[list["AmendmentText"]] = relationship(
        back_populates="amendment", order_by="AmendmentText.id", cascade="all, delete-orphan"
    )
    wordings: Mapped[list["AmendmentWording"]] = relationship(
        back_populates="amendment", order_by="AmendmentWording.number"
    )
    messages: Mapped[list["AmendmentMessage"]] = relationship(
        back_populates="amendment", order_by="AmendmentMessage.id"
    )
    places: Mapped[list["AmendmentPlace"]] = relationship(
        order_by="AmendmentPlace.block_id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    def seen_with(self) -> Sequence[Record]:
        return [*self.texts, *self.wordings, *self.messages]

    @property
    def committee(self) -> "Committee":
        return self.proposal.committee

    @property
    def committee_id(self) -> int:
        """Where its events belong."""
        return self.proposal.committee_id

    @property
    def title(self) -> str:
        """What it is about, in letters and lists."""
        return self.proposal.title

    @property
    def path(self) -> str:
        return f"/rettelser/{self.id}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def own_texts(self) -> dict[str, str]:
        """The parts as its author wants them."""
        return {one.part: one.text for one in self.texts if one.wording_id is None}

    @property
    def current_wordings(self) -> "list[AmendmentWording]":
        """Other words for the text as it stands, the newest last."""
        return [one for one in self.wordings if one.is_current]


class AmendmentText(Record):
    """The full text of one part of the proposal, as the amendment wants it, or as other words for it would be."""

    __tablename__ = "amendment_text"
    __table_args__ = (UniqueConstraint("amendment_id", "wording_id", "part"),)

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"))
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("amendment_wording.id"), index=True)  # none: its own
    part: Mapped[str] = mapped_column(String(20))  # the column of the version
    text: Mapped[str] = mapped_column(Text)
    text_html: Mapped[str] = mapped_column(Text)

    amendment: Mapped[Amendment] = relationship(back_populates="texts")


class AmendmentWording(Record):
    """An amendment to an amendment, one deep: other words for it. Its author says yes, or no with a reason, and whoever
    decides takes in what the author wrote or any of the others."""

    __tablename__ = "amendment_wording"
    __table_args__ = (UniqueConstraint("amendment_id", "number"),)

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    based_on_id: Mapped[int] = mapped_column(ForeignKey("proposal_version.id"))
    why: Mapped[str] = mapped_column(String(WHY_LENGTH))
    is_welcome: Mapped[bool | None]  # to the author; none: no answer yet
    answer: Mapped[str] = mapped_column(String(WHY_LENGTH), default="")
    answered_at: Mapped[Moment | None]
    is_taken: Mapped[bool] = mapped_column(default=False)  # these words were taken in, and not the author's own

    amendment: Mapped[Amendment] = relationship(back_populates="wordings")
    author: Mapped["User"] = relationship()

    @property
    def is_current(self) -> bool:
        """Whether it is of the text that the amendment is about now."""
        return self.based_on_id == self.amendment.based_on_id

    @property
    def texts(self) -> dict[str, str]:
        """The parts in these words."""
        return {one.part: one.text for one in self.amendment.texts if one.wording_id == self.id}


class AmendmentMessage(Record):
    """A question of whoever decides, or the author's reply. Everybody can read both."""

    __tablename__ = "amendment_message"

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    is_question: Mapped[bool]
    text: Mapped[str] = mapped_column(String(MESSAGE_LENGTH))

    amendment: Mapped[Amendment] = relationship(back_populates="messages")
    author: Mapped["User"] = relationship()


class AmendmentPlace(Record):
    """A passage of the proposal that an amendment changes, takes out, or puts another one behind. Computed."""

    __tablename__ = "amendment_place"
    __table_args__ = (UniqueConstraint("amendment_id", "block_id"),)

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("proposal_block.id"), index=True)


class AmendmentCollision(Record):
    """That two open amendments touch the same words, so that only one of them can be taken in. Computed."""

    __tablename__ = "amendment_collision"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    one_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"))  # the one with the lower id
    other_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"), index=True)


class AmendmentStance(Record):
    """That somebody is for an amendment, or against it. Only the numbers are shown, of those who said it of its words
    as they are now."""

    __tablename__ = "amendment_stance"
    __table_args__ = (UniqueConstraint("amendment_id", "user_id"),)

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    is_for: Mapped[bool]
    edition: Mapped[int]  # of the amendment that it was said of


class AmendmentCall(Record):
    """Who may propose amendments to a proposal, and until when. Where there is none: the members, with no last day."""

    __tablename__ = "amendment_call"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    is_open_to_all: Mapped[bool]
    until: Mapped[date | None]  # the last day; without one as long as the committee designs

    proposal: Mapped["Proposal"] = relationship()

    @property
    def runs(self) -> bool:
        return self.until is None or self.until >= clock.today()
