"""Dots on notes: opened for the phones at the tables, put and taken back there, counted, and typed from paper.

A dot lies on a note of the table whose code the phone has opened: the page of a table says that nobody else reads its
notes before the outcome is published. A note has at most one dot from each phone, so a press that comes twice is one.
"""

from collections.abc import Mapping

from sqlalchemy import delete, func, select, update

from portal.accounts.models import User, Visitor
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.seen import ensure_as_seen
from portal.workshops.deeds import CLOSE_DOTS, OPEN_DOTS, PUT_DOT, TYPE_DOTS
from portal.workshops.forms.dots import DotDraft
from portal.workshops.models import NoteDot, Workshop, WorkshopNote, WorkshopTable
from portal.workshops.queries import notes_of
from portal.workshops.queries.dots import dots_of, is_at

Writer = User | Visitor


def open_dots(actor: User, workshop: Workshop, each: int) -> None:
    """Whoever holds the meeting lets each phone at the tables put so many dots, or says another number as long as
    nobody has put any. Pressed twice it is opened once."""
    with transaction():
        OPEN_DOTS.require_leave(actor, workshop)
        hold(workshop, compares=False)
        if workshop.takes_dots and workshop.dots_each == each:
            return
        OPEN_DOTS.ensure(workshop)
        workshop.dots_each, workshop.dots_opened_at = each, workshop.dots_opened_at or clock.now()
        record(EventType.WORKSHOP_DOTS_OPENED, workshop, actor=actor, dots=each)


def put_dot(actor: Writer, table: WorkshopTable, draft: DotDraft) -> None:
    """A phone puts one of its dots on a note of the table. Sent twice it is one dot.

    Raises `Refused` when dots are not open, the note is not there to be read, or the phone has put all that it has.
    """
    with transaction():
        workshop = table.workshop
        PUT_DOT.require_leave(actor, workshop)
        hold(workshop, compares=False)  # so that none comes after they were counted, and no phone puts one too many
        PUT_DOT.ensure(workshop)
        if not is_at(table, draft.note_id):
            raise Refused(_("The note is not here any more."))
        mine = dots_of(workshop, draft.phone)
        if draft.note_id in mine:
            return
        if len(mine) >= (workshop.dots_each or 0):
            raise Refused(_("You have put all your dots. Take one back, and you can put it elsewhere."))
        db.session.add(NoteDot(note_id=draft.note_id, phone=draft.phone))
        record(EventType.WORKSHOP_DOTTED, workshop, actor=None, table=table.number)


def take_dot(actor: Writer, table: WorkshopTable, draft: DotDraft) -> None:
    """A phone takes a dot back, as long as they are open. Twice is once."""
    with transaction():
        workshop = table.workshop
        PUT_DOT.require_leave(actor, workshop)
        hold(workshop, compares=False)
        PUT_DOT.ensure(workshop)
        if draft.note_id not in dots_of(workshop, draft.phone):
            return
        db.session.execute(delete(NoteDot).where(NoteDot.note_id == draft.note_id, NoteDot.phone == draft.phone))
        record(EventType.WORKSHOP_DOTTED, workshop, actor=None, table=table.number)


def close_dots(actor: User, workshop: Workshop) -> int:
    """Whoever holds the meeting closes the dots: they are counted, and no phone changes them any more. How many."""
    with transaction():
        CLOSE_DOTS.require_leave(actor, workshop)
        hold(workshop, compares=False)
        CLOSE_DOTS.ensure(workshop)
        counted = count_dots(workshop)
        record(EventType.WORKSHOP_DOTS_CLOSED, workshop, actor=actor, dots=counted)
    return counted


def count_dots(workshop: Workshop) -> int:
    """Write on each note how many lie on it, and forget which phone has put which."""
    of_this = select(WorkshopNote.id).where(WorkshopNote.workshop_id == workshop.id)
    on_it = select(func.count()).where(NoteDot.note_id == WorkshopNote.id).scalar_subquery()
    with_dots = WorkshopNote.workshop_id == workshop.id, WorkshopNote.id.in_(select(NoteDot.note_id))
    db.session.execute(update(WorkshopNote).where(*with_dots).values(dots=on_it))
    gone = db.session.execute(delete(NoteDot).where(NoteDot.note_id.in_(of_this)))
    workshop.dots_closed_at = clock.now()
    return int(gone.rowcount)  # type: ignore[attr-defined]


def type_dots(actor: User, workshop: Workshop, dots: Mapping[int, int]) -> None:
    """Whoever holds the meeting writes down how many dots stick on the paper, by the ids of the notes. The same twice
    is said once; a note that was hidden meanwhile is passed over."""
    with transaction():
        TYPE_DOTS.require_leave(actor, workshop)
        hold(workshop, compares=False)
        TYPE_DOTS.ensure(workshop)
        changed = [note for note in notes_of(workshop) if dots.get(note.id, note.paper_dots) != note.paper_dots]
        for note in changed:
            ensure_as_seen(note)
            note.paper_dots = dots[note.id]
        if changed:
            record(EventType.WORKSHOP_DOTS_TYPED, workshop, actor=actor, notes=len(changed))
