"""Notes of the evening: from phones at the tables, typed from paper, and hidden where they should not be read."""

from collections.abc import Iterable

from portal.accounts.models import User, Visitor
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import once
from portal.foundation.text import render_markdown
from portal.workshops.deeds import HIDE_NOTE, NOTE, NOTE_AT_TABLE, RENEW_TABLE, ensure_not_moderated, ensure_table
from portal.workshops.forms.at_table import KeyedNote, PaperDraft
from portal.workshops.models import Workshop, WorkshopNote, WorkshopTable
from portal.workshops.moderating import give_back_dots
from portal.workshops.queries.at_table import MOST_NOTES, keys_known, notes_at

Writer = User | Visitor


@once
def note_at_table(actor: Writer, table: WorkshopTable, draft: KeyedNote) -> None:
    """Somebody at the table writes a note on a phone; nobody's name stands on it. Sent twice it is one note.

    Raises `Refused` before the day of the meeting, once the outcome is published, and when the table is full of notes.
    """
    with transaction():
        workshop = table.workshop
        NOTE_AT_TABLE.require_leave(actor, workshop)
        if keys_known([draft.key]):
            return
        NOTE_AT_TABLE.ensure(workshop)
        if notes_at(table, most=0).count >= MOST_NOTES:
            raise Refused(
                _("Table %(number)s has %(most)s notes, and takes no more. Tell those who hold the meeting.",
                  number=table.number, most=MOST_NOTES)
            )  # fmt: skip
        _add(workshop, table.number, [draft])
        record(EventType.WORKSHOP_NOTED, workshop, actor=None, table=table.number)


@once
def type_in_notes(actor: User, workshop: Workshop, draft: PaperDraft) -> int:
    """Whoever takes notes types what stands on a table's paper, a line for each note; gives how many are new. Sent
    twice they are there once."""
    with transaction():
        NOTE.require_leave(actor, workshop)
        known = keys_known([note.key for note in draft.notes])
        new = [note for note in draft.notes if note.key not in known]
        if new:
            NOTE.ensure(workshop)
            ensure_table(workshop, draft.table_number)
            _add(workshop, draft.table_number, new, author_id=actor.id)
            record(EventType.WORKSHOP_NOTED, workshop, actor=actor, table=draft.table_number, notes=len(new))
    return len(new)


def hide_note(actor: User, workshop: Workshop, note: WorkshopNote) -> None:
    """Those who hold the meeting take a note out of everybody's sight; they read it, and can show it again."""
    with transaction():
        HIDE_NOTE.require_leave(actor, workshop)
        hold(note, compares=False)
        if note.hidden_at is None:
            note.hidden_at = clock.now()
            give_back_dots(note)
            record(EventType.WORKSHOP_NOTE_HIDDEN, workshop, actor=actor, table=note.table_number, note=note.id)


def show_note(actor: User, workshop: Workshop, note: WorkshopNote) -> None:
    """A note that was hidden is read again by whoever could read it before.

    Raises `Refused` when a moderator has hidden it.
    """
    with transaction():
        HIDE_NOTE.require_leave(actor, workshop)
        hold(note, compares=False)
        ensure_not_moderated(note)
        if note.hidden_at is not None:
            note.hidden_at = None
            record(EventType.WORKSHOP_NOTE_SHOWN, workshop, actor=actor, table=note.table_number, note=note.id)


def renew_table(actor: User, table: WorkshopTable, *, seen: int) -> None:
    """Whoever plans gives a table another address; what is printed with a former one opens nothing any more. `seen` is
    how often that had been done when they asked: a second click renews nothing more."""
    with transaction():
        RENEW_TABLE.require_leave(actor, table.workshop)
        hold(table, compares=False)
        RENEW_TABLE.ensure(table.workshop)
        if table.renewals == seen:
            table.renewals += 1
            record(EventType.WORKSHOP_TABLE_RENEWED, table.workshop, actor=actor, table=table.number)


def _add(workshop: Workshop, table_number: int, notes: Iterable[KeyedNote], author_id: int | None = None) -> None:
    now = clock.now()
    db.session.add_all(
        WorkshopNote(
            workshop_id=workshop.id, table_number=table_number, body=note.body, body_html=render_markdown(note.body),
            author_id=author_id, submission_key=note.key, created_at=now,
        )
        for note in notes
    )  # fmt: skip
