"""Dots on notes: what a phone, and those who hold the meeting, send about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.foundation.forms import PortalForm, count
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.workshops.models import WorkshopNote

MOST_EACH = 10
USUAL = 3


@dataclass(frozen=True)
class DotDraft:
    """A note, and the phone that puts a dot on it or takes it back."""

    note_id: int
    phone: str


class OpenDotsForm(PortalForm):
    """How many dots each phone has."""

    each = count(
        _l("How many dots each phone has"),
        needed=_l("Write how many dots each phone has"),
        hint=_l("People put them on the notes of their own table, at most one on each note."),
        least=1,
        most=MOST_EACH,
    )


class PaperDotsForm(PortalForm):
    """How many dots stick on the paper of each note. Made by `paper_dots_form`, with a number for each."""

    notes: Sequence[WorkshopNote] = ()

    def draft(self) -> Mapping[int, int]:
        return {note.id: self[name_of(note)].data or 0 for note in self.notes}

    def field_of(self, note: WorkshopNote) -> Any:
        return self[name_of(note)]


def name_of(note: WorkshopNote) -> str:
    return f"note_{note.id}"


def paper_dots_form(notes: Sequence[WorkshopNote]) -> type[PaperDotsForm]:
    """The form about these notes."""
    labels = {name_of(note): _("Dots on paper (note %(number)s)", number=at) for at, note in enumerate(notes, 1)}
    fields = {name: count(label, most=500) for name, label in labels.items()}
    return type("PaperDotsForm", (PaperDotsForm,), fields | {"notes": notes})


def paper_dots_of(notes: Sequence[WorkshopNote]) -> Mapping[str, int | None]:
    """What stands there already, by the names of the numbers."""
    return {name_of(note): note.paper_dots or None for note in notes}
