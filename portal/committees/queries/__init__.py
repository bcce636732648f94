"""Reading committees, their mandates, and who sits in them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import (
    Committee,
    CompositionCategory,
    CompositionReview,
    LeaderRole,
    Mandate,
    MandateQuestion,
    MemberLeaderRole,
    Membership,
    Motif,
    Seat,
    SeatFunction,
    SeatType,
    StageEntry,
)
from portal.committees.queries.held import mark_mistakes, never_held
from portal.committees.states import DAYS
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_of_all, first_or_404, tuples_of
from portal.foundation.handed import Handed
from portal.foundation.questions import question
from portal.foundation.text import danish_order
from portal.municipalities.models import Municipality
from portal.rules.access import Actor, can, require
from portal.rules.permissions import Permission
from portal.rules.roles import Role
from portal.rules.stages import Stage

INSIDERS = frozenset({Role.MEMBER, Role.CHAIR, Role.FACILITATOR, Role.SECRETARY, Role.COUNCILLOR})
VOTING = (SeatFunction.CHAIR, SeatFunction.VICE_CHAIR, SeatFunction.MEMBER)
promised: Handed[Callable[[Seat], int]] = Handed("how many places of a seat are kept for those who are invited")
called_for: Handed[Callable[[Committee], set[int]]] = Handed("the seats that are called for or applied for")
ONGOING = (Stage.CO_INITIATION, Stage.CO_DESIGN, Stage.CO_IMPLEMENTATION)


def committee_by_slug(slug: str, person: Actor, may: Permission | None = None) -> Committee:
    """The committee at this address, for somebody who `may` do something there. 404 when there is none, or it is not
    public and the person has no part in it."""
    committee = first_or_404(_committee(slug))
    if not is_visible(committee, person):
        abort(404)
    if may is not None:
        require(person, may, committee)
    return committee


@question
def _committee(slug: str) -> Select[tuple[Committee]]:
    beside = joinedload(Committee.receiving_body), joinedload(Committee.stages), joinedload(Committee.pictures)
    return select(Committee).where(Committee.slug == slug).options(*beside)


def is_visible(committee: Committee, person: Actor) -> bool:
    """Whether this person may know that there is such a committee, and read what is public in it."""
    return committee.is_public or bool(INSIDERS & person.roles_in(committee))


def committee_by_id(committee_id: int) -> Committee | None:
    return db.session.get(Committee, committee_id)


@question
def public_committees(stages: Sequence[Stage]) -> Select[tuple[Committee]]:
    """Public committees in these stages, those that moved latest first."""
    return (
        select(Committee)
        .where(Committee.published_at.is_not(None), Committee.stage.in_(stages))
        .order_by(Committee.stage_since.desc(), Committee.id.desc())
    )


def unpublished_committees() -> Select[tuple[Committee]]:
    """Those that the secretariat is still writing the first mandate of, newest first."""
    return select(Committee).where(Committee.published_at.is_(None)).order_by(Committee.id.desc())


def committees_of(committee_ids: Sequence[int] | None) -> list[Committee]:
    """Committees that are not closed, of these ids (None: all), for the desk."""
    found = all_of(_at_work(committee_ids or [], of_all=committee_ids is None))
    return sorted(found, key=lambda committee: (danish_order(committee.name), committee.id))


@question
def _at_work(committee_ids: Sequence[int], *, of_all: bool) -> Select[tuple[Committee]]:
    chosen = true() if of_all else Committee.id.in_(committee_ids)
    return select(Committee).where(Committee.stage != Stage.CLOSED, chosen).order_by(Committee.name, Committee.id)


def committee_of_submission(key: str) -> Committee | None:
    """What the same form has made already."""
    return db.session.scalar(select(Committee).where(Committee.submission_key == key))


def seat_of_submission(committee: Committee, key: str) -> Seat | None:
    """What the same form has made already."""
    return db.session.scalar(select(Seat).where(Seat.submission_key == key, Seat.committee_id == committee.id))


def slug_is_taken(slug: str) -> bool:
    return db.session.scalar(select(Committee.id).where(Committee.slug == slug)) is not None


def free_motif(municipality: Municipality) -> Motif:
    """The drawing that fewest of the committees at work, or being prepared, have; the first of them."""
    rows = db.session.execute(
        select(Committee.motif, func.count())
        .where(Committee.municipality_id == municipality.id, Committee.stage != Stage.CLOSED)
        .group_by(Committee.motif)
    )
    taken = dict(rows.tuples().all())
    return min(Motif, key=lambda motif: taken.get(motif, 0))


def count_by_stage() -> dict[Stage, int]:
    """How many public committees are in each stage."""
    return dict(tuples_of(_count_by_stage()))


@question
def _count_by_stage() -> Select[tuple[Stage, int]]:
    public = select(Committee.stage, func.count()).where(Committee.published_at.is_not(None))
    return public.group_by(Committee.stage)


def mandates(committee: Committee) -> list[Mandate]:
    """All versions, newest first, with questions."""
    return all_of(_mandates(committee.id))


def adopted_mandate(committee: Committee) -> Mandate | None:
    """The version that holds: the latest that was adopted."""
    return first_of_all(_adopted_mandate(committee.id))


@question
def _mandates(committee_id: int) -> Select[tuple[Mandate]]:
    versions = select(Mandate).where(Mandate.committee_id == committee_id)
    beside = joinedload(Mandate.adopted_by), joinedload(Mandate.questions)
    return versions.options(*beside).order_by(Mandate.number.desc())


@question
def _adopted_mandate(committee_id: int) -> Select[tuple[Mandate]]:
    adopted = select(Mandate).where(Mandate.committee_id == committee_id, Mandate.adopted_on.is_not(None))
    beside = joinedload(Mandate.adopted_by), joinedload(Mandate.questions)
    return adopted.options(*beside).order_by(Mandate.number.desc()).limit(1)


def questions_of(committee: Committee) -> list[MandateQuestion]:
    """The numbered questions of the mandate that holds."""
    held = adopted_mandate(committee)
    return list(held.questions) if held is not None else []


def draft_mandate(committee: Committee) -> Mandate | None:
    """The version that is being written, if any."""
    return db.session.scalar(
        select(Mandate)
        .where(Mandate.committee_id == committee.id, Mandate.adopted_on.is_(None))
        .options(selectinload(Mandate.questions))
        .order_by(Mandate.number.desc())
        .limit(1)
    )


def text_to_write_on(committee: Committee) -> Mandate:
    """The text that the next save begins from: where nothing is written, an empty one with the days in force."""
    found = draft_mandate(committee) or adopted_mandate(committee)
    return found or Mandate(questions=[], **{name: getattr(committee, name) for name in DAYS})


def readable_mandates(committee: Committee, person: Actor) -> list[Mandate]:
    """The versions that this person may read, newest first: a version being written is the secretariat's own."""
    may_write = can(person, Permission.MANDATE_WRITE, committee)
    return [version for version in mandates(committee) if version.is_adopted or may_write]


