"""Committee meetings: what is on their agendas, how they went, and the minutes of them."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value
from portal.meetings.models import Meeting, MeetingForm
from portal.rules.results import Result

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee, Membership

LINK_LENGTH = 500
ITEM_TITLE_LENGTH = 200
RESPONSIBLE_LENGTH = 120
BACKGROUND_LENGTH = 9_600
TEMPLATE_NAME_LENGTH = 80
LONGEST_ITEM = 480  # minutes
ACCOUNT_LENGTH = 9_600
DECISION_LENGTH = 2_000
VOICE_LENGTH = 300
OBJECTION_LENGTH = 2_000


class ItemKind(StrEnum):
    """What the committee is asked to do with an item."""

    INFORM = "inform"
    DISCUSS = "discuss"
    DECIDE = "decide"
    THEME = "theme"  # the committee develops something together, with time for it


class VoiceKind(StrEnum):
    """What somebody said in a conversation, beside what was talked about: the six conversations end in these."""

    NOTE = "note"
    DOUBT = "doubt"
    PROMISE = "promise"
    RECOGNITION = "recognition"


class Attending(StrEnum):
    """Whether a member was there when an item was taken. Nobody is neither."""

    PRESENT = "present"
    ABSENT = "absent"
    DISQUALIFIED = "disqualified"  # forvaltningsloven § 3: left the room for this item


class TurnKind(StrEnum):
    """What begins at a moment of a meeting."""

    ITEM = "item"
    BREAK = "break"
    END = "end"


class PublicPart(StrEnum):
    """How far everybody may read what the minutes say of an open item, once they are public."""

    TITLE = "title"
    DECISION = "decision"
    ACCOUNT = "account"


class Sitting(Meeting):
    """A meeting of the committee itself. It is closed: neither the committee nor the council may open it (KSL § 17, 4,
    as the ministry reads it). Everybody may know that and when, and read the list of cases (KSL § 20, 7)."""

    __tablename__ = "sitting"
    __mapper_args__ = {"polymorphic_identity": MeetingForm.CLOSED, "polymorphic_load": "inline"}

    id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, sort_order=-2)
    link: Mapped[str] = mapped_column(String(LINK_LENGTH), default="")  # to take part online; for those who come
    agenda_sent_at: Mapped[Moment | None]  # since then members read the agenda
    minutes_sent_at: Mapped[Moment | None]  # since then members read the minutes, and may ask for corrections
    objections_until: Mapped[date | None]  # the last day of that
    minutes_approved_at: Mapped[Moment | None]  # two have signed, and nothing is changed any more
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    cases_published_at: Mapped[Moment | None]  # everybody reads this paper; empty again once it is taken back
    decisions_published_at: Mapped[Moment | None]
    minutes_published_at: Mapped[Moment | None]

    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="sitting", order_by="AgendaItem.position, AgendaItem.id"
    )
    turns: Mapped[list["Turn"]] = relationship(back_populates="sitting", order_by="Turn.begins_at, Turn.id")
    calls: Mapped[list["SubstituteCall"]] = relationship(
        back_populates="sitting", order_by="SubstituteCall.asked_at, SubstituteCall.id"
    )
    signatures: Mapped[list["MinutesSignature"]] = relationship(
        back_populates="sitting", order_by="MinutesSignature.id"
    )
    readers: Mapped[list["MinutesReader"]] = relationship(back_populates="sitting", order_by="MinutesReader.id")

    @property
    def path(self) -> str:
        return f"/udvalgsmoeder/{self.id}"

    @property
    def shows_cases(self) -> bool:
        """Whether everybody may read what is on the agenda: never while it is a draft."""
        return self.cases_published_at is not None or self.shows_decisions

    @property
    def shows_decisions(self) -> bool:
        """The minutes say what was decided too."""
        return self.decisions_published_at is not None or self.minutes_published_at is not None

    @property
    def standing_signatures(self) -> list["MinutesSignature"]:
        return [one for one in self.signatures if one.withdrawn_at is None]

    @property
    def open_items(self) -> list["AgendaItem"]:
        return [item for item in self.items if item.is_open]


class SittingAnswer(Record):
    """Whether a member comes, as they have last said."""

    __tablename__ = "sitting_answer"
    __table_args__ = (UniqueConstraint("sitting_id", "membership_id"),)

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    is_coming: Mapped[bool]
    wants_substitute: Mapped[bool] = mapped_column(default=False)  # of whoever does not come


class SubstituteCall(Record):
    """That a substitute is asked to come to one meeting instead of a member, and what they have said."""

    __tablename__ = "substitute_call"
    __table_args__ = (UniqueConstraint("sitting_id", "member_id", "substitute_id"),)

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    asked_at: Mapped[Moment]
    is_coming: Mapped[bool | None]
    ended_at: Mapped[Moment | None]  # the member comes after all, or somebody else is asked
    passed_over: Mapped[bool] = mapped_column(default=False)  # did not answer in time, so the next was asked

    sitting: Mapped[Sitting] = relationship(back_populates="calls")
    member: Mapped["Membership"] = relationship(foreign_keys=[member_id])
    substitute: Mapped["Membership"] = relationship(foreign_keys=[substitute_id])

    @property
    def title(self) -> str:
        return self.sitting.title

    @property
    def path(self) -> str:
        return self.sitting.path

    @property
    def committee(self) -> "Committee":
        return self.sitting.committee

    @property
    def committee_id(self) -> int:
        return self.sitting.committee_id

    @property
    def is_open(self) -> bool:
        """Whether somebody is asked, or has said yes."""
        return self.ended_at is None and self.is_coming is not False

    @property
    def is_over(self) -> bool:
        """Whether the substitute has said no, or let the time pass: asked once more for this meeting nobody is."""
        return self.is_coming is False or self.passed_over


class AgendaItem(Record):
    """One item, in the order in which the committee means to take it."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint(f"minutes between 0 and {LONGEST_ITEM}", name="minutes"),
        Index("ix_agenda_item_sitting", "sitting_id", "position"),
    )

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]  # 1, 2, …
    title: Mapped[str] = mapped_column(String(ITEM_TITLE_LENGTH))
    kind: Mapped[ItemKind] = mapped_column(by_value(ItemKind))
    minutes: Mapped[int]  # how long it is meant to take
    responsible: Mapped[str] = mapped_column(String(RESPONSIBLE_LENGTH), default="")
    background: Mapped[str] = mapped_column(Text, default="")
    background_html: Mapped[str] = mapped_column(Text, default="")
    is_open: Mapped[bool] = mapped_column(default=True)  # whether everybody may read its title
    added_at_meeting: Mapped[bool] = mapped_column(default=False)  # once it had begun; behind what was sent
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)
    version: Mapped[int] = mapped_column(default=1)

    sitting: Mapped[Sitting] = relationship(back_populates="items")
    written: Mapped["ItemMinutes"] = relationship(
        back_populates="item", cascade="all, delete-orphan", single_parent=True
    )
    presences: Mapped[list["ItemPresence"]] = relationship(
        back_populates="item", order_by="ItemPresence.id", cascade="all, delete-orphan"
    )
    objections: Mapped[list["MinutesObjection"]] = relationship(back_populates="item", order_by="MinutesObjection.id")
    additions: Mapped[list["MinutesAddition"]] = relationship(back_populates="item", order_by="MinutesAddition.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def path(self) -> str:
        return f"{self.sitting.path}#punkt-{self.position}"

    @property
    def committee(self) -> "Committee":
        return self.sitting.committee

    @property
    def committee_id(self) -> int:
        return self.sitting.committee_id

    def may_show(self, part: PublicPart) -> bool:
        """Whether everybody may ever read so much of it: nothing of what is closed, and no more than was chosen."""
        order = list(PublicPart)
        return self.is_open and order.index(part) <= order.index(self.written.public_part)


class AgendaTemplate(Record):
    """An agenda that a municipality keeps to use again: items without anybody's name."""

    __tablename__ = "agenda_template"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(TEMPLATE_NAME_LENGTH))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # title, kind, minutes, background, is_open
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)


