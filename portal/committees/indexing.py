"""How a committee, with its task and its lessons, is described to the search."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee, Mandate
from portal.committees.words import MANDATE_SECTIONS, STAGES
from portal.files.models import StoredFile
from portal.files.queries import texts_of
from portal.foundation.db import all_of, db, rows_of
from portal.foundation.i18n import N_, gettext
from portal.foundation.text import plain_text
from portal.search.documents import Description, DocumentType


def describe(committee: Committee) -> Description | None:
    """What search may know of a public committee: its plain task, the adopted mandate that holds, the lessons."""
    if committee.published_at is None:
        return None
    written = [committee.summary, plain_text(committee.lessons_html)]
    adopted = [mandate for mandate in committee.mandates if mandate.is_adopted]
    if adopted:
        written += [getattr(adopted[-1], name) for name, _heading, _hint in MANDATE_SECTIONS]
        written += [question.words for question in adopted[-1].questions]
    written += committee.words_of_files
    return Description(
        title=committee.name,
        text="\n".join(filter(None, written)),
        path=committee.path,
        when=committee.published_at,
        municipality=committee.municipality.slug,
        committee=committee.slug,
        status=committee.stage.value,
        meta=gettext(STAGES[committee.stage]),
    )


def load(ids: Sequence[int]) -> Iterable[Committee]:
    """Committees with their municipality, each version of their mandate, and what the files of the valid one say."""
    versions = selectinload(Committee.mandates).selectinload(Mandate.questions)
    found = rows_of(Committee, ids, joinedload(Committee.municipality), versions)
    holding = {one.id: adopted[-1].id for one in found if (adopted := [m for m in one.mandates if m.is_adopted])}
    said = texts_of({"committee": ids, "mandate": holding.values()})
    for committee in found:
        of_task = said.get(("mandate", holding.get(committee.id, 0)), ())
        committee.words_of_files = [*said.get(("committee", committee.id), ()), *of_task]
    return found


def committee_of_mandate(mandate_id: int) -> Iterable[int]:
    """The committee whose task this is."""
    return db.session.scalars(select(Mandate.committee_id).where(Mandate.id == mandate_id))


def committee_of_file(file_id: int) -> Iterable[int]:
    """The committee whose picture this is, or to whose task it belongs."""
    own = StoredFile.subject_kind.in_(("committee", "mandate"))
    return filter(None, all_of(select(StoredFile.committee_id).where(StoredFile.id == file_id, own)))


COMMITTEE_DOCUMENT = DocumentType(
    kind="committee",
    one=N_("%(Committee)s"),
    many=N_("%(Committees)s"),
    model=Committee,
    describe=describe,
    load=load,
    affected_by={"mandate": committee_of_mandate, "stored_file": committee_of_file},
)
