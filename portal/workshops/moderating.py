"""How a note of a table is reported and hidden.

A note is the table's and nobody's by name. What was written on a phone has no author at all: nobody is told that it is
hidden, and nobody can appeal. Who took it down with an account is told, and can appeal for the table, as authors of
ideas do. What a moderator has hidden, those who hold the meeting cannot show again.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.foundation.db import db, rows_of
from portal.foundation.i18n import N_
from portal.house.moderated import ModeratedType
from portal.workshops.models import NoteDot, Workshop, WorkshopNote
from portal.workshops.queries import reads_notes


def load(ids: Sequence[int]) -> Iterable[WorkshopNote]:
    """The notes with their meetings, also while those who hold the meeting have hidden them."""
    home = joinedload(WorkshopNote.workshop).joinedload(Workshop.committee)
    return [note for note in rows_of(WorkshopNote, ids, home) if note.workshop.committee.is_public]


def is_read_by(person: User | Visitor, note: WorkshopNote) -> bool:
    """As they stand on the page of the meeting, or before that on the list of notes."""
    return (note.hidden_at is None or note.is_moderated) and reads_notes(person, note.workshop)


def give_back_dots(note: WorkshopNote) -> None:
    """Of a note that nobody reads any more: the phones can put them elsewhere."""
    db.session.execute(delete(NoteDot).where(NoteDot.note_id == note.id))


NOTE_MODERATED = ModeratedType(
    kind=WorkshopNote.__tablename__,
    address="note",
    name=N_("Note from a meeting"),
    load=load,
    texts=lambda note: (note.body_html,),
    scope=lambda note: note.workshop.committee,
    is_by_politician=None,
    is_read_by=is_read_by,
    when_hidden=give_back_dots,
)
