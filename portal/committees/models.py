"""The ad hoc committee (kommunestyrelsesloven § 17, stk. 4): its mandate, stages, seats and members."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value
from portal.rules.stages import Stage

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.municipalities.models import Body, Municipality, Party

NAME_LENGTH = 120
SUMMARY_LENGTH = 600
SECTION_LENGTH = 9_600


class PublicationRule(StrEnum):
    """What the council lets the committee publish of its closed meetings (resumé 84.1.5)."""

    CASES = "cases"  # the list of cases only
    DECISIONS = "decisions"  # and what was decided
    MINUTES = "minutes"  # and the minutes


class SeatType(StrEnum):
    """Whom a seat is meant for."""

    POLITICIAN = "politician"
    CITIZEN = "citizen"
    ASSOCIATION = "association"
    COMPANY = "company"
    EXPERT = "expert"
    PROFESSIONAL = "professional"
    EMPLOYEE = "employee"


class SeatFunction(StrEnum):
    """What a member does at the table."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    OBSERVER = "observer"


class Committee(Record):
    """Politicians and citizens with one task and an end date."""

    __tablename__ = "committee"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    summary: Mapped[str] = mapped_column(String(SUMMARY_LENGTH))  # the task in plain words
    stage: Mapped[Stage] = mapped_column(by_value(Stage), default=Stage.PREPARATION, index=True)
    stage_since: Mapped[date]
    receiving_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    publication_rule: Mapped[PublicationRule | None] = mapped_column(by_value(PublicationRule))
    publication_reference: Mapped[str] = mapped_column(String(200), default="")  # the council's decision on the rule
    ideas_until: Mapped[date | None]  # the last day on which ideas are taken
    idea_answer_days: Mapped[int] = mapped_column(default=28)
    recommendation_answer_days: Mapped[int] = mapped_column(default=90)
    expected_end: Mapped[date | None]
    published_at: Mapped[Moment | None]  # when its first mandate was adopted
    lessons: Mapped[str] = mapped_column(Text, default="")
    lessons_html: Mapped[str] = mapped_column(Text, default="")
    lessons_written_at: Mapped[Moment | None]
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)
    version: Mapped[int] = mapped_column(default=1)

    municipality: Mapped["Municipality"] = relationship()
    receiving_body: Mapped["Body | None"] = relationship()
    mandates: Mapped[list["Mandate"]] = relationship(back_populates="committee", order_by="Mandate.number")
    stages: Mapped[list["StageEntry"]] = relationship(back_populates="committee", order_by="StageEntry.id")
    seats: Mapped[list["Seat"]] = relationship(back_populates="committee", order_by="Seat.position, Seat.id")

    __mapper_args__ = {"version_id_col": version}  # two secretaries cannot both open the gate

    @property
    def path(self) -> str:
        return f"/udvalg/{self.slug}/"

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_closed(self) -> bool:
        return self.stage is Stage.CLOSED


class StageEntry(Record):
    """When a committee entered a stage, and the public reason."""

    __tablename__ = "stage_entry"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    stage: Mapped[Stage] = mapped_column(by_value(Stage))
    entered_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(2_000), default="")
    missing: Mapped[str] = mapped_column(Text, default="")  # criteria that were not met, when it was opened anyway
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    committee: Mapped[Committee] = relationship(back_populates="stages")
    opened_by: Mapped["User | None"] = relationship()


class Mandate(Record):
    """A version of the committee's terms of reference (kommissorium). Once adopted it never changes."""

    __tablename__ = "mandate"
    __table_args__ = (UniqueConstraint("committee_id", "number"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    number: Mapped[int]  # version 1, 2, …
    background: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    frame: Mapped[str] = mapped_column(Text, default="")
    deliverables: Mapped[str] = mapped_column(Text, default="")
    composition: Mapped[str] = mapped_column(Text, default="")
    money: Mapped[str] = mapped_column(Text, default="")
    timetable: Mapped[str] = mapped_column(Text, default="")
    receivers: Mapped[str] = mapped_column(Text, default="")  # which bodies receive the result, and how
    promise: Mapped[str] = mapped_column(Text, default="")  # what the council promises to do with the result
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    adopted_on: Mapped[date | None]
    adopted_item: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship(back_populates="mandates")
    adopted_by: Mapped["Body | None"] = relationship()
    questions: Mapped[list["MandateQuestion"]] = relationship(
        back_populates="mandate", order_by="MandateQuestion.number", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_adopted(self) -> bool:
        return self.adopted_on is not None


class MandateQuestion(Record):
    """A numbered question that the council asks the committee to answer."""

    __tablename__ = "mandate_question"
    __table_args__ = (UniqueConstraint("mandate_id", "number"),)

    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(600))

    mandate: Mapped[Mandate] = relationship(back_populates="questions")


class Seat(Record):
    """Places at the table of one kind: "two for associations", "one: experience with accessibility"."""

    __tablename__ = "seat"
    __table_args__ = (CheckConstraint("quota between 1 and 50", name="quota"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    type: Mapped[SeatType] = mapped_column(by_value(SeatType))
    profile: Mapped[str] = mapped_column(String(200), default="")  # the competence asked for; never a person's traits
    quota: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    appointing_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)

    committee: Mapped[Committee] = relationship(back_populates="seats")
    appointing_body: Mapped["Body | None"] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(back_populates="seat", order_by="Membership.id")

    @property
    def order(self) -> int:
        """Place of its kind around the table: politicians first, employees last."""
        return list(SeatType).index(self.type)


class Membership(Record):
    """A person on a seat, with dates: a public fact. Access to the committee's rooms is given apart, as a role."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_committee", "committee_id", "ends_on"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    function: Mapped[SeatFunction] = mapped_column(by_value(SeatFunction), default=SeatFunction.MEMBER)
    presentation: Mapped[str] = mapped_column(String(120), default="")  # "Fjordby Cykelklub"
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(String(300), default="")

    committee: Mapped[Committee] = relationship()
    seat: Mapped[Seat] = relationship(back_populates="memberships")
    user: Mapped["User"] = relationship()
    party: Mapped["Party | None"] = relationship()

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
