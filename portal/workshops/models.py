"""Workshops and other open meetings: who is coming, what was noted, and what came out of it."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Text, UniqueConstraint, and_
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import EMAIL_LENGTH, NAME_LENGTH
from portal.files.models import NO_WORDS
from portal.foundation.db import Moment, Record, by_value
from portal.meetings.models import TITLE_LENGTH, Meeting, MeetingForm
from portal.moderation.models import REASON_LENGTH

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.municipalities.models import Party

PURPOSE_LENGTH = 2_000
NOTE_LENGTH = 2_000
OUTCOME_LENGTH = 9_600
PARAGRAPH_LENGTH = 3_000
CORRECTION_LENGTH = 1_500
TABLE_QUESTION_LENGTH = 300
NEEDS_LENGTH = 300
ORGANISATION_LENGTH = 120
PHONE_LENGTH = 30


class WorkshopKind(StrEnum):
    """Open meetings. The committee's own meetings are closed by law and are another thing."""

    WORKSHOP = "workshop"
    DIALOGUE = "dialogue"
    PUBLIC_MEETING = "public_meeting"
    WORKING_GROUP = "working_group"


class Influence(StrEnum):
    """What a participant's contribution can change; said before anyone contributes."""

    INFORMED = "informed"
    HEARD = "heard"
    ADVISE = "advise"
    DEVELOP = "develop"
    DECIDE = "decide"


class ParticipantKind(StrEnum):
    """In what capacity somebody comes."""

    CITIZEN = "citizen"
    POLITICIAN = "politician"
    ASSOCIATION = "association"
    COMPANY = "company"
    EXPERT = "expert"
    PROFESSIONAL = "professional"
    EMPLOYEE = "employee"


class Workshop(Meeting):
    """A meeting that everybody may sign up for."""

    __tablename__ = "workshop"
    __table_args__ = (CheckConstraint("capacity between 1 and 2000", name="capacity"),)
    # Who writes the outcome is not disturbed by who came, or by where they sit
    not_seen = frozenset({"version", "attended_at", "limited_at", "seated_at", "plan_shown_at", "dots_each",
                          "dots_opened_at", "dots_closed_at"})  # fmt: skip
    __mapper_args__ = {"polymorphic_identity": MeetingForm.OPEN, "polymorphic_load": "inline"}

    id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, sort_order=-2)
    kind: Mapped[WorkshopKind] = mapped_column(by_value(WorkshopKind), default=WorkshopKind.WORKSHOP)
    purpose: Mapped[str] = mapped_column(Text)
    purpose_html: Mapped[str] = mapped_column(Text)
    influence: Mapped[Influence] = mapped_column(by_value(Influence))
    influence_note: Mapped[str] = mapped_column(String(300), default="")  # what will be done with what is said
    capacity: Mapped[int]
    kept_until: Mapped[date | None]  # the last day on which places are kept for those who are to have them
    limited_at: Mapped[Moment | None]  # when it was last said how many of whom there is room for
    attended_at: Mapped[Moment | None]  # when it was last noted who came
    seated_at: Mapped[Moment | None]  # when tables or table plan were last changed
    plan_shown_at: Mapped[Moment | None]  # to those who come; before that the table plan is a draft
    dots_each: Mapped[int | None]  # how many each phone can put on notes
    dots_opened_at: Mapped[Moment | None]
    dots_closed_at: Mapped[Moment | None]  # then they stand counted on the notes
    outcome: Mapped[str] = mapped_column(Text, default="")
    outcome_html: Mapped[str] = mapped_column(Text, default="")
    outcome_confirmed_at: Mapped[Moment | None]  # read back to those who were there
    outcome_confirmed_how: Mapped[str] = mapped_column(String(600), default="")
    outcome_published_at: Mapped[Moment | None]
    read_back_sent_at: Mapped[Moment | None]  # the draft, to those who came
    read_back_until: Mapped[date | None]  # the last day on which they can answer
    read_back_asked: Mapped[int | None]  # how many were; this and the next as it stood when the outcome was published
    read_back_confirmed: Mapped[int | None]
    read_back_overtaken: Mapped[int | None]  # of them, before a paragraph was last changed
    read_back_corrections: Mapped[int | None]
    read_back_taken_in: Mapped[int | None]

    sign_ups: Mapped[list["WorkshopSignUp"]] = relationship(back_populates="workshop", order_by="WorkshopSignUp.id")
    notes: Mapped[list["WorkshopNote"]] = relationship(
        back_populates="workshop", order_by="WorkshopNote.table_number, WorkshopNote.id"
    )

    tables: Mapped[list["WorkshopTable"]] = relationship(
        back_populates="workshop", order_by="WorkshopTable.number", cascade="all, delete-orphan"
    )
    rounds: Mapped[list["WorkshopRound"]] = relationship(order_by="WorkshopRound.number", cascade="all, delete-orphan")
    paragraphs: Mapped[list["OutcomeParagraph"]] = relationship(
        back_populates="workshop", order_by="OutcomeParagraph.position, OutcomeParagraph.id"
    )
    questions: Mapped[list["WorkshopQuestion"]] = relationship(
        order_by="WorkshopQuestion.number", cascade="all, delete-orphan"
    )

    words_of_files = NO_WORDS  # where it is read for the search: see `indexing`

    @property
    def about_html(self) -> str:  # type: ignore[override]
        return self.purpose_html

    @property
    def takes_dots(self) -> bool:
        return self.dots_opened_at is not None and self.dots_closed_at is None

    @property
    def question_numbers(self) -> list[int]:
        """Which questions of the mandate it works on."""
        return [question.number for question in self.questions]