class ItemMinutes(Record):
    """What was said and decided on an item. There from the beginning, and empty until somebody writes."""

    __tablename__ = "item_minutes"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), unique=True)
    account: Mapped[str] = mapped_column(Text, default="")  # never who said what: what was talked about
    account_html: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str] = mapped_column(Text, default="")
    decision_html: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[Result | None] = mapped_column(by_value(Result))
    voices: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list, server_default="[]")  # kind and text
    salt: Mapped[str] = mapped_column(String(64), default="")  # of the seal, once the minutes are approved
    # Not sealed: it is chosen after the minutes are approved, and changes nothing of what they say
    public_part: Mapped[PublicPart] = mapped_column(by_value(PublicPart), default=PublicPart.ACCOUNT)
    version: Mapped[int] = mapped_column(default=1)

    item: Mapped[AgendaItem] = relationship(back_populates="written")

    __mapper_args__ = {"version_id_col": version}

    def seen_with(self) -> list["ItemPresence"]:
        return self.item.presences  # the form about it says who was there too


class Turn(Record):
    """That an item, a break, or the end of the meeting began; in the order in which it really happened."""

    __tablename__ = "sitting_turn"

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    kind: Mapped[TurnKind] = mapped_column(by_value(TurnKind))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    begins_at: Mapped[Moment]

    sitting: Mapped[Sitting] = relationship(back_populates="turns")
    item: Mapped[AgendaItem | None] = relationship()


