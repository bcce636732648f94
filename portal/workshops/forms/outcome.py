"""Sorting notes, and writing paragraphs: what browsers send, turned into drafts that the actions can trust."""

from collections.abc import Sequence
from dataclasses import dataclass

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.foundation.dates import quoted
from portal.foundation.forms import PortalForm, choice, line, text, ticks
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.meetings.models import TITLE_LENGTH
from portal.workshops.models import PARAGRAPH_LENGTH, OutcomeParagraph, WorkshopNote

NOWHERE = "none"


@dataclass(frozen=True)
class ParagraphDraft:
    """A heading and what is said under it."""

    title: str
    text: str


class HeadingForm(PortalForm):
    """A heading more."""

    title = line(
        _l("New heading"),
        needed=_l("Write the heading"),
        hint=_l("What is it that several notes say? For example: More light on the paths."),
        most=TITLE_LENGTH,
    )


class MoveNotesForm(PortalForm):
    """Notes that are ticked, and the heading they go under."""

    notes = ticks(_l("Notes"), "")
    to = choice(_l("Move the ticked notes to"), [], needed=_l("Choose the heading that the notes go under"))

    def offer(self, notes: Sequence[WorkshopNote], paragraphs: Sequence[OutcomeParagraph]) -> None:
        """What stands there. A note that has been deleted meanwhile is passed over."""
        self.notes.validate_choice = False
        self.notes.choices = [SelectChoice(value=note.id, label=str(note.id)) for note in notes]
        self.to.choices = [
            SelectChoice(value="", label=_("Choose a heading")),
            *(SelectChoice(value=str(one.id), label=quoted(one.title)) for one in paragraphs),
            SelectChoice(value=NOWHERE, label=_("No heading")),
        ]

    def validate(self, *positional: object, **named: object) -> bool:
        """Also that something is ticked."""
        is_valid = bool(super().validate(*positional, **named))
        if not self.notes.data:
            self.notes.errors = [_("Tick the notes that are to be moved")]
            return False
        return is_valid

    @property
    def paragraph_id(self) -> int | None:
        return None if self.to.data == NOWHERE else int(self.to.data)


class ParagraphForm(PortalForm):
    """A heading, and the paragraph that stands under it."""

    title = line(_l("Heading"), needed=_l("Write the heading"), most=TITLE_LENGTH)
    text = text(
        _l("The paragraph"),
        hint=_l(
            "What did the tables say about this, and where did they not agree? Everybody can read it when the outcome"
            " is published."
        ),
        most=PARAGRAPH_LENGTH,
        rows=10,
        shaped=True,
    )

    def draft(self) -> ParagraphDraft:
        return ParagraphDraft(self.title.data, self.text.data or "")
