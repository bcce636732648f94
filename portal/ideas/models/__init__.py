"""The public's ideas, every step they take, and the answers to them."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value
from portal.ideas.models.lineage import Folded

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee

TITLE_LENGTH = 120
BODY_LENGTH = 2_000
REASON_LENGTH = 600
ANSWER_LENGTH = 2_000
APPEAL_LENGTH = 2_000
THEME_LENGTH = 80
KEY_LENGTH = 64
PLACE_KEY_LENGTH = 60
PLACE_LENGTH = 120
NAME_LENGTH = 120
EMAIL_LENGTH = 254


class IdeaState(StrEnum):
    """Where an idea stands."""

    DRAFT = "draft"
    RECEIVED = "received"
    SCREENING = "screening"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    PUBLISHED = "published"
    REFUSED = "refused"
    APPEALED = "appealed"
    UPHELD = "upheld"  # somebody else agrees that it is not to be published
    OVERTURNED = "overturned"  # somebody else says that it is
    CARRIED_ON = "carried_on"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class RefusalCode(StrEnum):
    """Why an idea is not published. Screening asks eligibility, never merit."""

    OUTSIDE_MANDATE = "outside_mandate"
    NOT_MUNICIPAL = "not_municipal"
    UNLAWFUL = "unlawful"
    PERSONAL_DATA = "personal_data"
    OFFENSIVE = "offensive"
    DUPLICATE = "duplicate"


class ShownAs(StrEnum):
    """The name that the public sees."""

    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"
    A_CITIZEN = "a_citizen"


class IdeaKind(StrEnum):
    """What a contribution is. All kinds go the same way and are owed the same answer."""

    IDEA = "idea"
    CRITIQUE = "critique"
    EXPERIENCE = "experience"
    HELP = "help"  # an offer to take part in the work


class Channel(StrEnum):
    """How a contribution came. All but the web are typed in by the secretariat on somebody's behalf."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"
    MEETING = "meeting"


