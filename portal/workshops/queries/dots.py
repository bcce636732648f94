"""Reading dots on notes: those of one phone while they are open, and the notes that got most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from portal.foundation.db import db
from portal.workshops.models import NoteDot, Workshop, WorkshopNote, WorkshopTable
from portal.workshops.queries import HAS_PLACE

SHOWN_IN_THE_ROOM = 6  # in a type that is read from the last row


@dataclass(frozen=True)
class OwnDots:
    """The notes on which a phone has put one, and how many it has left."""

    on: frozenset[int]
    left: int


def own_dots(workshop: Workshop, phone: str) -> OwnDots | None:
    """None while dots are not open."""
    if not workshop.takes_dots:
        return None
    on = dots_of(workshop, phone)
    return OwnDots(on, max(0, (workshop.dots_each or 0) - len(on)))


def dots_of(workshop: Workshop, phone: str) -> frozenset[int]:
    """The ids of the notes on which this phone has put a dot, also at other tables."""
    mine = WorkshopNote.workshop_id == workshop.id, NoteDot.phone == phone
    asked = select(NoteDot.note_id).join(WorkshopNote, WorkshopNote.id == NoteDot.note_id).where(*mine)
    return frozenset(db.session.scalars(asked))


def is_at(table: WorkshopTable, note_id: int) -> bool:
    """Whether that is a note of the table which those at it can read."""
    here = WorkshopNote.workshop_id == table.workshop_id, WorkshopNote.table_number == table.number
    return bool(db.session.scalar(select(exists().where(
        WorkshopNote.id == note_id, *here, WorkshopNote.hidden_at.is_(None)))))  # fmt: skip


def dots_put(workshop: Workshop) -> int:
    """How many lie on notes that are still open for them."""
    of_this = WorkshopNote.workshop_id == workshop.id
    return db.session.scalar(select(func.count(NoteDot.id)).join(WorkshopNote, WorkshopNote.id == NoteDot.note_id)
                             .where(of_this)) or 0  # fmt: skip


def by_dots(notes: Iterable[WorkshopNote]) -> list[WorkshopNote]:
    """Those with most first, else as they stood."""
    return sorted(notes, key=lambda note: -note.all_dots)


def chosen(workshop: Workshop) -> Sequence[WorkshopNote]:
    """Of dots that are closed the notes that got any, those with most first."""
    if workshop.dots_closed_at is None:
        return ()
    dots = WorkshopNote.dots + WorkshopNote.paper_dots
    mine = WorkshopNote.workshop_id == workshop.id, HAS_PLACE, dots > 0
    return list(db.session.scalars(select(WorkshopNote).where(*mine).order_by(dots.desc(), WorkshopNote.id)))
