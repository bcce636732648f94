"""What the secretariat writes for others: what came on paper or by telephone, and corrections of public texts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from portal.foundation import clock
from portal.foundation.dates import day as in_words
from portal.foundation.forms import PortalForm, day, line, name_of_person, radio, text
from portal.foundation.i18n import gettext, lazy_gettext as _l
from portal.ideas.forms.writing import IdeaForm
from portal.ideas.models import (
    BODY_LENGTH,
    NAME_LENGTH,
    PLACE_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    Channel,
    Idea,
    ShownAs,
)
from portal.ideas.words import CHANNEL_LABELS
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_how_long
from portal.screening.forms import why_it_may_stand

MOST_DAYS_AGO = 90


@dataclass(frozen=True)
class Source:
    """Whom something was typed in for, how and when it came, and how they agreed to it."""

    came_by: Channel
    came_on: date
    spoken_for: str
    consent: str


@dataclass(frozen=True)
class Correction:
    """A public text as it should read, and what everybody is told about the change."""

    title: str
    body: str
    note: str
    asks_again: bool = False
    hides_earlier: bool = False
    override: str = ""
    place: str | None = None  # None: it stays as it is


@dataclass(frozen=True)
class AnswerCorrected:
    """What is right where an answer was wrong; under this answer, or under all that were given with it."""

    text: str
    is_for_all: bool = False


class TypedInForm(IdeaForm):
    """A contribution that came on paper, by telephone or at a meeting."""

    came_by = radio(
        _l("How did it come?"),
        [(channel.value, _l(label)) for channel, label in CHANNEL_LABELS.items()],
        needed=_l("Choose how it came"),
    )
    came_on = day(
        _l("Which day did it come?"),
        needed=_l("Choose the day it came"),
        hint=_l("The days in which we owe an answer are counted from here."),
    )
    spoken_for = name_of_person(
        _l("Name of whoever it comes from"),
        hint=_l(
            "Leave it empty if they do not wish to give it. The secretariat and whoever decides an appeal see it,"
            " others only as you choose below. It stays with the idea. %(how_long)s",
            how_long=lazy_how_long(Kind.IDEA_UNPUBLISHED),
        ),
        most=NAME_LENGTH,
    )
    consent = text(
        _l("How have they agreed to it?"),
        needed=_l("Write how they have agreed to it"),
        hint=_l(
            "What they were told about who can read the text, and how they said yes. Only the secretariat can read"
            " this. It stays with the idea. %(how_long)s",
            how_long=lazy_how_long(Kind.IDEA_UNPUBLISHED),
        ),
        most=REASON_LENGTH,
        rows=3,
    )

    def __init__(self, *, last_day: date | None = None, **options: Any) -> None:
        """`last_day`: of taking ideas; what came after it came too late."""
        super().__init__(**options)
        self.last_day = last_day
        self.shown_as.description = ""

    def validate_came_on(self, field: Field) -> None:
        if field.data and not clock.today() - timedelta(days=MOST_DAYS_AGO) <= field.data <= clock.today():
            raise ValidationError(gettext("Choose a day within the last %(days)s days", days=MOST_DAYS_AGO))
        if field.data and self.last_day is not None and field.data > self.last_day:
            told = gettext("Choose the day it came. The last day for ideas was %(day)s", day=in_words(self.last_day))
            raise ValidationError(told)

    def validate_shown_as(self, field: Field) -> None:
        if not self.spoken_for.data and field.data != ShownAs.A_CITIZEN:
            raise ValidationError(gettext("Write the name that is to be shown, or choose “A citizen”"))

    def source(self) -> Source:
        return Source(Channel(self.came_by.data), self.came_on.data, self.spoken_for.data or "", self.consent.data)


class AnswerCorrectionForm(PortalForm):
    """A dated addition to an answer that was wrong."""

    text = text(
        _l("The correction"),
        needed=_l("Write the correction"),
        hint=_l("Say what was wrong and what is right. It stands with today’s date under the answer."),
        most=BODY_LENGTH,
    )
    is_for_all = BooleanField(_l("Put it under the other ideas that got the same answer too"), default=True)

    def draft(self) -> AnswerCorrected:
        """What was sent; only after `validate`."""
        return AnswerCorrected(self.text.data, self.is_for_all.data)


class CorrectionForm(PortalForm):
    """A correction of a public text."""

    title = line(_l("Title"), needed=_l("Write a title"), most=TITLE_LENGTH)
    body = text(_l("Text"), needed=_l("Write the text"), most=BODY_LENGTH, rows=10, shaped=True)
    place = line(
        _l("Which place is it about?"),
        hint=_l("A road, a quarter or a village, never somebody’s address."),
        most=PLACE_LENGTH,
    )
    note = text(
        _l("What have you changed, and why?"),
        needed=_l("Write what you have changed, and why"),
        hint=_l("Everybody can read it beside the text. It stays there."),
        most=REASON_LENGTH,
        rows=3,
    )
    asks_again = BooleanField(
        _l("The meaning is changed, so ask the supporters again"),
        description=_l(
            "We ask them by ourselves when the title, the place or more than a tenth of the text is changed."
        ),
    )
    hides_earlier = BooleanField(
        _l("Nobody should read the earlier text any more"),
        description=_l("Use it when the correction takes out personal data. The earlier text is deleted."),
    )
    override = why_it_may_stand(
        _l("Only for a text that may hold personal data. Everybody can read the reason beside the correction.")
    )

    @classmethod
    def of(cls, idea: Idea) -> "CorrectionForm":
        """Filled with the text as it reads now."""
        return cls(data={"title": idea.title, "body": idea.body, "place": idea.place})

    def correction(self) -> Correction:
        return Correction(
            self.title.data,
            self.body.data,
            self.note.data,
            self.asks_again.data,
            self.hides_earlier.data,
            self.override.data or "",
            self.place.data or "",
        )