class AppealVerdict(StrEnum):
    """What a second person decides about a refusal."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


PUBLIC_STATES = frozenset({IdeaState.PUBLISHED, IdeaState.CARRIED_ON, IdeaState.ANSWERED, IdeaState.CLOSED})
# Reasons that were given to the author alone, and stay so when the idea is published after all.
TOLD_IN_PRIVATE = frozenset({IdeaState.REFUSED, IdeaState.UPHELD, IdeaState.OVERTURNED})


class IdeaTheme(Record):
    """A named group of a committee's ideas that are about the same. An idea may stand in several."""

    __tablename__ = "idea_theme"
    __table_args__ = (UniqueConstraint("committee_id", "name"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    name: Mapped[str] = mapped_column(String(THEME_LENGTH))
    summary: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")

    committee: Mapped["Committee"] = relationship()

    @property
    def path(self) -> str:
        return f"{self.committee.path}ideer/temaer/{self.id}"

    @property
    def title(self) -> str:
        return self.name


class InTheme(Record):
    """That an idea stands in a theme."""

    __tablename__ = "idea_in_theme"
    __table_args__ = (UniqueConstraint("idea_id", "theme_id"), Index("ix_idea_in_theme", "theme_id", "idea_id"))

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("idea_theme.id"))


ANSWERED, UNANSWERED = text("first_answered_at is not null"), text("first_answered_at is null")


class Idea(Record):
    """A citizen's suggestion to one committee."""

    __tablename__ = "idea"
    __table_args__ = (
        CheckConstraint("length(trim(title)) > 0", name="title_not_blank"),
        Index("ix_idea_committee", "committee_id", "state", "id"),
        Index("ix_idea_published", "committee_id", "published_at", "id"),  # the newest first, page by page
        # The account of answers counts from these two alone, however many ideas there are
        Index(
            "ix_idea_answered", "first_answered_at", "committee_id", "received_at", "state", "published_at",
            sqlite_where=ANSWERED, postgresql_where=ANSWERED,
        ),
        Index(
            "ix_idea_unanswered", "committee_id", "state", "hidden_at", "answer_due_on", "published_at",
            sqlite_where=UNANSWERED, postgresql_where=UNANSWERED,
        ),
    )  # fmt: skip

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[IdeaKind] = mapped_column(
        by_value(IdeaKind), default=IdeaKind.IDEA, server_default=IdeaKind.IDEA.value
    )
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    body: Mapped[str] = mapped_column(Text)  # all of the text
    body_html: Mapped[str] = mapped_column(Text)
    problem: Mapped[str] = mapped_column(Text, default="", server_default="")  # the part of it that tells the problem
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH), default="", server_default="")
    question_number: Mapped[int | None]  # which question of the mandate it is about
    shown_as: Mapped[ShownAs] = mapped_column(by_value(ShownAs), default=ShownAs.FULL_NAME)
    state: Mapped[IdeaState] = mapped_column(by_value(IdeaState), default=IdeaState.RECEIVED)
    folded: Mapped[Folded | None] = mapped_column(by_value(Folded))  # worked on under another address
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    received_at: Mapped[Moment | None]  # from here the clock runs
    published_at: Mapped[Moment | None]  # stays set when withdrawn later: it was public
    first_answered_at: Mapped[Moment | None]  # here it stops
    promised_days: Mapped[int | None]  # so many until then, counted from reception or from when it got more time
    answer_due_on: Mapped[date | None]
    days_to_answer: Mapped[int | None]  # from reception to the first answer, by the calendar
    was_late: Mapped[bool | None]  # whether that was more than was promised
    refusal_code: Mapped[RefusalCode | None] = mapped_column(by_value(RefusalCode))
    support_count: Mapped[int] = mapped_column(default=0)  # of the text as it is now
    former_support_count: Mapped[int] = mapped_column(default=0, server_default="0")  # of an earlier one only
    text_version: Mapped[int] = mapped_column(default=1, server_default="1")  # raised when a public text is corrected
    came_by: Mapped[Channel] = mapped_column(by_value(Channel), default=Channel.WEB, server_default=Channel.WEB.value)
    spoken_for: Mapped[str] = mapped_column(String(NAME_LENGTH), default="", server_default="")  # whose it is, typed in
    consent: Mapped[str] = mapped_column(String(REASON_LENGTH), default="", server_default="")  # how it was given
    hidden_at: Mapped[Moment | None]  # by a moderator
    hidden_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))  # stands instead of the text
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped["Committee"] = relationship()
    author: Mapped["User"] = relationship()
    themes: Mapped[list[IdeaTheme]] = relationship(secondary="idea_in_theme", order_by="IdeaTheme.id")
    appeals: Mapped[list["IdeaAppeal"]] = relationship(back_populates="idea", order_by="IdeaAppeal.id")
    steps: Mapped[list["IdeaStep"]] = relationship(back_populates="idea", order_by="IdeaStep.id")
    answers: Mapped[list["IdeaAnswer"]] = relationship(back_populates="idea", order_by="IdeaAnswer.id.desc()")
    corrections: Mapped[list["IdeaCorrection"]] = relationship(back_populates="idea", order_by="IdeaCorrection.id")

    __mapper_args__ = {"version_id_col": version}
    not_seen = Record.not_seen | {"state", "support_count", "former_support_count"}

    def seen_with(self) -> Sequence[Record]:
        """Its answers, and where it has come; that somebody has begun to read it is no change."""
        return [*self.answers, *(step for step in self.steps if step.state is not IdeaState.SCREENING)]

    @property
    def path(self) -> str:
        return f"/ideer/{self.id}"

    @property
    def better(self) -> str:
        """The part of the text that tells what could make it better."""
        return self.body.removeprefix(self.problem).strip() if self.problem else ""

    @property
    def is_typed_in(self) -> bool:
        """Whether the secretariat wrote it down for somebody else."""
        return self.came_by is not Channel.WEB

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_public(self) -> bool:
        """Published ones, and those that were published before the author withdrew them."""
        return self.state in PUBLIC_STATES or (self.state is IdeaState.WITHDRAWN and self.published_at is not None)


class IdeaStep(Record):
    """One step of an idea's way, with the reason that was given."""

    __tablename__ = "idea_step"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"), index=True)
    state: Mapped[IdeaState] = mapped_column(by_value(IdeaState))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    idea: Mapped[Idea] = relationship(back_populates="steps")

    @property
    def is_told_in_private(self) -> bool:
        """Whether the reason was given to the author alone."""
        return self.state in TOLD_IN_PRIVATE


