"""Calls for members, the applications to them, and what members confirm when they begin."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation import clock
from portal.foundation.db import Base, Moment, Record, by_value

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee, Membership, Seat
    from portal.municipalities.models import Body

CALL_LENGTH = 4_000
SELECTION_LENGTH = 2_000
MOTIVATION_LENGTH = 2_000
SHORT_ANSWER_LENGTH = 1_000
NOTE_LENGTH = 1_000
POSTAL_LENGTH = 300
ANSWER_LENGTH = 3_000


class ApplicationState(StrEnum):
    """Where an application stands."""

    UNCONFIRMED = "unconfirmed"  # sent without an account; the address has not been confirmed
    RECEIVED = "received"
    SHORTLISTED = "shortlisted"
    INVITED = "invited"
    ACCEPTED = "accepted"  # said yes, when no place was free any more
    DECLINED = "declined"
    APPOINTED = "appointed"
    RESERVE = "reserve"
    NOT_CHOSEN = "not_chosen"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"


class OnboardingKind(StrEnum):
    """What a member reads and confirms at the beginning."""

    ROLE = "role"
    CONFIDENTIALITY = "confidentiality"
    INTERESTS = "interests"
    DECISIONS = "decisions"


class InterestGround(StrEnum):
    """The five grounds of disqualification (forvaltningsloven § 3, stk. 1, nr. 1-5)."""

    OWN = "own"
    FAMILY = "family"
    ORGANISATION = "organisation"
    COMPLAINT = "complaint"
    OTHER = "other"


call_seat = Table(
    "call_seat",
    Base.metadata,
    Column("call_id", ForeignKey("call.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
)


class Call(Record):
    """The public asks for members: which seats, what is asked, until when. Whether it is open is never stored."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="dates"),
        CheckConstraint("delete_on > closes_on", name="deletion"),
        Index("ix_call_open", "closes_on", "opens_on"),
    )

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    hours: Mapped[str] = mapped_column(String(300))  # what it asks of a member's time
    selection: Mapped[str] = mapped_column(Text)  # how members are chosen, and by whom
    opens_on: Mapped[date]
    closes_on: Mapped[date]  # the last day on which applications are taken
    delete_on: Mapped[date]  # what applicants are promised
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped["Committee"] = relationship()
    seats: Mapped[list["Seat"]] = relationship(secondary=call_seat, order_by="Seat.position, Seat.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def path(self) -> str:
        return f"{self.committee.path}bliv-medlem"


class Application(Record):
    """Somebody's wish to sit in a committee. Never public; emptied on the promised day, so that only numbers stay."""

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        Index("ix_application_committee", "committee_id", "state", "id"),
        Index("ix_application_delete", "delete_on", "state"),
    )

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)  # the chosen seat
    number: Mapped[int]  # what the applicant is called while the names are hidden
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), index=True)  # empty for somebody without, who applied on paper
    postal_address: Mapped[str] = mapped_column(String(POSTAL_LENGTH), default="", server_default="")  # only then
    motivation: Mapped[str] = mapped_column(Text)
    experience: Mapped[str] = mapped_column(Text, default="")
    availability: Mapped[str] = mapped_column(Text, default="")
    interests: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ApplicationState] = mapped_column(by_value(ApplicationState))
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    typed_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # from paper, by a secretary
    consent_version: Mapped[str] = mapped_column(String(20))
    consented_at: Mapped[Moment]
    received_at: Mapped[Moment | None]
    delete_on: Mapped[date]
    reserve_place: Mapped[int | None]  # 1 is asked first
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))  # what an invitation refers to
    decided_on: Mapped[date | None]
    decided_item: Mapped[str] = mapped_column(String(20), default="")
    starts_on: Mapped[date | None]
    answer_by: Mapped[date | None]  # the last day on which the invitation can be answered
    answer: Mapped[str] = mapped_column(Text, default="")  # the letter to somebody who was not chosen
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped["Committee"] = relationship()
    call: Mapped[Call] = relationship()
    seat: Mapped["Seat"] = relationship()
    user: Mapped["User | None"] = relationship(foreign_keys=[user_id])
    decided_by: Mapped["Body | None"] = relationship()
    membership: Mapped["Membership | None"] = relationship()
    steps: Mapped[list["ApplicationStep"]] = relationship(back_populates="application", order_by="ApplicationStep.id")
    marks: Mapped[list["ApplicationMark"]] = relationship(
        back_populates="application", order_by="ApplicationMark.id", cascade="all, delete-orphan"
    )

    letters: Mapped[list["PaperLetter"]] = relationship(
        back_populates="application", order_by="PaperLetter.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def path_for_secretary(self) -> str:
        """Where whoever chooses handles it."""
        return f"{self.committee.path}ansoegninger/{self.id}"

    @property
    def is_from_paper(self) -> bool:
        return self.typed_in_by_id is not None

    @property
    def gets_letters_by_post(self) -> bool:
        """Whether there is no e-mail address to write to."""
        return self.is_from_paper and not self.email

    @property
    def is_late(self) -> bool:
        """Whether the last day to answer an invitation has passed."""
        return self.answer_by is not None and self.answer_by < clock.today()


class ApplicationStep(Record):
    """One step of an application's way. Holds no word about the person."""

    __tablename__ = "application_step"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    state: Mapped[ApplicationState] = mapped_column(by_value(ApplicationState))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    application: Mapped[Application] = relationship(back_populates="steps")


class PaperLetter(Record):
    """A letter to an applicant without e-mail: somebody prints and posts it. Its words are made when it is printed."""

    __tablename__ = "paper_letter"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))  # the type of the event that gives cause for it
    posted_at: Mapped[Moment | None]
    posted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    application: Mapped[Application] = relationship(back_populates="letters")


class ApplicationMark(Record):
    """What one reader makes of an application against the profile of the seat: a mark and a note."""

    __tablename__ = "application_mark"
    __table_args__ = (
        UniqueConstraint("application_id", "author_id"),
        CheckConstraint("mark between 0 and 2", name="mark"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    mark: Mapped[int]  # 0 to 2, as in the composition matrix
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")

    application: Mapped[Application] = relationship(back_populates="marks")
    author: Mapped["User"] = relationship()


class OnboardingStep(Record):
    """A member has read a text, in the version that held, and confirmed it."""

    __tablename__ = "onboarding_step"
    __table_args__ = (Index("ix_onboarding_step_membership", "membership_id", "kind", "id"),)

    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    kind: Mapped[OnboardingKind] = mapped_column(by_value(OnboardingKind))
    text_version: Mapped[str] = mapped_column(String(20))

    membership: Mapped["Membership"] = relationship()
    declarations: Mapped[list["InterestDeclaration"]] = relationship(
        back_populates="step", order_by="InterestDeclaration.id", cascade="all, delete-orphan"
    )


class InterestDeclaration(Record):
    """A member's own answer to one of the five grounds. Only the member and the secretariat see it."""

    __tablename__ = "interest_declaration"
    __table_args__ = (UniqueConstraint("step_id", "ground"),)

    step_id: Mapped[int] = mapped_column(ForeignKey("onboarding_step.id"))
    ground: Mapped[InterestGround] = mapped_column(by_value(InterestGround))
    applies: Mapped[bool]
    detail: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")

    step: Mapped[OnboardingStep] = relationship(back_populates="declarations")