class ItemPresence(Record):
    """Whether one member was there when one item was taken."""

    __tablename__ = "item_presence"
    __table_args__ = (UniqueConstraint("item_id", "membership_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    state: Mapped[Attending] = mapped_column(by_value(Attending))

    item: Mapped[AgendaItem] = relationship(back_populates="presences")
    membership: Mapped["Membership"] = relationship()


class MinutesObjection(Record):
    """What a member wants corrected in the minutes of an item, and what the secretary answered."""

    __tablename__ = "minutes_objection"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[Moment | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    is_accepted: Mapped[bool | None]
    stood_before: Mapped[str] = mapped_column(Text, default="")  # all that was said of the item, where it was corrected
    version: Mapped[int] = mapped_column(default=1)

    item: Mapped[AgendaItem] = relationship(back_populates="objections")
    author: Mapped["User"] = relationship(foreign_keys=[author_id])
    answered_by: Mapped["User | None"] = relationship(foreign_keys=[answered_by_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """Of the meeting: the item may be closed."""
        return self.item.sitting.title

    @property
    def path(self) -> str:
        """Of the meeting, which everybody may open; those who may, go on to the minutes from there."""
        return self.item.sitting.path


class MinutesReader(Record):
    """That somebody is asked to read a draft of minutes through before it is sent."""

    __tablename__ = "minutes_reader"
    __table_args__ = (UniqueConstraint("sitting_id", "user_id"),)

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    asked_at: Mapped[Moment]
    read_by: Mapped[date]
    reminded_at: Mapped[Moment | None]
    answered_at: Mapped[Moment | None]  # none again when the answer is taken back, or a changed draft is sent anew

    sitting: Mapped[Sitting] = relationship(back_populates="readers")
    user: Mapped["User"] = relationship()
    readings: Mapped[list["MinutesReading"]] = relationship(back_populates="reader", order_by="MinutesReading.id")

    @property
    def title(self) -> str:
        return self.sitting.title

    @property
    def path(self) -> str:
        return self.sitting.path  # which everybody may open; the letter leads to the draft

    @property
    def committee(self) -> "Committee":
        return self.sitting.committee

    @property
    def committee_id(self) -> int:
        return self.sitting.committee_id


class MinutesReading(Record):
    """That a reader has read a draft and wants nothing corrected, and perhaps has taken it back."""

    __tablename__ = "minutes_reading"

    reader_id: Mapped[int] = mapped_column(ForeignKey("minutes_reader.id"), index=True)
    content_hash: Mapped[str] = mapped_column(String(64))  # of what was read: it says whether that still stands there
    withdrawn_at: Mapped[Moment | None]

    reader: Mapped[MinutesReader] = relationship(back_populates="readings")


class MinutesSignature(Record):
    """That somebody has approved the minutes, and perhaps has taken it back."""

    __tablename__ = "minutes_signature"

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    withdrawn_at: Mapped[Moment | None]

    sitting: Mapped[Sitting] = relationship(back_populates="signatures")
    user: Mapped["User"] = relationship()


class MinutesAddition(Record):
    """What is added to approved minutes later, with its day. What stands there stays."""

    __tablename__ = "minutes_addition"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)

    item: Mapped[AgendaItem] = relationship(back_populates="additions")
    author: Mapped["User"] = relationship()
