"""Reading the notes of one table, and how many have come."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from portal.foundation.db import all_of, db, first_of_all
from portal.foundation.questions import question
from portal.workshops.models import Workshop, WorkshopNote, WorkshopTable

SHOWN = 20  # on a phone; the others are one press away
MOST_NOTES = 400  # of one table: more than anybody reads


@dataclass(frozen=True)
class Said:
    """What a table has written, the newest first, and how many notes there are."""

    notes: Sequence[WorkshopNote]
    count: int


def notes_at(table: WorkshopTable, *, most: int = SHOWN) -> Said:
    """Of all phones at it, and what was typed from its paper; nothing that is hidden."""
    notes = all_of(_newest(table.workshop_id, table.number).limit(most)) if most else []
    return Said(
        notes, db.session.scalar(_counted(table.workshop_id).where(WorkshopNote.table_number == table.number)) or 0
    )


def _newest(workshop_id: int, number: int) -> Select[tuple[WorkshopNote]]:
    return (
        select(WorkshopNote)
        .where(
            WorkshopNote.workshop_id == workshop_id,
            WorkshopNote.table_number == number,
            WorkshopNote.hidden_at.is_(None),
        )
        .order_by(WorkshopNote.id.desc())
    )


def notes_come(workshop: Workshop) -> int:
    """How many notes there are from all tables."""
    return db.session.scalar(_counted(workshop.id)) or 0


def _counted(workshop_id: int) -> Select[tuple[int]]:
    return select(func.count()).where(WorkshopNote.workshop_id == workshop_id, WorkshopNote.hidden_at.is_(None))


def keys_known(keys: Sequence[str]) -> set[str]:
    """Those of the keys that a note was saved with."""
    asked = select(WorkshopNote.submission_key).where(WorkshopNote.submission_key.in_(keys))
    return {key for key in db.session.scalars(asked) if key is not None}


def table_of_id(table_id: int) -> WorkshopTable | None:
    return first_of_all(_table(table_id))


@question
def _table(table_id: int) -> Select[tuple[WorkshopTable]]:
    return select(WorkshopTable).where(WorkshopTable.id == table_id)
