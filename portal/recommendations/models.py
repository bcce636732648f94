"""What a committee recommends, how its members stand, and what the council answers."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.committees.models import SeatType
from portal.foundation import clock
from portal.foundation.db import Moment, Record, by_value

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee, Membership
    from portal.municipalities.models import Body
    from portal.proposals.models import Proposal

TITLE_LENGTH = 120
HASH_LENGTH = 64  # SHA-256 in hexadecimal
FIELD_LENGTH = 2_000
MINORITY_LENGTH = 600  # a deviating opinion is entered briefly (KSL § 13)


class RecommendationState(StrEnum):
    """A recommendation's way to its answer."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"


class Choice(StrEnum):
    """For, against, or neither for nor against."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


class Verdict(StrEnum):
    """What the receiving body did with a recommendation."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    SENT_ON = "sent_on"
    SENT_BACK = "sent_back"
    NOT_ADOPTED = "not_adopted"


class Recommendation(Record):
    """A numbered recommendation from a committee to its receiving body."""

    __tablename__ = "recommendation"
    __table_args__ = (UniqueConstraint("committee_id", "number"), Index("ix_recommendation_state", "state", "id"))

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    number: Mapped[int]  # within the committee
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    problem: Mapped[str] = mapped_column(Text)
    solution: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(300))  # who is to do it
    economy: Mapped[str] = mapped_column(Text, default="")
    effect: Mapped[str] = mapped_column(Text, default="")  # the effect expected …
    indicator: Mapped[str] = mapped_column(String(300), default="")  # … and what it is measured by
    timetable: Mapped[str] = mapped_column(Text, default="")
    minority_statement: Mapped[str] = mapped_column(String(MINORITY_LENGTH), default="")
    state: Mapped[RecommendationState] = mapped_column(by_value(RecommendationState), default=RecommendationState.DRAFT)
    text_version: Mapped[int] = mapped_column(default=1, server_default="1")  # a position belongs to one of them
    adopted_on: Mapped[date | None]
    handed_over_on: Mapped[date | None]
    receiving_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    answering_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)  # owes the answer now
    answer_due_on: Mapped[date | None]
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped["Committee"] = relationship()
    proposal: Mapped["Proposal | None"] = relationship()
    receiving_body: Mapped["Body | None"] = relationship(foreign_keys=[receiving_body_id])
    answering_body: Mapped["Body | None"] = relationship(foreign_keys=[answering_body_id])
    positions: Mapped[list["Position"]] = relationship(back_populates="recommendation", order_by="Position.id")
    adoption: Mapped["Adoption | None"] = relationship(back_populates="recommendation")
    responses: Mapped[list["CouncilResponse"]] = relationship(
        back_populates="recommendation", order_by="CouncilResponse.met_on.desc(), CouncilResponse.id.desc()"
    )

    __mapper_args__ = {"version_id_col": version}

    def seen_with(self) -> Sequence[Record]:
        """How its members stand, and what was answered."""
        return [*self.positions, *self.responses]

    @property
    def path(self) -> str:
        return f"/anbefalinger/{self.id}"

    @property
    def is_public(self) -> bool:
        return self.state is not RecommendationState.DRAFT


class Position(Record):
    """How one member stands. Shown by party for politicians and by kind of seat for others."""

    __tablename__ = "position"
    __table_args__ = (UniqueConstraint("recommendation_id", "membership_id"),)

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    choice: Mapped[Choice] = mapped_column(by_value(Choice))
    text_version: Mapped[int] = mapped_column(default=1, server_default="1")  # of the text that it was taken on
    taken_at: Mapped[Moment] = mapped_column(default=clock.now)

    recommendation: Mapped[Recommendation] = relationship(back_populates="positions")
    membership: Mapped["Membership"] = relationship()


class Adoption(Record):
    """How the committee stood when it adopted a recommendation. Written once; what came later does not change it.

    What is not known of an adoption from before this was kept is empty: the seats, how many were silent, or all of it.
    """

    __tablename__ = "adoption"

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), unique=True)
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_neither: Mapped[int | None]
    silent: Mapped[int | None]
    # of the text as it was adopted, with the day and how the members stood; none of adoptions from before it was kept
    salt: Mapped[str | None] = mapped_column(String(HASH_LENGTH))
    digest: Mapped[str | None] = mapped_column(String(HASH_LENGTH))

    recommendation: Mapped[Recommendation] = relationship(back_populates="adoption")
    seats: Mapped[list["AdoptedSeat"]] = relationship(back_populates="adoption", order_by="AdoptedSeat.id")


class AdoptedSeat(Record):
    """Somebody who had a seat on the day of an adoption: kind of seat and party as they were, and the position."""

    __tablename__ = "adopted_seat"
    __table_args__ = (UniqueConstraint("adoption_id", "membership_id"),)

    adoption_id: Mapped[int] = mapped_column(ForeignKey("adoption.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    seat_type: Mapped[SeatType] = mapped_column(by_value(SeatType))
    party_letter: Mapped[str] = mapped_column(String(3), default="")
    party_name: Mapped[str] = mapped_column(String(120), default="")  # empty beside a letter: not known any more
    choice: Mapped[Choice | None] = mapped_column(by_value(Choice))  # none: silent
    text_version: Mapped[int | None]  # of the text that the position was taken on

    adoption: Mapped[Adoption] = relationship(back_populates="seats")
    membership: Mapped["Membership"] = relationship()


class CouncilResponse(Record):
    """A body's answer to a recommendation. "Sent on" may be followed by another body's answer."""

    __tablename__ = "council_response"

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    verdict: Mapped[Verdict] = mapped_column(by_value(Verdict))
    reason: Mapped[str] = mapped_column(Text)
    sent_on_to_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    met_on: Mapped[date]
    item: Mapped[str] = mapped_column(String(20))
    case_number: Mapped[str] = mapped_column(String(60), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    recommendation: Mapped[Recommendation] = relationship(back_populates="responses")
    body: Mapped["Body"] = relationship(foreign_keys=[body_id])
    sent_on_to: Mapped["Body | None"] = relationship(foreign_keys=[sent_on_to_id])
    author: Mapped["User"] = relationship()
    corrections: Mapped[list["ResponseCorrection"]] = relationship(
        back_populates="response", order_by="ResponseCorrection.number"
    )

    @property
    def path(self) -> str:
        return f"/anbefalinger/{self.recommendation_id}#svar-{self.id}"


class ResponseCorrection(Record):
    """A dated addition to an answer that was entered wrongly: what is right, and what stood there before."""

    __tablename__ = "response_correction"
    __table_args__ = (UniqueConstraint("response_id", "number"),)

    response_id: Mapped[int] = mapped_column(ForeignKey("council_response.id"))
    number: Mapped[int]  # 1, 2, … of this answer
    text: Mapped[str] = mapped_column(Text)
    earlier_verdict: Mapped[Verdict] = mapped_column(by_value(Verdict))
    earlier_met_on: Mapped[date]
    earlier_item: Mapped[str] = mapped_column(String(20))
    earlier_case_number: Mapped[str] = mapped_column(String(60), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    response: Mapped[CouncilResponse] = relationship(back_populates="corrections")
    author: Mapped["User"] = relationship()
