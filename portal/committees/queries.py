"""Reading committees, their mandates, and who sits in them."""

from collections.abc import Sequence
from datetime import date

from flask import abort
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee, Mandate, Membership, Seat, SeatFunction, SeatType, StageEntry
from portal.foundation import clock
from portal.foundation.db import db
from portal.rules.access import Actor
from portal.rules.roles import Role
from portal.rules.stages import Stage

INSIDERS = frozenset({Role.MEMBER, Role.CHAIR, Role.FACILITATOR, Role.SECRETARY, Role.COUNCILLOR})
ONGOING = (Stage.CO_INITIATION, Stage.CO_DESIGN, Stage.CO_IMPLEMENTATION)


def committee_by_slug(slug: str, person: Actor) -> Committee:
    """The committee at this address. 404 when there is none, or it is not public and the person has no part in it."""
    committee: Committee = db.first_or_404(
        select(Committee)
        .where(Committee.slug == slug)
        .options(joinedload(Committee.receiving_body), selectinload(Committee.stages))
    )
    if not is_visible(committee, person):
        abort(404)
    return committee


def is_visible(committee: Committee, person: Actor) -> bool:
    """Whether this person may know that there is such a committee, and read what is public in it."""
    return committee.is_public or bool(INSIDERS & person.roles_in(committee))


def committee_by_id(committee_id: int) -> Committee | None:
    return db.session.get(Committee, committee_id)


def public_committees(*stages: Stage) -> Select[tuple[Committee]]:
    """Public committees in these stages, those that moved latest first."""
    return (
        select(Committee)
        .where(Committee.published_at.is_not(None), Committee.stage.in_(stages))
        .order_by(Committee.stage_since.desc(), Committee.id.desc())
    )


def unpublished_committees() -> list[Committee]:
    """Those that the secretariat is still writing the first mandate of."""
    return list(
        db.session.scalars(
            select(Committee).where(Committee.published_at.is_(None)).order_by(Committee.id.desc()).limit(50)
        )
    )


def committees_of(committee_ids: Sequence[int] | None) -> list[Committee]:
    """Committees that are not closed, of these ids (None: all), for the desk."""
    chosen = select(Committee).where(Committee.stage != Stage.CLOSED)
    if committee_ids is not None:
        chosen = chosen.where(Committee.id.in_(committee_ids))
    return list(db.session.scalars(chosen.order_by(Committee.name, Committee.id).limit(100)))


def committee_of_submission(key: str) -> Committee | None:
    """What the same form has made already."""
    return db.session.scalar(select(Committee).where(Committee.submission_key == key))


def seat_of_submission(committee: Committee, key: str) -> Seat | None:
    """What the same form has made already."""
    return db.session.scalar(select(Seat).where(Seat.submission_key == key, Seat.committee_id == committee.id))


def slug_is_taken(slug: str) -> bool:
    return db.session.scalar(select(Committee.id).where(Committee.slug == slug)) is not None


def count_by_stage() -> dict[Stage, int]:
    """How many public committees are in each stage."""
    rows = db.session.execute(
        select(Committee.stage, func.count()).where(Committee.published_at.is_not(None)).group_by(Committee.stage)
    )
    return dict(rows.tuples().all())


def mandates(committee: Committee) -> list[Mandate]:
    """All versions, newest first, with questions."""
    return list(
        db.session.scalars(
            select(Mandate)
            .where(Mandate.committee_id == committee.id)
            .options(selectinload(Mandate.questions), joinedload(Mandate.adopted_by))
            .order_by(Mandate.number.desc())
        )
    )


def adopted_mandate(committee: Committee) -> Mandate | None:
    """The version that holds: the latest that was adopted."""
    return db.session.scalar(
        select(Mandate)
        .where(Mandate.committee_id == committee.id, Mandate.adopted_on.is_not(None))
        .options(selectinload(Mandate.questions), joinedload(Mandate.adopted_by))
        .order_by(Mandate.number.desc())
        .limit(1)
    )


def draft_mandate(committee: Committee) -> Mandate | None:
    """The version that is being written, if any."""
    return db.session.scalar(
        select(Mandate)
        .where(Mandate.committee_id == committee.id, Mandate.adopted_on.is_(None))
        .options(selectinload(Mandate.questions))
        .order_by(Mandate.number.desc())
        .limit(1)
    )


def last_mandate_number(committee: Committee) -> int:
    return db.session.scalar(select(func.max(Mandate.number)).where(Mandate.committee_id == committee.id)) or 0


def seats(committee: Committee) -> list[Seat]:
    """The seats of a committee with everybody who sits or sat on them, in the order of the table."""
    loaded = select(Seat).where(Seat.committee_id == committee.id).order_by(Seat.position, Seat.id)
    people = selectinload(Seat.memberships)
    return list(
        db.session.scalars(loaded.options(people.joinedload(Membership.user), people.joinedload(Membership.party)))
    )


def seat_or_404(committee: Committee, seat_id: int) -> Seat:
    seat: Seat = db.first_or_404(select(Seat).where(Seat.id == seat_id, Seat.committee_id == committee.id))
    return seat


def membership_or_404(committee: Committee, membership_id: int) -> Membership:
    found: Membership = db.first_or_404(
        select(Membership)
        .where(Membership.id == membership_id, Membership.committee_id == committee.id)
        .options(joinedload(Membership.user), joinedload(Membership.seat), joinedload(Membership.party))
    )
    return found


def sitting_members(committee: Committee, on: date | None = None) -> list[Membership]:
    """Members on a day (today), those who take positions: not substitutes or observers."""
    day = on or clock.today()
    return list(
        db.session.scalars(
            select(Membership)
            .where(
                Membership.committee_id == committee.id,
                Membership.starts_on <= day,
                or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
                Membership.function.in_((SeatFunction.CHAIR, SeatFunction.VICE_CHAIR, SeatFunction.MEMBER)),
            )
            .options(joinedload(Membership.user), joinedload(Membership.party), joinedload(Membership.seat))
            .order_by(Membership.id)
        )
    )


def membership_of(committee: Committee, user_id: int | None) -> Membership | None:
    """The seat that this person sits on today, if any."""
    return next((found for found in sitting_members(committee) if found.user_id == user_id), None)


def has_chair(committee: Committee) -> bool:
    return any(found.function is SeatFunction.CHAIR for found in sitting_members(committee))


def external_members(committee: Committee) -> list[Membership]:
    """Members who are not politicians."""
    return [found for found in sitting_members(committee) if found.seat.type is not SeatType.POLITICIAN]


def is_seated_elsewhere(committee: Committee, user_id: int, on: date) -> bool:
    """Whether this person already sits in the committee on a day; one person has one seat."""
    return (
        db.session.scalar(
            select(Membership.id).where(
                and_(
                    Membership.committee_id == committee.id,
                    Membership.user_id == user_id,
                    or_(Membership.ends_on.is_(None), Membership.ends_on >= on),
                )
            )
        )
        is not None
    )


def stage_entries(committee: Committee) -> list[StageEntry]:
    """How the committee came through its stages, oldest first."""
    return list(
        db.session.scalars(
            select(StageEntry)
            .where(StageEntry.committee_id == committee.id)
            .options(joinedload(StageEntry.opened_by))
            .order_by(StageEntry.id)
        )
    )
