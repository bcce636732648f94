"""Notes of the evening: from a phone at the table, and from paper, many at once."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from wtforms.validators import ValidationError

from portal.foundation.forms import OnceForm, count, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l, ngettext
from portal.foundation.personal_data import KIND_NAMES, found_in
from portal.trace.words import listed
from portal.workshops.models import NOTE_LENGTH

FROM_PHONE = 500
MOST_LINES = 100


@dataclass(frozen=True)
class KeyedNote:
    """What a table said. The key is that of the form and of the words: sent twice it is one note, and whoever goes back
    and writes other words has written another."""

    body: str
    key: str


@dataclass(frozen=True)
class PaperDraft:
    """What stands on the paper of one table."""

    table_number: int
    notes: tuple[KeyedNote, ...]


def keyed(form_key: str, *words: object) -> str:
    return sha256("\x1f".join([form_key, *map(str, words)]).encode()).hexdigest()


class TableNoteForm(OnceForm):
    """A note from a phone."""

    body = text(_l("One thought in each note"), needed=_l("Write the note"), most=FROM_PHONE, rows=3)

    def validate_body(self, field: Any) -> None:
        """It is read at the table at once, so nobody is asked whether it may stand."""
        found = found_in(field.data or "")
        if found:
            shown = ", ".join(f"{_(KIND_NAMES[one.kind])} ({one.text})" for one in found)
            raise ValidationError(
                _("Everybody at the table can read the note, and it seems to hold %(found)s. Take it out.", found=shown)
            )

    def draft(self) -> KeyedNote:
        return KeyedNote(self.body.data, keyed(self.submission_key.data or "", self.body.data))


class PaperForm(OnceForm):
    """The paper of one table, typed at once."""

    table_number = count(_l("Table"), needed=_l("Write the number of the table"), least=1, most=200)
    lines = text(
        _l("The notes"),
        needed=_l("Write the notes"),
        hint=_l("One line for each note. Write what was said, not who said it."),
        most=MOST_LINES * 200,
        rows=12,
    )

    def validate_lines(self, field: Any) -> None:
        """Each is a note like any other."""
        lines = self._written()
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Type at most %(most)s notes at a time.", most=MOST_LINES))
        long = [number for number, line in enumerate(lines, 1) if len(line) > NOTE_LENGTH]
        if long:
            raise ValidationError(
                ngettext(
                    "Note %(numbers)s is too long: a note has at most %(most)s characters.",
                    "Notes %(numbers)s are too long: a note has at most %(most)s characters.",
                    len(long),
                    numbers=listed(list(map(str, long))),
                    most=f"{NOTE_LENGTH:,}".replace(",", "."),
                )
            )

    def _written(self) -> list[str]:
        return [line.strip() for line in (self.lines.data or "").splitlines() if line.strip()]

    def draft(self) -> PaperDraft:
        """The same line twice on the paper is two notes."""
        before: Counter[str] = Counter()
        notes = []
        for line in self._written():
            notes.append(
                KeyedNote(line, keyed(self.submission_key.data or "", self.table_number.data, before[line], line))
            )
            before[line] += 1
        return PaperDraft(self.table_number.data, tuple(notes))
