"""Notes from the tables."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.foundation.text import render_markdown
from portal.workshops.deeds import NOTE, ensure_can_be_corrected, ensure_not_moderated, ensure_table
from portal.workshops.forms import NoteDraft
from portal.workshops.models import Workshop, WorkshopNote
from portal.workshops.moderating import give_back_dots
from portal.workshops.queries import same_note


def write_note(actor: User, workshop: Workshop, draft: NoteDraft) -> WorkshopNote:
    """Whoever takes notes writes down what a table says. The same words twice are one note.

    Raises `Refused` before the day of the meeting, and when the outcome has been published.
    """
    with transaction():
        NOTE.require_leave(actor, workshop)
        NOTE.ensure(workshop)
        note = same_note(workshop, actor.id, draft.table_number, draft.body)
        if note is None:
            ensure_table(workshop, draft.table_number)
            note = WorkshopNote(workshop_id=workshop.id, author_id=actor.id, created_at=clock.now())
            _write(note, draft)
            db.session.add(note)
            record(EventType.WORKSHOP_NOTED, workshop, actor=actor, table=draft.table_number)
    return note


def correct_note(actor: User, workshop: Workshop, note: WorkshopNote, draft: NoteDraft) -> None:
    """Whoever takes notes corrects one, as long as nobody has put dots on it or read it in the draft. While dots are
    open it can be moved to another table, where the phones that had put theirs on it do not see it: they get them back.
    """
    with transaction():
        NOTE.require_leave(actor, workshop)
        hold(workshop, compares=False)  # so that no dots are opened meanwhile
        hold(note)
        NOTE.ensure(workshop)
        ensure_not_moderated(note)
        ensure_can_be_corrected(workshop, reworded=draft.body != note.body)
        if draft.table_number != note.table_number:
            ensure_table(workshop, draft.table_number)
            give_back_dots(note)
        _write(note, draft)
        record(EventType.WORKSHOP_NOTED, workshop, actor=actor, table=draft.table_number, corrected=note.id)


def _write(note: WorkshopNote, draft: NoteDraft) -> None:
    note.table_number, note.body, note.body_html = draft.table_number, draft.body, render_markdown(draft.body)
