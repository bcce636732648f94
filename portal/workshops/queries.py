"""Reading workshops: what is coming, who comes, and what was written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, distinct, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User, Visitor
from portal.committees.models import Committee, Membership, Seat, SeatType
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.questions import question
from portal.foundation.text import danish_order
from portal.ideas.models import PUBLIC_STATES, Idea
from portal.municipalities.models import Party
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.rules.roles import Role
from portal.workshops.models import ParticipantKind, Workshop, WorkshopNote, WorkshopQuestion, WorkshopSignUp


def workshop_or_404(workshop_id: int) -> Workshop:
    """A workshop of a public committee, with the committee."""
    return first_or_404(
        select(Workshop)
        .join(Workshop.committee)
        .where(Workshop.id == workshop_id, Committee.published_at.is_not(None))
        .options(joinedload(Workshop.committee).joinedload(Committee.municipality))
    )


def workshops_of(committee: Committee) -> Select[tuple[Workshop]]:
    """The workshops with their moves: the coming ones, soonest first; then those that are over, latest first."""
    is_over = Workshop.ends_at <= clock.now()
    soonest = case((Workshop.ends_at > clock.now(), Workshop.starts_at))
    return (
        select(Workshop)
        .where(Workshop.committee_id == committee.id)
        .options(selectinload(Workshop.moves))
        .order_by(is_over, soonest, Workshop.starts_at.desc(), Workshop.id.desc())
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


def is_over(workshop: Workshop) -> bool:
    return workshop.ends_at <= clock.now()


def has_begun(workshop: Workshop) -> bool:
    return workshop.starts_at <= clock.now()


def is_the_day(workshop: Workshop) -> bool:
    """From the morning of the day: tables may be written about."""
    return clock.in_denmark(workshop.starts_at).date() <= clock.today()


def takes_sign_ups(workshop: Workshop) -> bool:
    """Whether one may sign up or off: it has not begun and is not cancelled."""
    return workshop.cancelled_at is None and not has_begun(workshop)


# -- who comes ----------------------------------------------------------------------------------------------------


def places_taken(workshops: Sequence[Workshop]) -> dict[int, int]:
    """How many have signed up for each of these, by its id; one query."""
    rows = db.session.execute(
        select(WorkshopSignUp.workshop_id, func.count())
        .where(WorkshopSignUp.workshop_id.in_([workshop.id for workshop in workshops]), ~WorkshopSignUp.walked_in)
        .group_by(WorkshopSignUp.workshop_id)
    )
    return dict(rows.tuples().all())


@dataclass(frozen=True)
class Attendance:
    """Who comes, or once it is noted who came, as the public sees it: kinds and parties with numbers, no names."""

    taken: int
    free: int
    came: int | None
    kinds: Sequence[tuple[ParticipantKind, int]]
    parties: Sequence[tuple[Party, int]]


def attendance(workshop: Workshop) -> Attendance:
    """The kinds in a fixed order, the parties in order of letter; two queries."""
    signed_up, is_noted = func.sum(case((WorkshopSignUp.walked_in, 0), else_=1)), workshop.attended_at is not None
    shown = func.sum(case((WorkshopSignUp.came.is_(True), 1), else_=0)) if is_noted else signed_up
    counted = (
        db.session.execute(
            select(WorkshopSignUp.kind, shown, signed_up)
            .where(WorkshopSignUp.workshop_id == workshop.id)
            .group_by(WorkshopSignUp.kind)
        )
        .tuples()
        .all()
    )
    numbers = {kind: number for kind, number, _taken in counted if number}
    parties = db.session.execute(
        select(Party, func.count())
        .join(WorkshopSignUp, WorkshopSignUp.party_id == Party.id)
        .where(
            WorkshopSignUp.workshop_id == workshop.id,
            WorkshopSignUp.came.is_(True) if is_noted else ~WorkshopSignUp.walked_in,
        )
        .group_by(Party.id)
        .order_by(Party.letter, Party.id)
    )
    taken = sum(number for _kind, _shown, number in counted)
    kinds = [(kind, numbers[kind]) for kind in ParticipantKind if kind in numbers]
    came = sum(numbers.values()) if is_noted else None
    return Attendance(taken, max(0, workshop.capacity - taken), came, kinds, parties.tuples().all())


def walked_in(workshop: Workshop) -> dict[tuple[ParticipantKind, int | None], int]:
    """How many came without having signed up, by kind and party; one query."""
    row = WorkshopSignUp
    counted = select(row.kind, row.party_id, func.count()).where(row.workshop_id == workshop.id, row.walked_in)
    return {
        (kind, party): number for kind, party, number in db.session.execute(counted.group_by(row.kind, row.party_id))
    }


def who_comes(workshop: Workshop) -> list[WorkshopSignUp]:
    """Everybody with a place whose name is still known, in Danish order; for those who hold the meeting."""
    rows = db.session.scalars(
        select(WorkshopSignUp)
        .where(WorkshopSignUp.workshop_id == workshop.id, WorkshopSignUp.user_id.is_not(None))
        .options(joinedload(WorkshopSignUp.user), joinedload(WorkshopSignUp.party))
    )
    return sorted(rows, key=lambda place: (danish_order(place.user.name if place.user else ""), place.id))


def sign_up_of(person: User | Visitor, workshop: Workshop) -> WorkshopSignUp | None:
    """This person's place, if they have one."""
    if person.id is None:
        return None
    return db.session.scalar(
        select(WorkshopSignUp).where(WorkshopSignUp.workshop_id == workshop.id, WorkshopSignUp.user_id == person.id)
    )


def own_meetings(person: User, held: Collection[int]) -> Select[tuple[Workshop]]:
    """Coming meetings that this person has signed up for, or that committees in `held` hold, soonest first."""
    return (
        select(Workshop)
        .where(
            Workshop.ends_at > clock.now(),
            Workshop.cancelled_at.is_(None),
            or_(Workshop.id.in_(signed_up_by(person.id)), Workshop.committee_id.in_(held)),
        )
        .options(joinedload(Workshop.committee))
        .order_by(Workshop.starts_at, Workshop.id)
    )


def signed_up_by(user_id: int) -> Select[tuple[int]]:
    """The ids of the meetings at which this person has a place."""
    return select(WorkshopSignUp.workshop_id).where(WorkshopSignUp.user_id == user_id)


def is_politician(person: User | Visitor) -> bool:
    """Whether the portal knows this person as one: a councillor, or on a politician's seat today.

    A workshop counts as cross-party by its sign-ups, so not everybody may come for a party.
    """
    if person.id is None:
        return False
    return person.has_role_anywhere(Role.COUNCILLOR) or own_seat(person.id) is not None


def own_seat(user_id: int) -> Membership | None:
    """The politician's seat that this person holds today; of several the latest."""
    today = clock.today()
    return db.session.scalar(
        select(Membership)
        .join(Membership.seat)
        .where(
            Membership.user_id == user_id,
            Seat.type == SeatType.POLITICIAN,
            Membership.starts_on <= today,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
        .order_by(Membership.id.desc())
        .limit(1)
    )


# -- what was written ---------------------------------------------------------------------------------------------


def reads_notes(person: User | Visitor, workshop: Workshop) -> bool:
    """Everybody once the outcome is published; before that those who take notes."""
    return workshop.outcome_published_at is not None or can(person, Permission.WORKSHOP_NOTE, workshop.committee)


def notes_of(workshop: Workshop) -> list[WorkshopNote]:
    """All notes, by table and in the order in which they were written."""
    return all_of(
        select(WorkshopNote)
        .where(WorkshopNote.workshop_id == workshop.id)
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
