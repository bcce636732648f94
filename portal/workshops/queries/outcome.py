"""Reading the outcome of a workshop paragraph by paragraph, and the notes that stand under each heading."""

from collections.abc import Iterable, Mapping, Sequence

from flask import abort
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from portal.committees.models import Committee
from portal.foundation.db import all_of, db
from portal.foundation.questions import question
from portal.workshops.models import OutcomeParagraph, Workshop, WorkshopNote
from portal.workshops.queries import HAS_PLACE

IS_OUT = Workshop.outcome_published_at.is_not(None), Committee.published_at.is_not(None)


def paragraphs_of(workshop: Workshop) -> list[OutcomeParagraph]:
    """In the order in which they are read."""
    return all_of(_paragraphs(workshop.id))


@question
def _paragraphs(workshop_id: int) -> Select[tuple[OutcomeParagraph]]:
    return (
        select(OutcomeParagraph)
        .where(OutcomeParagraph.workshop_id == workshop_id)
        .order_by(OutcomeParagraph.position, OutcomeParagraph.id)
    )


def paragraph_of(workshop: Workshop, paragraph_id: int) -> OutcomeParagraph | None:
    mine = OutcomeParagraph.id == paragraph_id, OutcomeParagraph.workshop_id == workshop.id
    return db.session.scalar(select(OutcomeParagraph).where(*mine))


def paragraph_or_404(workshop: Workshop, paragraph_id: int) -> OutcomeParagraph:
    return paragraph_of(workshop, paragraph_id) or abort(404)


def notes_under(paragraph: OutcomeParagraph) -> list[WorkshopNote]:
    """The notes that a paragraph stands on, by table and in the order in which they were written."""
    return [note for note in all_under(paragraph) if note.hidden_at is None or note.is_moderated]


def all_under(paragraph: OutcomeParagraph) -> list[WorkshopNote]:
    """The same, with those that are hidden."""
    under = WorkshopNote.paragraph_id == paragraph.id
    return all_of(select(WorkshopNote).where(under).order_by(WorkshopNote.table_number, WorkshopNote.id))


def by_paragraph(notes: Iterable[WorkshopNote]) -> Mapping[int | None, Sequence[WorkshopNote]]:
    """By the id of their heading; those that have none yet under None."""
    sorted_notes: dict[int | None, list[WorkshopNote]] = {None: []}
    for note in notes:
        sorted_notes.setdefault(note.paragraph_id, []).append(note)
    return sorted_notes


def paragraphs_by_id(ids: Sequence[int]) -> Sequence[OutcomeParagraph]:
    """Those whose outcome everybody can read, with their workshops."""
    with_home = contains_eager(OutcomeParagraph.workshop)
    mine = select(OutcomeParagraph).join(OutcomeParagraph.workshop).join(Workshop.committee).options(with_home)
    return all_of(mine.where(OutcomeParagraph.id.in_(ids), *IS_OUT).order_by(OutcomeParagraph.id))


def notes_by_id(ids: Sequence[int]) -> Sequence[WorkshopNote]:
    """The same of notes; without those that the people who hold the meeting have hidden."""
    with_home = contains_eager(WorkshopNote.workshop)
    mine = select(WorkshopNote).join(WorkshopNote.workshop).join(Workshop.committee).options(with_home)
    of_these = WorkshopNote.id.in_(ids), HAS_PLACE
    return all_of(mine.where(*of_these, *IS_OUT).order_by(WorkshopNote.id))
