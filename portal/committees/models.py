"""The ad hoc committee (kommunestyrelsesloven § 17, stk. 4): its mandate, stages, seats and members."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.files.models import NO_WORDS
from portal.foundation.db import Moment, Record, by_value
from portal.foundation.text import without_number
from portal.rules.stages import Stage

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.files.models import StoredFile
    from portal.municipalities.models import Body, Municipality, Party

LEAVING_LENGTH = 600
NAME_LENGTH = 120
SUMMARY_LENGTH = 600
SECTION_LENGTH = 9_600
CATEGORY_LENGTH = 60
NEED_REASON_LENGTH = 300
REVIEW_LENGTH = 2_000
IDEA_ANSWER_DAYS, RECOMMENDATION_ANSWER_DAYS = 28, 90  # until the council promises others


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


class Category(StrEnum):
    """Whom a problem can concern and who can be drawn in; the municipality may add its own."""

    POLITICIANS = "politicians"
    ADMINISTRATORS = "administrators"
    PROFESSIONALS = "professionals"
    EXPERTS = "experts"
    ASSOCIATIONS = "associations"
    COMPANIES = "companies"
    CITIZENS = "citizens"
    USERS = "users"


class Criterion(StrEnum):
    """What somebody is needed at the table for: resources; being affected; ideas, power and capacity to renew."""

    EFFICIENCY = "efficiency"
    DEMOCRACY = "democracy"
    INNOVATION = "innovation"


class LeaderRole(StrEnum):
    """What leading together asks for; members choose their own, and the table needs all five."""

    EXPLORER = "explorer"
    INITIATIVE_GROWER = "initiative_grower"
    SENSE_MAKER = "sense_maker"
    NETWORK_SMITH = "network_smith"
    IMPACT_HUNTER = "impact_hunter"


class Motif(StrEnum):
    """The drawing by which a committee is known again: an id in `static/img/scenes.svg`."""

    ROAD = "road"
    RAIN = "rain"
    BENCH = "bench"
    VILLAGE = "village"
    TABLE = "table"
    HARBOUR = "harbour"
    COURT = "court"
    LANTERNS = "lanterns"
    FOREST = "forest"
    BOOKS = "books"
    MEADOW = "meadow"
    LIGHTHOUSE = "lighthouse"


class Committee(Record):
    """Politicians and citizens with one task and an end date."""

    __tablename__ = "committee"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    summary: Mapped[str] = mapped_column(String(SUMMARY_LENGTH))  # the task in plain words
    motif: Mapped[Motif] = mapped_column(by_value(Motif), default=Motif.MEADOW)
    stage: Mapped[Stage] = mapped_column(by_value(Stage), default=Stage.PREPARATION, index=True)
    stage_since: Mapped[date]
    receiving_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    publication_rule: Mapped[PublicationRule | None] = mapped_column(by_value(PublicationRule))
    publication_reference: Mapped[str] = mapped_column(String(200), default="")  # the council's decision on the rule
    ideas_until: Mapped[date | None]  # the last day on which ideas are taken
    # what holds now: the days promised in the mandate that was adopted last
    idea_answer_days: Mapped[int] = mapped_column(default=IDEA_ANSWER_DAYS)
    recommendation_answer_days: Mapped[int] = mapped_column(default=RECOMMENDATION_ANSWER_DAYS)
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
    pictures: Mapped[list["StoredFile"]] = relationship(
        primaryjoin="and_(foreign(StoredFile.subject_id) == Committee.id, StoredFile.subject_kind == 'committee',"
        " StoredFile.removed_at.is_(None))",
        viewonly=True,
    )  # one at most

    words_of_files = NO_WORDS  # where it is read for the search: see `indexing`

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
    idea_answer_days: Mapped[int] = mapped_column(default=IDEA_ANSWER_DAYS, server_default=str(IDEA_ANSWER_DAYS))
    recommendation_answer_days: Mapped[int] = mapped_column(
        default=RECOMMENDATION_ANSWER_DAYS, server_default=str(RECOMMENDATION_ANSWER_DAYS)
    )
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

    def seen_with(self) -> Sequence[Record]:
        return self.questions

    @property
    def path(self) -> str:
        return f"{self.committee.path}kommissorium?version={self.number}"

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

    @property
    def words(self) -> str:
        """As it is shown beside its number. A text that was adopted with its number in front keeps it, unseen."""
        return without_number(self.text, self.number)

    @property
    def numbered(self) -> str:
        return f"{self.number}. {self.words}"


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
    # what the seat counts as, where that is another category than its kind of seat says
    category_id: Mapped[int | None] = mapped_column(ForeignKey("composition_category.id"))
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)

    committee: Mapped[Committee] = relationship(back_populates="seats")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="seat", order_by="Membership.id")

    def seen_with(self) -> Sequence[Record]:
        return self.memberships

    @property
    def order(self) -> int:
        """Place of its kind around the table: politicians first, employees last."""
        return list(SeatType).index(self.type)

    def taken_from(self, day: date) -> int:
        """How many of its places are taken on a day or promised to somebody after it; substitutes take none."""
        return sum(
            sitting.function is not SeatFunction.SUBSTITUTE and (sitting.ends_on is None or sitting.ends_on >= day)
            for sitting in self.memberships
        )

    def free_from(self, day: date) -> int:
        """How many of its places nobody has on a day or after it."""
        return max(0, self.quota - self.taken_from(day))


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
    # that the member would like to step down, and why: for the secretary only, until the membership ends
    leaving_asked_at: Mapped[Moment | None]
    leaving_reason: Mapped[str] = mapped_column(String(LEAVING_LENGTH), default="", server_default="")
    # of a substitute who sits in a member's place from starts_on to ends_on
    substitute_for_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"), index=True)

    committee: Mapped[Committee] = relationship()
    seat: Mapped[Seat] = relationship(back_populates="memberships")
    user: Mapped["User"] = relationship()
    party: Mapped["Party | None"] = relationship()
    substitute_for: Mapped["Membership | None"] = relationship(
        remote_side="Membership.id", back_populates="substitutes"
    )
    substitutes: Mapped[list["Membership"]] = relationship(
        back_populates="substitute_for", order_by="Membership.starts_on, Membership.id"
    )

    was_held = True  # False, where a roster is read, for one that was a mistake: see `queries/held`

    def seen_with(self) -> Sequence[Record]:
        return self.substitutes

    def holds_on(self, day: date) -> bool:
        return self.was_held and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class CompositionCategory(Record):
    """A row of the composition matrix: a category of people that the task needs. About needs, never about persons."""

    __tablename__ = "composition_category"
    __table_args__ = (UniqueConstraint("committee_id", "position"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    position: Mapped[int]  # the known eight first, then the municipality's own
    kind: Mapped[Category | None] = mapped_column(by_value(Category))
    name: Mapped[str] = mapped_column(String(CATEGORY_LENGTH), default="")  # of a category of the municipality's own
    knows: Mapped[bool] = mapped_column(default=False)  # wanted for knowledge, ideas and experience …
    speaks_for_others: Mapped[bool] = mapped_column(default=False)  # … or to represent somebody

    needs: Mapped[list["CompositionNeed"]] = relationship(
        back_populates="category", order_by="CompositionNeed.id", cascade="all, delete-orphan"
    )


class CompositionNeed(Record):
    """How much a category is needed for one criterion, and why."""

    __tablename__ = "composition_need"
    __table_args__ = (
        UniqueConstraint("category_id", "criterion"),
        CheckConstraint("need between 0 and 2", name="need"),
    )

    category_id: Mapped[int] = mapped_column(ForeignKey("composition_category.id"))
    criterion: Mapped[Criterion] = mapped_column(by_value(Criterion))
    need: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(NEED_REASON_LENGTH), default="")

    category: Mapped[CompositionCategory] = relationship(back_populates="needs")


class CompositionReview(Record):
    """That the composition was held against the three criteria. Never changed; a later review is another row."""

    __tablename__ = "composition_review"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reviewed_on: Mapped[date]
    statement: Mapped[str] = mapped_column(String(REVIEW_LENGTH))
    women_proposed: Mapped[int | None]  # numbers only: nobody's sex is stored
    men_proposed: Mapped[int | None]
    needs_mark: Mapped[str] = mapped_column(String(64))  # of the needs as they were

    reviewed_by: Mapped["User"] = relationship()


class MemberLeaderRole(Record):
    """A leader role that a member has chosen; others only see that somebody has it."""

    __tablename__ = "member_leader_role"
    __table_args__ = (UniqueConstraint("membership_id", "role"),)

    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    role: Mapped[LeaderRole] = mapped_column(by_value(LeaderRole))