def committees_to_copy_from(committee: Committee) -> list[Committee]:
    """Other public committees, each with an adopted mandate, newest first."""
    return all_of(
        select(Committee)
        .where(Committee.published_at.is_not(None), Committee.id != committee.id)
        .order_by(Committee.published_at.desc(), Committee.id.desc())
    )


def earlier_mandate(committee_id: int) -> Mandate | None:
    """The adopted mandate of a public committee, to be taken over."""
    found = committee_by_id(committee_id)
    return adopted_mandate(found) if found is not None and found.is_public else None


def last_mandate_number(committee: Committee) -> int:
    return db.session.scalar(select(func.max(Mandate.number)).where(Mandate.committee_id == committee.id)) or 0


def seats(committee: Committee) -> list[Seat]:
    """The seats of a committee with everybody who sits or sat on them, in the order of the table.

    Whoever was put on one by mistake, and taken off on the same day, is marked.
    """
    found = all_of(_seats(committee.id))
    mark_mistakes([membership for seat in found for membership in seat.memberships])
    return found


@question
def _seats(committee_id: int) -> Select[tuple[Seat]]:
    people = joinedload(Seat.memberships)
    beside = joinedload(Membership.user), joinedload(Membership.party)
    replaced = joinedload(Membership.substitute_for).joinedload(Membership.user)
    seats = select(Seat).where(Seat.committee_id == committee_id).options(people.options(*beside, replaced))
    return seats.order_by(Seat.position, Seat.id)


def seat_or_404(committee: Committee, seat_id: int) -> Seat:
    return first_or_404(select(Seat).where(Seat.id == seat_id, Seat.committee_id == committee.id))


def count_promised(seat: Seat) -> int:
    """How many of its places are kept for applicants who have been invited; the room above knows them."""
    return promised()(seat)


def seats_called_for(committee: Committee) -> set[int]:
    """The seats that a call asks for, or that somebody has applied for; the room above knows them."""
    return set(called_for()(committee))


def membership_or_404(committee: Committee, membership_id: int) -> Membership:
    return first_or_404(
        select(Membership)
        .where(Membership.id == membership_id, Membership.committee_id == committee.id)
        .options(joinedload(Membership.user), joinedload(Membership.seat), joinedload(Membership.party))
    )


def _holding(day: date) -> ColumnElement[bool]:
    """Memberships that hold on a day."""
    return and_(Membership.starts_on <= day, or_(Membership.ends_on.is_(None), Membership.ends_on >= day))


def sitting_members(committee: Committee, on: date | None = None) -> list[Membership]:
    """Members on a day (today), those who take positions: not observers, and a substitute only in a member's place."""
    day = on or clock.today()
    replaced = select(Membership.substitute_for_id).where(Membership.substitute_for_id.is_not(None), _holding(day))
    found = all_of(
        select(Membership)
        .where(
            Membership.committee_id == committee.id,
            _holding(day),
            or_(
                and_(Membership.function.in_(VOTING), Membership.id.not_in(replaced)),
                Membership.substitute_for_id.is_not(None),
            ),
        )
        .options(joinedload(Membership.user), joinedload(Membership.party), joinedload(Membership.seat))
        .order_by(Membership.id)
    )
    mistaken = never_held(found)
    return [one for one in found if one.id not in mistaken]


