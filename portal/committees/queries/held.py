"""Whether somebody who was put on a seat has done anything there. Else it may have been a mistake, and is not told as
time in office."""

from collections.abc import Sequence

from sqlalchemy import Column, select, union_all

from portal.committees.models import Committee, Membership
from portal.events.models import Event
from portal.events.queries import committee_events
from portal.events.types import EventType as E
from portal.foundation import clock
from portal.foundation.db import db

# What somebody can do because of a seat, and leaves no row that names the seat.
DONE_IN_OFFICE = frozenset(
    {
        E.COMMITMENT_MADE, E.COMMITMENT_REPORTED, E.GATE_OPENED, E.IDEA_ANSWERED, E.IDEA_ANSWER_CORRECTED,
        E.IDEA_CARRIED_ON, E.IDEA_CLOSED, E.LESSONS_WRITTEN, E.PROPOSAL_CREATED, E.PROPOSAL_PUBLISHED,
        E.PROPOSAL_REVISED, E.RECOMMENDATION_ADOPTED, E.RECOMMENDATION_DRAFTED, E.RECOMMENDATION_EDITED,
        E.RECOMMENDATION_HANDED_OVER, E.WORKSHOP_NOTED, E.WORKSHOP_OUTCOME_CONFIRMED, E.WORKSHOP_OUTCOME_WRITTEN,
    }
)  # fmt: skip


def never_held(memberships: Sequence[Membership]) -> set[int]:
    """Those that ended on the day they began, and in which nothing was done. A day as a substitute, planned as one day,
    is time in office."""
    brief = [
        one
        for one in memberships
        if one.ends_on is not None
        and one.ends_on <= one.starts_on
        and (one.substitute_for_id is None or one.end_reason)
    ]
    return {one.id for one in brief} - did_something(brief)


def mark_mistakes(memberships: Sequence[Membership]) -> None:
    """Where a roster is read, those that were never held say so of themselves."""
    mistaken = never_held(memberships)
    for membership in memberships:
        membership.was_held = membership.id not in mistaken


def did_something(memberships: Sequence[Membership]) -> set[int]:
    """Those of the memberships that any other row names (a position, a proposal, an adoption, an application, a
    substitute …), or whose holder has done something in the committee that a seat gives leave to."""
    ids = [one.id for one in memberships]
    if not ids:
        return set()
    named = union_all(*(select(column).where(column.in_(ids)) for column in _columns_that_name_a_membership()))
    return {*db.session.scalars(named), *_busy(memberships)}


def can_be_taken_back(membership: Membership) -> bool:
    """Whether it was entered today, and nothing has come of it."""
    entered_on = clock.in_denmark(membership.created_at).date()
    return entered_on == clock.today() and not did_something([membership])


def _columns_that_name_a_membership() -> list[Column[int]]:
    """Asked of the tables themselves, so that no room above this one can be forgotten."""
    named = Membership.__table__.c.id
    keys = (key for table in Membership.metadata.sorted_tables for key in table.foreign_keys)
    return [key.parent for key in keys if key.column is named]


def _busy(memberships: Sequence[Membership]) -> set[int]:
    done = select(Event.actor_id, Event.committee_id, Event.created_at).where(
        Event.actor_id.in_([one.user_id for one in memberships]),
        Event.committee_id.in_([one.committee_id for one in memberships]),
        Event.type.in_(DONE_IN_OFFICE),
    )
    deeds = db.session.execute(done).tuples().all()
    return {
        one.id
        for one in memberships
        for actor_id, committee_id, at in deeds
        if (actor_id, committee_id) == (one.user_id, one.committee_id)
        and at >= one.created_at
        and (one.ends_on is None or clock.in_denmark(at).date() <= one.ends_on)
    }


def was_taken_back(committee: Committee, membership_id: int) -> bool:
    """Whether the trail knows it as an appointment that was a mistake; the row itself is gone then."""
    if db.session.get(Membership, membership_id) is not None:
        return False
    told = db.session.scalars(committee_events(committee.id, {E.MEMBER_TAKEN_BACK}))
    return any(event.details.get("membership") == membership_id for event in told)