class WorkshopQuestion(Record):
    """That a workshop works on a question of the mandate."""

    __tablename__ = "workshop_question"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    number: Mapped[int]


class WorkshopLimit(Record):
    """How many places there are at most for a kind of participants, or for a party, and how many are kept for it."""

    __tablename__ = "workshop_limit"
    __table_args__ = (CheckConstraint("(kind is null) <> (party_id is null)", name="of_one"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    kind: Mapped[ParticipantKind | None] = mapped_column(by_value(ParticipantKind))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    places: Mapped[int | None]  # at most
    kept: Mapped[int | None]  # at least, until the workshop's day for it

    party: Mapped["Party | None"] = relationship()


class WorkshopSignUp(Record):
    """One person's place at one workshop, or on its waiting list, which has the order in which people signed up. The
    public sees kinds and parties, never names of citizens."""

    __tablename__ = "workshop_sign_up"
    __table_args__ = (UniqueConstraint("workshop_id", "user_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)  # forgotten in time: numbers stay
    kind: Mapped[ParticipantKind] = mapped_column(by_value(ParticipantKind))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))  # politicians only
    needs: Mapped[str] = mapped_column(String(NEEDS_LENGTH), default="")  # for those who hold the meeting; soon gone
    organisation: Mapped[str] = mapped_column(String(ORGANISATION_LENGTH), default="", server_default="")  # as well
    is_waiting: Mapped[bool] = mapped_column(default=False)  # for a place; may come all the same
    moved_up_at: Mapped[Moment | None]  # when there was a place after all
    came: Mapped[bool | None]  # not known until it is noted
    walked_in: Mapped[bool] = mapped_column(default=False)  # came without having signed up; has no name here
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")  # of who was signed up by those who hold it
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH), default="")
    phone: Mapped[str] = mapped_column(String(PHONE_LENGTH), default="")
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    workshop: Mapped[Workshop] = relationship(back_populates="sign_ups")
    user: Mapped["User | None"] = relationship()
    party: Mapped["Party | None"] = relationship()

    @property
    def called(self) -> str:
        """The name, as long as it is known."""
        return self.user.name if self.user is not None else self.name

    @property
    def mail(self) -> str:
        """Where letters reach whoever it is; empty where none do."""
        if self.user is None:
            return self.email
        return self.user.email if self.user.has_mail else ""

    @hybrid_property
    def has_place(self) -> bool:
        return not (self.is_waiting or self.walked_in)

    @has_place.inplace.expression
    @classmethod
    def _has_place(cls) -> ColumnElement[bool]:
        return and_(~cls.is_waiting, ~cls.walked_in)


class GuestSignUp(Record):
    """That somebody without an account would come, until they confirm it by mail. Gone after a week."""

    __tablename__ = "guest_sign_up"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))
    kind: Mapped[ParticipantKind] = mapped_column(by_value(ParticipantKind))
    needs: Mapped[str] = mapped_column(String(NEEDS_LENGTH), default="")
    organisation: Mapped[str] = mapped_column(String(ORGANISATION_LENGTH), default="", server_default="")
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[Moment | None]  # from then on name, kind and needs stand with the place alone

    workshop: Mapped[Workshop] = relationship()


class WorkshopNote(Record):
    """What a table wrote. It belongs to the table and is not attributed to a person or a party."""

    __tablename__ = "workshop_note"
    not_seen = frozenset({"version", "paragraph_id", "dots"})  # who corrects it is not disturbed by who sorts it

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    table_number: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who typed it, for the trail only; no phone
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the form or phone, and its words
    hidden_at: Mapped[Moment | None]  # by those who hold the meeting: then they alone read it; or by a moderator
    hidden_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))  # a moderator's: stands in its place
    paragraph_id: Mapped[int | None] = mapped_column(ForeignKey("outcome_paragraph.id"), index=True)  # its heading
    dots: Mapped[int] = mapped_column(default=0, server_default="0")  # from phones, once they are closed
    paper_dots: Mapped[int] = mapped_column(default=0, server_default="0")  # stickers on the wall

    workshop: Mapped[Workshop] = relationship(back_populates="notes")
    author: Mapped["User | None"] = relationship()

    committee_id: AssociationProxy[int] = association_proxy("workshop", "committee_id")
    title: AssociationProxy[str] = association_proxy("workshop", "title")  # what it says is repeated in no letter

    @property
    def is_moderated(self) -> bool:
        """Hidden by a moderator: it leaves a notice with the reason behind."""
        return self.hidden_reason is not None

    @property
    def path(self) -> str:
        page = "" if self.workshop.outcome_published_at is not None else "/noter"
        return f"{self.workshop.path}{page}#note-{self.id}"

    @property
    def is_late(self) -> bool:
        """Whether it came after the draft of the outcome was sent, and so is not in it."""
        sent_at = self.workshop.read_back_sent_at
        return sent_at is not None and self.created_at >= sent_at

    @property
    def all_dots(self) -> int:
        return self.dots + self.paper_dots


