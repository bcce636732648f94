"""The decision record: what was decided, by whom and on what. Once published it never changes."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, backref, column_property, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value
from portal.rules.results import Result

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee
    from portal.municipalities.models import Municipality
    from portal.recommendations.models import CouncilResponse
    from portal.sittings.models import AgendaItem

HASH_LENGTH = 64  # SHA-256 in hexadecimal


class DecisionRecord(Record):
    """One decision of one body, numbered per municipality and year."""

    __tablename__ = "decision_record"
    __table_args__ = (
        UniqueConstraint("municipality_id", "year", "number"),
        UniqueConstraint("municipality_id", "source_key"),
        Index("ix_decision_record_decided_on", "decided_on", "id"),
    )

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    year: Mapped[int]
    number: Mapped[int]
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("council_response.id"), unique=True)
    agenda_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id"), unique=True
    )  # of a meeting of ours
    body_name: Mapped[str] = mapped_column(String(120))  # as it was called on that day
    decided_on: Mapped[date]
    item: Mapped[str] = mapped_column(String(20), default="")
    case_number: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")  # resume, in plain words
    presentation: Mapped[str] = mapped_column(Text, default="")  # the case as it was presented
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")  # what was decided
    result: Mapped[Result] = mapped_column(by_value(Result), index=True)
    members: Mapped[int | None]  # how many the body had on that day, where somebody said it
    minority_statement: Mapped[str] = mapped_column(Text, default="")
    absent: Mapped[str] = mapped_column(Text, default="")
    disqualified: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(300), default="")  # of an imported record: which document
    source_key: Mapped[str | None] = mapped_column(String(200))  # of an imported record: which item, for ever
    source_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), default="")  # of an imported record: as it read then
    published_at: Mapped[Moment | None]
    content_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), default="")
    # of a record sealed before texts had salts: when it got its new seal, and whether the old one held on that day
    resealed_at: Mapped[Moment | None]
    old_seal_held: Mapped[bool | None]

    municipality: Mapped["Municipality"] = relationship()
    committee: Mapped["Committee | None"] = relationship()
    response: Mapped["CouncilResponse | None"] = relationship(backref=backref("record", uselist=False, lazy="joined"))
    agenda_item: Mapped["AgendaItem | None"] = relationship(backref=backref("record", uselist=False, lazy="joined"))
    points: Mapped[list["DecisionPoint"]] = relationship(back_populates="record", order_by="DecisionPoint.position")
    case_steps: Mapped[list["CaseStep"]] = relationship(back_populates="record", order_by="CaseStep.position")
    votes: Mapped[list["VoteCount"]] = relationship(back_populates="record", order_by="VoteCount.id")
    attachments: Mapped[list["DecisionAttachment"]] = relationship(
        back_populates="record", order_by="DecisionAttachment.position"
    )
    corrections: Mapped[list["DecisionCorrection"]] = relationship(
        back_populates="record", order_by="DecisionCorrection.number"
    )
    sealed_texts: Mapped[list["SealedText"]] = relationship(back_populates="record", order_by="SealedText.id")
    if TYPE_CHECKING:
        corrected_result: Mapped[Result | None]

    def seen_with(self) -> Sequence[Record]:
        return self.corrections

    @property
    def path(self) -> str:
        """Our own records stand at year and number; those of another municipality under its name."""
        own = "" if self.municipality.is_home else f"{self.municipality.slug}/"
        return f"/beslutninger/{own}{self.year}/{self.number}"

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def current_result(self) -> Result:
        """The result as it is known today: that of the last correction which tells another."""
        return self.corrected_result or self.result

    @property
    def taken_out(self) -> list["SealedText"]:
        """The texts that are no longer there, in the order in which they were sealed."""
        return [text for text in self.sealed_texts if text.taken_out_at is not None]


class SealedText(Record):
    """One text of a record with its own salt and hash. Taking it out destroys text and salt; the hash stays."""

    __tablename__ = "sealed_text"
    __table_args__ = (UniqueConstraint("record_id", "name"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("decision_record.id"))
    name: Mapped[str] = mapped_column(String(60))  # "title", "points.1.text", "corrections.2.text"
    salt: Mapped[str | None] = mapped_column(String(HASH_LENGTH))  # in hexadecimal; gone with the text
    digest: Mapped[str] = mapped_column(String(HASH_LENGTH))
    taken_out_at: Mapped[Moment | None]
    taken_out_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text, default="")  # public

    record: Mapped[DecisionRecord] = relationship(back_populates="sealed_texts")


class DecisionPoint(Record):
    """One thing to decide ("At 1) …"), with its own result when it has one."""

    __tablename__ = "decision_point"
    __table_args__ = (UniqueConstraint("record_id", "position"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("decision_record.id"))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(20), default="")  # "At 1"
    text: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text, default="")

    record: Mapped[DecisionRecord] = relationship(back_populates="points")


class CaseStep(Record):
    """A body that the case passed on its way, and what it said there."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("record_id", "position"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("decision_record.id"))
    position: Mapped[int]
    body_name: Mapped[str] = mapped_column(String(120))
    met_on: Mapped[date | None]
    item: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    reservations: Mapped[str] = mapped_column(Text, default="")

    record: Mapped[DecisionRecord] = relationship(back_populates="case_steps")


class VoteCount(Record):
    """How one party voted: numbers of members, with letter and name as they were on that day."""

    __tablename__ = "vote_count"
    __table_args__ = (
        UniqueConstraint("record_id", "letter"),
        CheckConstraint("votes_for >= 0 and votes_against >= 0 and votes_neither >= 0", name="not_negative"),
    )

    record_id: Mapped[int] = mapped_column(ForeignKey("decision_record.id"))
    letter: Mapped[str] = mapped_column(String(3))
    party_name: Mapped[str] = mapped_column(String(120))
    votes_for: Mapped[int] = mapped_column(default=0)
    votes_against: Mapped[int] = mapped_column(default=0)
    votes_neither: Mapped[int] = mapped_column(default=0)

    record: Mapped[DecisionRecord] = relationship(back_populates="votes")


class DecisionAttachment(Record):
    """An attachment by its name."""

    __tablename__ = "decision_attachment"
    __table_args__ = (UniqueConstraint("record_id", "position"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("decision_record.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(400))

    record: Mapped[DecisionRecord] = relationship(back_populates="attachments")


class DecisionCorrection(Record):
    """A dated addition to a published record. Its hash covers the text and the hash before it."""

    __tablename__ = "decision_correction"
    __table_args__ = (UniqueConstraint("record_id", "number"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("decision_record.id"))
    number: Mapped[int]  # 1, 2, … in the chain of this record
    text: Mapped[str] = mapped_column(Text)
    result: Mapped[Result | None] = mapped_column(by_value(Result))  # where the record's own was read wrong
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    content_hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    source_hash: Mapped[str] = mapped_column(
        String(HASH_LENGTH), default=""
    )  # when it comes from reading the source anew

    record: Mapped[DecisionRecord] = relationship(back_populates="corrections")
    author: Mapped["User | None"] = relationship()


# Read together with the record, so that a list of records asks once
DecisionRecord.corrected_result = column_property(
    select(DecisionCorrection.result)
    .where(DecisionCorrection.record_id == DecisionRecord.id, DecisionCorrection.result.is_not(None))
    .order_by(DecisionCorrection.number.desc())
    .limit(1)
    .correlate_except(DecisionCorrection)
    .scalar_subquery()
)
