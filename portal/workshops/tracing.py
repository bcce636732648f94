"""How a workshop looks on the red thread, and the paragraphs of its outcome with the notes they stand on."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.db import all_of, db, select_rows
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.foundation.text import plain_text, shortened
from portal.house.moderated import shown_title
from portal.trace.thread import Node, NodeType
from portal.workshops.models import OutcomeParagraph, Workshop, WorkshopNote
from portal.workshops.queries.outcome import notes_by_id, paragraphs_by_id
from portal.workshops.words import kind_name


def load(ids: Sequence[int]) -> Iterable[Workshop]:
    """Those of the workshops that were not cancelled, of public committees."""
    return all_of(_public(ids))


@question
def _public(ids: Sequence[int]) -> Select[tuple[Workshop]]:
    held = select_rows(Workshop, ids).join(Workshop.committee).where(Workshop.cancelled_at.is_(None))
    return held.where(Committee.published_at.is_not(None))


def _to_come(committee_id: int) -> Iterable[Workshop]:
    """A committee's workshops to come."""
    ahead = Workshop.committee_id == committee_id, Workshop.cancelled_at.is_(None), Workshop.starts_at > clock.now()
    return db.session.scalars(select(Workshop).where(*ahead).order_by(Workshop.starts_at, Workshop.id))


def describe(workshop: Workshop) -> Node:
    """The knot: what came out of it once that is published, until then what it is for."""
    is_out = workshop.outcome_published_at is not None
    words = quoted(shortened(plain_text(workshop.outcome_html if is_out else workshop.purpose_html)))
    return Node(
        kind=Workshop.__tablename__,
        id=workshop.id,
        label=kind_name(workshop.kind),
        title=workshop.title,
        path=workshop.path,
        when=workshop.starts_at,
        text=_("What came out of it: %(outcome)s", outcome=words) if is_out else words,
        is_waiting=workshop.starts_at > clock.now(),
        is_named_by_title=True,
    )


WORKSHOP_NODE = NodeType(
    kind=Workshop.__tablename__, load=load, describe=describe, is_meeting_place=True, offer=_to_come
)


def describe_paragraph(paragraph: OutcomeParagraph) -> Node:
    """The knot: its heading, and what is said under it."""
    return Node(
        kind=OutcomeParagraph.__tablename__,
        id=paragraph.id,
        label=_("Paragraph of an outcome"),
        title=paragraph.title,
        path=f"{paragraph.workshop.path}#afsnit-{paragraph.id}",
        when=paragraph.workshop.outcome_published_at,
        text=quoted(shortened(plain_text(paragraph.text_html))),
        is_named_by_title=True,
    )


def describe_note(note: WorkshopNote) -> Node:
    """The knot: what the table said, never who wrote it down; that it is hidden, where a moderator has done so."""
    return Node(
        kind=WorkshopNote.__tablename__,
        id=note.id,
        label=_("Note from table %(number)s", number=note.table_number),
        title=shown_title(note) if note.is_moderated else "",
        path=note.path,
        when=note.workshop.starts_at,
        text="" if note.is_moderated else quoted(shortened(plain_text(note.body_html))),
    )


NODES = (
    WORKSHOP_NODE,
    NodeType(kind=OutcomeParagraph.__tablename__, load=paragraphs_by_id, describe=describe_paragraph),
    NodeType(kind=WorkshopNote.__tablename__, load=notes_by_id, describe=describe_note),
)
