"""What authors send about their own ideas, in the steps in which they are asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from portal.committees.models import MandateQuestion
from portal.foundation.dates import quoted
from portal.foundation.forms import OnceForm, PortalForm, choice, line, mail_address, name_of_person, radio, text
from portal.foundation.i18n import gettext, lazy_gettext as _l
from portal.ideas.models import (
    BODY_LENGTH,
    NAME_LENGTH,
    PLACE_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    Idea,
    IdeaKind,
    ShownAs,
)
from portal.ideas.words import KIND_LABELS, SHOWN_AS_LABELS
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_how_long, lazy_time_kept

BETWEEN_PARTS = "\n\n"


@dataclass(frozen=True)
class IdeaDraft:
    """An idea as its author wants it. `body` is all of the text, `problem` the part of it that tells the problem.

    `submission_key` is the same for two clicks on one form.
    """

    title: str
    body: str
    shown_as: ShownAs = ShownAs.FULL_NAME
    submission_key: str | None = None
    problem: str = ""
    kind: IdeaKind = IdeaKind.IDEA
    place: str = ""
    question_number: int | None = None


@dataclass(frozen=True)
class Sender:
    """Whoever sends something without an account."""

    name: str
    email: str


class IdeaForm(OnceForm):
    """A contribution. `questions` are those of the mandate that it may be about."""

    kind = radio(
        _l("What do you want to send?"),
        [(kind.value, _l(label)) for kind, label in KIND_LABELS.items()],
        needed=_l("Choose what you want to send"),
        default=IdeaKind.IDEA.value,
        hint=_l("All four get an answer."),
    )
    title = line(_l("Title"), needed=_l("Write a title"), most=TITLE_LENGTH)
    problem = text(
        _l("What is the problem?"),
        needed=_l("Write what the problem is"),
        hint=_l(
            "If you send an experience or an offer of help, tell about it here. Do not write about other people’s"
            " private affairs."
        ),
        most=BODY_LENGTH,
        rows=8,
        shaped=True,
    )
    better = text(_l("What could make it better?"), most=BODY_LENGTH, rows=8, shaped=True)
    place = line(
        _l("Which place is it about?"),
        hint=_l("A road, a quarter or a village; not your own address."),
        most=PLACE_LENGTH,
    )
    question = choice(
        _l("Which question does it help to answer?"),
        hint=_l("The questions are those that %(the_council)s has asked %(the_committee)s."),
    )
    shown_as = radio(
        _l("Which name is shown?"),
        [(kind.value, _l(label)) for kind, label in SHOWN_AS_LABELS.items()],
        needed=_l("Choose which name is shown"),
        default=ShownAs.FULL_NAME.value,
        hint=_l("The secretary can always see who sent it; your e-mail address is never shown."),
    )

    def __init__(self, *, questions: Sequence[MandateQuestion] = (), **options: Any) -> None:
        super().__init__(**options)
        offered = [(str(question.number), quoted(question.numbered)) for question in questions]
        self.question.choices = [("", gettext("I do not know, or none of them")), *offered]

    @property
    def body(self) -> str:
        """All of the text."""
        return BETWEEN_PARTS.join(part for part in (self.problem.data, self.better.data) if part)

    def validate_better(self, field: Field) -> None:
        if len(self.body) > BODY_LENGTH >= max(len(self.problem.data or ""), len(field.data or "")):
            most = f"{BODY_LENGTH:,}".replace(",", ".")
            raise ValidationError(gettext("Write at most %(most)s characters in the two texts together", most=most))

    def keeps(self, names: Collection[str]) -> bool:
        """Whether these fields are in order, and those that nobody sees; what is wrong with others is not told yet."""
        self.validate()
        for field in self:
            if field.name not in names and not isinstance(field, HiddenField):
                field.errors = ()
        return not self.errors

    def leave_to(self, idea: Idea, asked: Collection[str]) -> None:
        """Let what has not been asked yet stay as it is: a page that somebody went back to does not know it."""
        for name, value in told_of(idea).items():
            if name not in asked:
                self[name].data = value

    def draft(self) -> IdeaDraft:
        return IdeaDraft(
            title=self.title.data,
            body=self.body,
            shown_as=ShownAs(self.shown_as.data or ShownAs.FULL_NAME),
            submission_key=self.submission_key.data or None,
            problem=self.problem.data,
            kind=IdeaKind(self.kind.data),
            place=self.place.data or "",
            question_number=int(self.question.data) if self.question.data else None,
        )


class EditIdeaForm(IdeaForm):
    """The same, of an idea that there is."""

    @classmethod
    def of(cls, idea: Idea, **options: Any) -> "EditIdeaForm":
        """Filled with the idea on a first visit, with what was typed afterwards."""
        form = cls(**options)
        if form.is_submitted():
            return form
        return cls(data=told_of(idea), **options)


class WithSender(PortalForm):
    """Who sends it, for those who have no account."""

    name = name_of_person(
        _l("Your name"),
        needed=_l("Write your name"),
        hint=_l(
            "The secretary sees it. You choose below whether others do. %(how_long)s",
            how_long=lazy_how_long(Kind.ACCOUNT),
        ),
        most=NAME_LENGTH,
        autocomplete="name",
    )
    email = mail_address(
        needed=_l("Write your e-mail address"),
        hint=_l(
            "We send you a link there, and later the answer. Only the administrators can see it. If you do not use the"
            " link within %(time)s, we delete everything that you wrote. If you do: %(how_long)s",
            time=lazy_time_kept(Kind.IDEA_BY_GUEST),
            how_long=lazy_how_long(Kind.ACCOUNT),
        ),
    )


class GuestIdeaForm(WithSender, IdeaForm):
    """A contribution from somebody without an account."""

    def sender(self) -> Sender:
        return Sender(self.name.data, self.email.data)


class WithdrawForm(PortalForm):
    """The author takes an idea back."""

    reason = text(
        _l("Why do you withdraw the idea?"),
        hint=_l("If the idea has been published, everybody can read the reason."),
        most=REASON_LENGTH,
        rows=3,
    )


def draft_of(idea: Idea) -> IdeaDraft:
    """What the idea says now, as its author would send it."""
    return IdeaDraft(
        title=idea.title,
        body=idea.body,
        shown_as=idea.shown_as,
        problem=idea.problem,
        kind=idea.kind,
        place=idea.place,
        question_number=idea.question_number,
    )


def told_of(idea: Idea) -> dict[str, Any]:
    """An idea as the fields of a form; a text that was never in two parts is all in the first."""
    return {
        "kind": idea.kind.value,
        "title": idea.title,
        "problem": idea.problem or idea.body,
        "better": idea.better,
        "place": idea.place,
        "question": str(idea.question_number or ""),
        "shown_as": idea.shown_as.value,
    }
