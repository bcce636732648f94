"""Sorting what the tables said: headings, the notes under each, and the paragraph that stands on them."""

from collections.abc import Iterable, Sequence

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold, hold_to_change
from portal.foundation.seen import ensure_as_seen
from portal.foundation.text import alike, render_markdown
from portal.trace.edges import Key, link, unlink
from portal.trace.models import TraceRelation
from portal.workshops.deeds import REMOVE_HEADING, SORT, WRITE_PARAGRAPH
from portal.workshops.forms.outcome import ParagraphDraft
from portal.workshops.models import OutcomeParagraph, Workshop, WorkshopNote
from portal.workshops.queries import notes_of
from portal.workshops.queries.outcome import all_under, paragraphs_of


def add_heading(actor: User, workshop: Workshop, title: str) -> OutcomeParagraph:
    """Whoever sums up puts a heading after the others. The same words twice are one heading."""
    with transaction():
        SORT.require_leave(actor, workshop)
        hold(workshop, compares=False)
        SORT.ensure(workshop)
        there = paragraphs_of(workshop)
        known = next((one for one in there if alike(one.title) == alike(title)), None)
        if known is not None:
            return known
        paragraph = OutcomeParagraph(workshop=workshop, position=len(there) + 1, title=title)
        db.session.add(paragraph)
        record(EventType.WORKSHOP_SORTED, workshop, actor=actor)
    return paragraph


def move_notes(actor: User, workshop: Workshop, note_ids: Sequence[int], paragraph_id: int | None) -> int:
    """Whoever sums up puts notes under a heading, or under none. How many lie elsewhere now; twice is once.

    Only these notes are touched, so others can sort others at the same time; of two who move the same note the second
    is told. Raises `Refused` when the heading is not there any more.
    """
    with transaction():
        SORT.require_leave(actor, workshop)
        hold(workshop, compares=False)
        SORT.ensure(workshop)
        headings = {one.id: one for one in paragraphs_of(workshop)}
        if paragraph_id is not None and paragraph_id not in headings:
            raise Refused(_("The heading is not there any more. Choose another."))
        moved = [note for note in notes_of(workshop) if note.id in note_ids and note.paragraph_id != paragraph_id]
        for note in moved:
            ensure_as_seen(note)
            _put_under(note, paragraph_id)
        if moved:
            record(EventType.WORKSHOP_SORTED, workshop, actor=actor, notes=len(moved))
    return len(moved)


def _put_under(note: WorkshopNote, paragraph_id: int | None) -> None:
    if note.paragraph_id is not None:
        unlink(TraceRelation.DERIVED_FROM, note, _key_of(note.paragraph_id))
    note.paragraph_id = paragraph_id
    if paragraph_id is not None:
        link(TraceRelation.DERIVED_FROM, note, _key_of(paragraph_id))


def _key_of(paragraph_id: int) -> Key:
    return OutcomeParagraph.__tablename__, paragraph_id


def move_heading(actor: User, paragraph: OutcomeParagraph, position: int, *, to: int) -> None:
    """Whoever sums up takes a heading to another place. `position` is where the page showed it: from a second click, or
    after somebody else has moved it, nothing more happens."""
    with transaction():
        WRITE_PARAGRAPH.require_leave(actor, paragraph)
        hold(paragraph.workshop, compares=False)
        db.session.expire(paragraph)
        WRITE_PARAGRAPH.ensure(paragraph)
        if paragraph.position != position:
            return
        others = [other for other in paragraphs_of(paragraph.workshop) if other is not paragraph]
        others.insert(max(0, to - 1), paragraph)
        _number(others)
        record(EventType.WORKSHOP_SORTED, paragraph.workshop, actor=actor)


def remove_heading(actor: User, paragraph: OutcomeParagraph) -> None:
    """Whoever sums up takes a heading away, with what was written under it. Its notes are unsorted again."""
    with transaction():
        REMOVE_HEADING.require_leave(actor, paragraph)
        workshop = paragraph.workshop
        hold(workshop, compares=False)
        REMOVE_HEADING.require(actor, paragraph)
        for note in all_under(paragraph):
            _put_under(note, None)
        db.session.flush()
        db.session.delete(paragraph)
        _number(other for other in paragraphs_of(workshop) if other is not paragraph)
        record(EventType.WORKSHOP_SORTED, workshop, actor=actor)


def _number(paragraphs: Iterable[OutcomeParagraph]) -> None:
    for position, one in enumerate(paragraphs, start=1):
        if one.position != position:
            one.position = position


def write_paragraph(actor: User, paragraph: OutcomeParagraph, draft: ParagraphDraft) -> None:
    """Whoever sums up writes what is said under a heading, or calls the heading otherwise. The same twice is said
    once."""
    with transaction():
        WRITE_PARAGRAPH.require_leave(actor, paragraph)
        hold(paragraph.workshop, compares=False)
        changed = hold_to_change(paragraph, {"title": draft.title, "text": draft.text})
        WRITE_PARAGRAPH.ensure(paragraph)
        if changed:
            paragraph.title = draft.title
            paragraph.text, paragraph.text_html = draft.text, render_markdown(draft.text)
            record(EventType.WORKSHOP_PARAGRAPH_WRITTEN, paragraph, actor=actor, committee=paragraph.workshop.committee)
