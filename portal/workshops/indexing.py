"""How a workshop is described to the search."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee
from portal.files.queries import carried_by_file, texts_of
from portal.foundation.dates import day, quoted
from portal.foundation.db import db, rows_of
from portal.foundation.i18n import N_
from portal.foundation.text import plain_text
from portal.search.documents import Description, DocumentType
from portal.workshops.models import Workshop, WorkshopNote
from portal.workshops.words import kind_name


def describe(workshop: Workshop) -> Description | None:
    """What search may know: purpose always, outcome and notes once they are published."""
    if not workshop.committee.is_public:
        return None
    parts = [plain_text(workshop.purpose_html), workshop.place]
    if workshop.outcome_published_at is not None:
        said = (note.body_html for note in workshop.notes if note.hidden_at is None)
        parts += [plain_text(html) for html in (workshop.outcome_html, *said)]
        parts += workshop.words_of_files
    return Description(
        title=workshop.title,
        text="\n\n".join(parts),
        path=workshop.path,
        when=workshop.starts_at,
        municipality=workshop.committee.municipality.slug,
        committee=workshop.committee.slug,
        meta=Markup("{} · {}, {}").format(
            kind_name(workshop.kind), quoted(workshop.committee.name), day(workshop.starts_at)
        ),
    )


def _of_note(note_id: int) -> Iterable[int]:
    """The workshop of a note that a moderator hides or shows again."""
    return db.session.scalars(select(WorkshopNote.workshop_id).where(WorkshopNote.id == note_id))


def load(ids: Sequence[int]) -> Iterable[Workshop]:
    """The workshops with everything that is described, in three queries."""
    home = joinedload(Workshop.committee).joinedload(Committee.municipality)
    said = texts_of({"workshop": ids})
    for workshop in (found := rows_of(Workshop, ids, home, selectinload(Workshop.notes))):
        workshop.words_of_files = said.get(("workshop", workshop.id), ())
    return found


def workshops_of_committee(committee_id: int) -> Iterable[int]:
    """The workshops that tell a committee's name."""
    return db.session.scalars(select(Workshop.id).where(Workshop.committee_id == committee_id).order_by(Workshop.id))


WORKSHOP_DOCUMENT = DocumentType(
    kind="workshop",
    one=N_("Workshop or meeting"),
    many=N_("Workshops and meetings"),
    model=Workshop,
    describe=describe,
    load=load,
    affected_by={
        "committee": workshops_of_committee,
        "stored_file": carried_by_file("workshop"),
        WorkshopNote.__tablename__: _of_note,
    },
)
