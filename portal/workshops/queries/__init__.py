"""Reading workshops: what is coming, and what was written. Who comes stands in `coming`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, distinct, func, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.questions import question
from portal.ideas.models import PUBLIC_STATES, Idea
from portal.meetings.queries import has_begun
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.workshops.models import Workshop, WorkshopNote, WorkshopQuestion, WorkshopSignUp


def workshop_or_404(workshop_id: int) -> Workshop:
    """A workshop of a public committee, with the committee."""
    return first_or_404(
        select(Workshop)
        .join(Workshop.committee)
        .where(Workshop.id == workshop_id, Committee.published_at.is_not(None))
        .options(joinedload(Workshop.committee).joinedload(Committee.municipality))
    )


def same_workshop(committee: Committee, title: str, starts_at: datetime) -> Workshop | None:
    """The committee's workshop with this title at this time, if it has been planned already."""
    return db.session.scalar(
        select(Workshop).where(
            Workshop.committee_id == committee.id,
            Workshop.title == title,
            Workshop.starts_at == starts_at,
            Workshop.cancelled_at.is_(None),
        )
    )


def takes_sign_ups(workshop: Workshop) -> bool:
    """Whether one may sign up or off: it has not begun and is not cancelled."""
    return workshop.cancelled_at is None and not has_begun(workshop)


# -- what was written ---------------------------------------------------------------------------------------------


# Where readers meet a note: its text, or a moderator's notice
HAS_PLACE = or_(WorkshopNote.hidden_at.is_(None), WorkshopNote.hidden_reason.is_not(None))


def reads_notes(person: User | Visitor, workshop: Workshop) -> bool:
    """Everybody once the outcome is published; before that those who take notes."""
    return workshop.outcome_published_at is not None or can(person, Permission.WORKSHOP_NOTE, workshop.committee)


def notes_of(workshop: Workshop, *, hidden: bool = False) -> list[WorkshopNote]:
    """All notes that have a place where readers meet them, or those that the people who hold the meeting have hidden,
    by table and in the order in which they were written. What a moderator has hidden is shown as a notice."""
    is_hidden = ~HAS_PLACE if hidden else HAS_PLACE
    return all_of(
        select(WorkshopNote)
        .where(WorkshopNote.workshop_id == workshop.id, is_hidden)
        .order_by(WorkshopNote.table_number, WorkshopNote.id)
    )


def note_or_404(workshop: Workshop, note_id: int) -> WorkshopNote:
    return first_or_404(select(WorkshopNote).where(WorkshopNote.id == note_id, WorkshopNote.workshop_id == workshop.id))


def same_note(workshop: Workshop, author_id: int, table_number: int, body: str) -> WorkshopNote | None:
    """What this person has already written about this table, in the same words: a second click."""
    return db.session.scalar(
        select(WorkshopNote)
        .where(
            WorkshopNote.workshop_id == workshop.id,
            WorkshopNote.author_id == author_id,
            WorkshopNote.table_number == table_number,
            WorkshopNote.body == body,
        )
        .limit(1)
    )


def ideas_to_work_on(committee: Committee) -> list[Idea]:
    """Public ideas that a workshop may take up, the most supported first."""
    return all_of(
        select(Idea)
        .where(Idea.committee_id == committee.id, Idea.state.in_(PUBLIC_STATES), Idea.hidden_at.is_(None))
        .order_by(Idea.support_count.desc(), Idea.id)
    )


def ideas_by_id(committee: Committee, ids: Sequence[int]) -> list[Idea]:
    """Those of these ideas that are public and the committee's own."""
    return all_of(
        select(Idea)
        .where(Idea.id.in_(ids), Idea.committee_id == committee.id, Idea.state.in_(PUBLIC_STATES))
        .order_by(Idea.id)
    )


def question_numbers(committee_id: int) -> Select[tuple[int]]:
    """The numbers of the mandate's questions that workshops of a committee are about, also what is not public."""
    return (
        select(WorkshopQuestion.number)
        .join(Workshop, Workshop.id == WorkshopQuestion.workshop_id)
        .where(Workshop.committee_id == committee_id)
    )


def cross_party_workshops(committee: Committee, *, confirmed: bool) -> list[Workshop]:
    """Workshops to which people of at least two parties came; `confirmed`: with an outcome read back."""
    return all_of(_cross_party_workshops(committee.id, clock.now(), confirmed=confirmed))


@question
def _cross_party_workshops(committee_id: int, now: datetime, *, confirmed: bool) -> Select[tuple[Workshop]]:
    parties = (
        select(func.count(distinct(WorkshopSignUp.party_id)))
        .where(
            WorkshopSignUp.workshop_id == Workshop.id,
            WorkshopSignUp.party_id.is_not(None),
            WorkshopSignUp.came.is_(True),
        )
        .scalar_subquery()
    )
    held = select(Workshop).where(
        Workshop.committee_id == committee_id,
        Workshop.cancelled_at.is_(None),
        Workshop.ends_at <= now,
        parties >= 2,  # noqa: PLR2004 - "cross-party" begins at two
    )
    if confirmed:
        held = held.where(Workshop.outcome_confirmed_at.is_not(None))
    return held.order_by(Workshop.starts_at, Workshop.id)


@question
def _held_and_not_noted(committee_id: int, now: datetime) -> Select[tuple[Workshop]]:
    held = Workshop.committee_id == committee_id, Workshop.cancelled_at.is_(None), Workshop.ends_at <= now
    return select(Workshop).where(*held, Workshop.attended_at.is_(None)).order_by(Workshop.starts_at, Workshop.id)


def held_and_not_noted(committee: Committee) -> list[Workshop]:
    """Workshops that were held, and of which nobody has noted who came."""
    return all_of(_held_and_not_noted(committee.id, clock.now()))