class NoteDot(Record):
    """That a phone has put a dot on a note of its table, as long as that is open. Whose phone it is nobody knows."""

    __tablename__ = "note_dot"
    __table_args__ = (UniqueConstraint("note_id", "phone"),)

    note_id: Mapped[int] = mapped_column(ForeignKey("workshop_note.id", ondelete="CASCADE"))
    phone: Mapped[str] = mapped_column(String(64), index=True)


class WorkshopTable(Record):
    """A table with seats. Everybody may read which question it works on; who holds it is one of those who come."""

    __tablename__ = "workshop_table"
    not_seen = frozenset({"version", "renewals"})
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("seats between 1 and 50", name="seats"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    number: Mapped[int]
    seats: Mapped[int]
    question: Mapped[str] = mapped_column(String(TABLE_QUESTION_LENGTH), default="")
    host_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_sign_up.id", ondelete="SET NULL"))
    renewals: Mapped[int] = mapped_column(default=0)  # of its address: each makes the former ones worthless

    host: Mapped[WorkshopSignUp | None] = relationship()
    workshop: Mapped[Workshop] = relationship(back_populates="tables")


class WorkshopRound(Record):
    """A time at the tables, after which people move on."""

    __tablename__ = "workshop_round"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    number: Mapped[int]
    minutes: Mapped[int]
    question: Mapped[str] = mapped_column(String(TABLE_QUESTION_LENGTH), default="")  # what all tables are asked
    begun_at: Mapped[Moment | None]  # when it was last pressed that it begins


class WorkshopSeat(Record):
    """That somebody who comes sits at a table in a round. Gone with the sign-up, and as nameless as it is."""

    __tablename__ = "workshop_seat"
    __table_args__ = (UniqueConstraint("round_id", "sign_up_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("workshop_round.id", ondelete="CASCADE"))
    table_id: Mapped[int] = mapped_column(ForeignKey("workshop_table.id", ondelete="CASCADE"), index=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("workshop_sign_up.id", ondelete="CASCADE"), index=True)


class OutcomeParagraph(Record):
    """A heading under which notes are sorted, and the paragraph of the outcome that stands on them."""

    __tablename__ = "outcome_paragraph"
    not_seen = frozenset({"version", "position"})  # who writes it is not disturbed by who puts the headings in order

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(Text, default="")
    text_html: Mapped[str] = mapped_column(Text, default="")

    workshop: Mapped[Workshop] = relationship(back_populates="paragraphs")
    corrections: Mapped[list["OutcomeCorrection"]] = relationship(
        back_populates="paragraph", order_by="OutcomeCorrection.id"
    )

    @property
    def path(self) -> str:
        return f"{self.workshop.path}/afsnit/{self.id}"


class ReadBackReply(Record):
    """That somebody who came was asked whether this is how it was said, and when they confirmed it. As nameless, in
    time, as their place."""

    __tablename__ = "read_back_reply"

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("workshop_sign_up.id"), unique=True)
    confirmed_at: Mapped[Moment | None]
    is_by_phone: Mapped[bool] = mapped_column(default=False)  # no letter reaches them
    reminded_at: Mapped[Moment | None]
    told_at: Mapped[Moment | None]  # that a paragraph has been changed since they confirmed it

    sign_up: Mapped[WorkshopSignUp] = relationship()

    @property
    def workshop(self) -> Workshop:
        return self.sign_up.workshop

    @property
    def title(self) -> str:
        return self.workshop.title

    @property
    def path(self) -> str:
        return f"{self.workshop.path}/tilbagelaesning"


class OutcomeCorrection(Record):
    """What somebody who came wants otherwise in a paragraph, and the answer; or what those who hold the meeting have
    found themselves. What was written is deleted in time, and that it was stays."""

    __tablename__ = "outcome_correction"

    paragraph_id: Mapped[int] = mapped_column(ForeignKey("outcome_paragraph.id"), index=True)
    sign_up_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_sign_up.id"), index=True)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # of those who hold the meeting
    text: Mapped[str] = mapped_column(Text)
    is_taken_in: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[Moment | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    stood_before: Mapped[str] = mapped_column(Text, default="")  # the paragraph, where it was changed

    paragraph: Mapped[OutcomeParagraph] = relationship(back_populates="corrections")
    sign_up: Mapped[WorkshopSignUp | None] = relationship()
    written_by: Mapped["User | None"] = relationship(foreign_keys=written_by_id)

    @property
    def title(self) -> str:
        return self.paragraph.workshop.title

    @property
    def path(self) -> str:
        return f"{self.paragraph.workshop.path}/rettelser/{self.id}"