class IdeaAnswer(Record):
    """An answer from the committee, signed by a named role. Several may follow one another."""

    __tablename__ = "idea_answer"
    __table_args__ = (UniqueConstraint("idea_id", "submission_key"),)

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    signed_as: Mapped[str] = mapped_column(String(120))  # "Birthe Klintager, formand"
    verdict: Mapped[IdeaState] = mapped_column(by_value(IdeaState))  # answered or carried on
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    override: Mapped[str] = mapped_column(String(REASON_LENGTH), default="", server_default="")  # why data may stay
    given_to: Mapped[int] = mapped_column(default=1, server_default="1")  # so many ideas got it at once
    submission_key: Mapped[str | None] = mapped_column(String(KEY_LENGTH), index=True)  # of the form that gave it
    carried_into: Mapped[str | None] = mapped_column(String(PLACE_KEY_LENGTH))  # "" nowhere yet; None: was not asked

    theme_id: Mapped[int | None] = mapped_column(ForeignKey("idea_theme.id"), index=True)  # answered as a whole with it

    idea: Mapped[Idea] = relationship(back_populates="answers")
    author: Mapped["User"] = relationship()
    corrections: Mapped[list["IdeaAnswerCorrection"]] = relationship(
        back_populates="answer", order_by="IdeaAnswerCorrection.number"
    )

    def seen_with(self) -> Sequence[Record]:
        return self.corrections

    @property
    def path(self) -> str:
        return f"/ideer/{self.idea_id}#svar-{self.id}"


class IdeaAnswerCorrection(Record):
    """A dated addition to an answer that was wrong. The answer stays as it was given."""

    __tablename__ = "idea_answer_correction"
    __table_args__ = (UniqueConstraint("answer_id", "number"),)

    answer_id: Mapped[int] = mapped_column(ForeignKey("idea_answer.id"))
    number: Mapped[int]  # 1, 2, … of this answer
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    answer: Mapped[IdeaAnswer] = relationship(back_populates="corrections")
    author: Mapped["User"] = relationship()


class IdeaSupport(Record):
    """One person's support of one idea. Who supports is not public; how many is."""

    __tablename__ = "idea_support"
    __table_args__ = (UniqueConstraint("idea_id", "user_id"),)

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    text_version: Mapped[int] = mapped_column(default=1, server_default="1")  # what was supported


class IdeaCorrection(Record):
    """A public text was changed: what changed, in words for everybody, and the text as it was."""

    __tablename__ = "idea_correction"
    __table_args__ = (UniqueConstraint("idea_id", "text_version"),)

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"))
    text_version: Mapped[int]  # the one that came of it
    note: Mapped[str] = mapped_column(String(REASON_LENGTH))
    is_small: Mapped[bool]  # support is carried over; else it is asked for again
    earlier_title: Mapped[str | None] = mapped_column(String(TITLE_LENGTH))  # None: nobody should read it any more
    earlier_html: Mapped[str | None] = mapped_column(Text)
    earlier_place: Mapped[str] = mapped_column(String(PLACE_LENGTH), default="", server_default="")
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    override: Mapped[str] = mapped_column(String(REASON_LENGTH), default="", server_default="")  # why data may stay

    idea: Mapped[Idea] = relationship(back_populates="corrections")


class IdeaAppeal(Record):
    """An author asks that somebody else looks at a refusal; and what that person decided. One for each refusal."""

    __tablename__ = "idea_appeal"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    refusal_code: Mapped[RefusalCode | None] = mapped_column(by_value(RefusalCode))
    refused_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who therefore does not decide
    verdict: Mapped[AppealVerdict | None] = mapped_column(by_value(AppealVerdict))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[Moment | None]  # also when the idea was withdrawn, and there is no verdict
    days: Mapped[int | None]  # from the appeal to the decision, by the calendar

    idea: Mapped[Idea] = relationship(back_populates="appeals")

    @property
    def path(self) -> str:
        return f"/ideer/{self.idea_id}/klagesag"

    @property
    def title(self) -> str:
        return self.idea.title


class GuestIdea(Record):
    """What somebody without an account has sent, and not yet confirmed by mail. Gone after a week.

    Once it is confirmed it is an idea like any other, and only the number of that idea is left here.
    """

    __tablename__ = "guest_idea"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))
    kind: Mapped[IdeaKind] = mapped_column(by_value(IdeaKind), default=IdeaKind.IDEA)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    body: Mapped[str] = mapped_column(Text)
    problem: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH), default="")
    question_number: Mapped[int | None]
    shown_as: Mapped[ShownAs] = mapped_column(by_value(ShownAs))
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id"))

    committee: Mapped["Committee"] = relationship()
    idea: Mapped[Idea | None] = relationship()
