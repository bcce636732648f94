"""Citizens' proposals for new committees, everybody who stands behind them, and the council's answer."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation import clock
from portal.foundation.db import Moment, Record, by_value
from portal.rules.roles import Role

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee
    from portal.municipalities.models import Body, Municipality, Party

TITLE_LENGTH = 120
TEXT_LENGTH = 2_000
AFFECTED_LENGTH = 600
REASON_LENGTH = 600
ITEM_LENGTH = 20


class InitiativeState(StrEnum):
    """Where a proposal stands. Lapsed follows from the calendar and is never stored."""

    RECEIVED = "received"
    RETURNED = "returned"
    REFUSED = "refused"
    PUBLISHED = "published"
    SUPPORTED = "supported"
    ON_DESK = "on_desk"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class InitiativeRefusal(StrEnum):
    """Why a proposal is not published. Screening asks eligibility, never merit."""

    NOT_MUNICIPAL = "not_municipal"
    UNLAWFUL = "unlawful"
    PERSONAL_DATA = "personal_data"
    OFFENSIVE = "offensive"
    TREATED_BEFORE = "treated_before"
    NOT_A_TASK = "not_a_task"


class InitiativeVerdict(StrEnum):
    """What the council answers."""

    COMMITTEE = "committee"  # a committee is set up
    TAKEN_INTO = "taken_into"  # an existing committee takes the task in
    NOT_NOW = "not_now"


PUBLIC_STATES = frozenset(
    {InitiativeState.PUBLISHED, InitiativeState.SUPPORTED, InitiativeState.ON_DESK, InitiativeState.ANSWERED}
)


class Initiative(Record):
    """A task that somebody thinks politicians and citizens should solve together in a new committee."""

    __tablename__ = "initiative"
    __table_args__ = (
        CheckConstraint("length(trim(title)) > 0", name="title_not_blank"),
        Index("ix_initiative_state", "municipality_id", "state", "id"),
    )

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    problem: Mapped[str] = mapped_column(Text)
    problem_html: Mapped[str] = mapped_column(Text)
    why_together: Mapped[str] = mapped_column(Text)
    why_together_html: Mapped[str] = mapped_column(Text)
    affected: Mapped[str] = mapped_column(String(AFFECTED_LENGTH))
    questions: Mapped[str] = mapped_column(Text, default="")  # one on each line
    state: Mapped[InitiativeState] = mapped_column(by_value(InitiativeState), default=InitiativeState.RECEIVED)
    refusal_code: Mapped[InitiativeRefusal | None] = mapped_column(by_value(InitiativeRefusal))
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    received_at: Mapped[Moment]
    published_at: Mapped[Moment | None]  # stays set when withdrawn later: it was public
    closes_on: Mapped[date | None]  # the last day on which support counts
    supporters_needed: Mapped[int] = mapped_column(default=0)  # the rules as they were when it was published
    parties_needed: Mapped[int] = mapped_column(default=0)
    support_count: Mapped[int] = mapped_column(default=0)
    threshold_met_at: Mapped[Moment | None]
    council_meets_on: Mapped[date | None]  # when the council takes it up
    hidden_at: Mapped[Moment | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    is_nameless: Mapped[bool] = mapped_column(default=False, server_default=false())  # its author is erased
    version: Mapped[int] = mapped_column(default=1)

    municipality: Mapped["Municipality"] = relationship()
    author: Mapped["User"] = relationship()
    steps: Mapped[list["InitiativeStep"]] = relationship(back_populates="initiative", order_by="InitiativeStep.id")
    sponsors: Mapped[list["InitiativeSponsor"]] = relationship(
        back_populates="initiative", order_by="InitiativeSponsor.id", cascade="all, delete-orphan"
    )
    answer: Mapped["InitiativeAnswer | None"] = relationship(back_populates="initiative")

    __mapper_args__ = {"version_id_col": version}
    not_seen = Record.not_seen | {"support_count"}

    def seen_with(self) -> Sequence[Record]:
        return [*self.steps, *filter(None, [self.answer])]

    @property
    def path(self) -> str:
        return f"/forslag-til-udvalg/{self.id}"

    @property
    def is_public(self) -> bool:
        """Published ones, and those that were published before the author withdrew them."""
        return self.state in PUBLIC_STATES or (
            self.state is InitiativeState.WITHDRAWN and self.published_at is not None
        )

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def has_lapsed(self) -> bool:
        """The months passed before enough people and parties stood behind it."""
        return self.state is InitiativeState.PUBLISHED and self.closes_on is not None and self.closes_on < clock.today()

    @property
    def standing(self) -> InitiativeState:
        """The state that a reader sees today."""
        return InitiativeState.LAPSED if self.has_lapsed else self.state

    @property
    def parties_behind(self) -> frozenset[int]:
        """The parties that count: while support is gathered, those with somebody who is a councillor today."""
        is_gathering = self.state is InitiativeState.PUBLISHED
        return frozenset(one.party_id for one in self.sponsors if not is_gathering or one.is_in_office)

    @property
    def question_list(self) -> list[str]:
        return self.questions.splitlines()


class InitiativeStep(Record):
    """One step of a proposal's way, with the reason that was given."""

    __tablename__ = "initiative_step"

    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    state: Mapped[InitiativeState] = mapped_column(by_value(InitiativeState))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    initiative: Mapped[Initiative] = relationship(back_populates="steps")


class InitiativeSupport(Record):
    """One person's support of one proposal. Who supports is not public; how many is."""

    __tablename__ = "initiative_support"
    __table_args__ = (UniqueConstraint("initiative_id", "user_id"),)

    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)


class InitiativeSponsor(Record):
    """A councillor who stands behind a proposal for a party, in public."""

    __tablename__ = "initiative_sponsor"
    __table_args__ = (UniqueConstraint("initiative_id", "user_id"),)

    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))

    initiative: Mapped[Initiative] = relationship(back_populates="sponsors")
    user: Mapped["User"] = relationship()
    party: Mapped["Party"] = relationship()

    @property
    def is_in_office(self) -> bool:
        """Whether it still is a councillor who stands behind it. The name stays in any case."""
        return self.user.has_role_anywhere(Role.COUNCILLOR)


class InitiativeAnswer(Record):
    """What the council answered, where and when, and the committee that the task went to."""

    __tablename__ = "initiative_answer"

    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), unique=True)
    verdict: Mapped[InitiativeVerdict] = mapped_column(by_value(InitiativeVerdict))
    reason: Mapped[str] = mapped_column(Text)
    reason_html: Mapped[str] = mapped_column(Text)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    met_on: Mapped[date]
    item: Mapped[str] = mapped_column(String(ITEM_LENGTH))
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    initiative: Mapped[Initiative] = relationship(back_populates="answer")
    body: Mapped["Body"] = relationship()
    committee: Mapped["Committee | None"] = relationship()