def membership_of(committee: Committee, user_id: int | None) -> Membership | None:
    """The seat that this person sits on today, if any."""
    return next((found for found in sitting_members(committee) if found.user_id == user_id), None)


def is_by_politician(record: Any) -> bool:
    """Whether its author is a councillor, or sits, or has sat, anywhere as a politician."""
    seat = (
        select(Membership.id)
        .join(Membership.seat)
        .where(Membership.user_id == record.author_id, Seat.type == SeatType.POLITICIAN)
    )
    return record.author.has_role_anywhere(Role.COUNCILLOR) or db.session.scalar(seat.limit(1)) is not None


def has_chair(committee: Committee) -> bool:
    """Whether somebody has the chair, also while a substitute sits on it."""
    chairs = select(Membership).where(
        Membership.committee_id == committee.id, Membership.function == SeatFunction.CHAIR, _holding(clock.today())
    )
    return _is_any_held(chairs)


def external_members(committee: Committee) -> list[Membership]:
    """Members who are not politicians."""
    return [found for found in sitting_members(committee) if found.seat.type is not SeatType.POLITICIAN]


def is_seated_elsewhere(committee: Committee, user_id: int, on: date, *, standing_in: bool = False) -> bool:
    """Whether this person already sits in the committee on a day; one person has one seat.

    Whoever waits as a substitute, in nobody's place, may be called upon (`standing_in`).
    """
    seats_of = select(Membership).where(
        Membership.committee_id == committee.id,
        Membership.user_id == user_id,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= on),
    )
    if standing_in:
        seats_of = seats_of.where(
            or_(Membership.function != SeatFunction.SUBSTITUTE, Membership.substitute_for_id.is_not(None))
        )
    return _is_any_held(seats_of)


def _is_any_held(memberships: Select[tuple[Membership]]) -> bool:
    found = all_of(memberships)
    return len(never_held(found)) < len(found)


def standing_substitutes(committee: Committee, on: date | None = None) -> list[Membership]:
    """Those appointed as substitutes who can be called upon on a day (today), in the order of their appointment."""
    return all_of(
        select(Membership)
        .where(
            Membership.committee_id == committee.id,
            Membership.function == SeatFunction.SUBSTITUTE,
            Membership.substitute_for_id.is_(None),
            _holding(on or clock.today()),
        )
        .options(joinedload(Membership.user), joinedload(Membership.seat))
        .order_by(Membership.id)
    )


def stage_entries(committee: Committee) -> list[StageEntry]:
    """How the committee came through its stages, oldest first."""
    return all_of(
        select(StageEntry)
        .where(StageEntry.committee_id == committee.id)
        .options(joinedload(StageEntry.opened_by))
        .order_by(StageEntry.id)
    )


def composition_of(committee: Committee) -> list[CompositionCategory]:
    """The matrix of needs, in its order; one query."""
    return all_of(_composition_of(committee.id))


@question
def _composition_of(committee_id: int) -> Select[tuple[CompositionCategory]]:
    matrix = select(CompositionCategory).where(CompositionCategory.committee_id == committee_id)
    return matrix.options(joinedload(CompositionCategory.needs)).order_by(CompositionCategory.position)


def leader_roles_at(committee: Committee, day: date) -> set[LeaderRole]:
    """The leader roles that somebody at the table has on a day."""
    return set(all_of(_leader_roles_at(committee.id, day)))


@question
def _leader_roles_at(committee_id: int, day: date) -> Select[tuple[LeaderRole]]:
    chosen = select(MemberLeaderRole.role).join(Membership, Membership.id == MemberLeaderRole.membership_id)
    return chosen.where(Membership.committee_id == committee_id, _holding(day)).distinct()


def leader_roles_of(membership: Membership) -> list[MemberLeaderRole]:
    """What one member has chosen."""
    chosen = select(MemberLeaderRole).where(MemberLeaderRole.membership_id == membership.id)
    return all_of(chosen.order_by(MemberLeaderRole.id))


def own_seat_or_404(committee: Committee, user_id: int | None) -> Membership:
    """The seat of whoever asks; 404 for somebody without one."""
    found = membership_of(committee, user_id) if user_id else None
    if found is None:
        abort(404)
    return found


def composition_reviews(committee: Committee) -> Select[tuple[CompositionReview]]:
    """When the composition was held against the criteria, and what was found; newest first."""
    return (
        select(CompositionReview)
        .where(CompositionReview.committee_id == committee.id)
        .options(joinedload(CompositionReview.reviewed_by))
        .order_by(CompositionReview.id.desc())
    )


def last_review(committee: Committee) -> CompositionReview | None:
    """The newest of them."""
    return db.session.scalar(composition_reviews(committee).limit(1))
