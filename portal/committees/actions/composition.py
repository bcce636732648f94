"""What the table needs, the review of how it is composed, and the leader roles that members choose."""

from collections.abc import Sequence
from typing import Any

from portal.accounts.models import User
from portal.committees.balance import mark_of_needs
from portal.committees.forms.composition import CategoryDraft, CompositionDraft, ReviewDraft
from portal.committees.models import (
    Committee,
    CompositionCategory,
    CompositionNeed,
    CompositionReview,
    Criterion,
    LeaderRole,
    MemberLeaderRole,
    Membership,
)
from portal.committees.queries import composition_of, last_review, leader_roles_of, seats
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.rules.access import require, require_own
from portal.rules.permissions import Permission


def describe_composition(
    actor: User, committee: Committee, draft: CompositionDraft, *, seen: str | None = None
) -> None:
    """A secretary writes whom the task needs and why: about needs, never about persons.

    `seen` is the mark of the matrix and the seats when the writing began; `Conflict` if somebody has changed them
    since, unless to what is written now: a second click is no quarrel, and tells nobody anything.
    """
    with transaction():
        require(actor, Permission.COMPOSITION_DESCRIBE, committee)
        hold(committee)
        before = composition_of(committee)
        stood = mark_of_needs(before, seats(committee))
        rows = _written(committee, before, draft)
        _count_seats_as(committee, rows, draft)
        _take_out(before, rows)
        if mark_of_needs(list(rows.values()), seats(committee)) == stood:
            return
        if seen not in {None, stood}:
            raise Conflict("the needs have been changed")
        path = f"{committee.path}sammensaetning"
        record(EventType.COMPOSITION_DESCRIBED, committee, actor=actor, title=committee.name, path=path)


def review_composition(
    actor: User, committee: Committee, review: ReviewDraft, *, seen: str | None = None
) -> CompositionReview:
    """A secretary enters that the composition has been held against the three criteria, and what was found.

    `seen` is the mark of the needs that the review is about; `Conflict` when others stand there now. The same review
    sent twice is one.
    """
    with transaction():
        require(actor, Permission.COMPOSITION_REVIEW, committee)
        hold(committee)
        needs = composition_of(committee)
        if not any(need.need for category in needs for need in category.needs):
            raise Refused(_("Describe what the table needs before you review the composition."))
        if seen not in {None, mark_of_needs(needs)}:
            raise Conflict("the needs are not as the person saw them")
        facts = _facts_of(actor, review) | {"needs_mark": mark_of_needs(needs)}
        last = last_review(committee)
        if last is not None and all(getattr(last, name) == fact for name, fact in facts.items()):
            return last
        row = CompositionReview(committee_id=committee.id, **facts)
        db.session.add(row)
        path = f"{committee.path}sammensaetning"
        record(EventType.COMPOSITION_REVIEWED, row, actor=actor, title=committee.name, path=path)
    return row


def _facts_of(actor: User, review: ReviewDraft) -> dict[str, Any]:
    return {
        "reviewed_by_id": actor.id,
        "reviewed_on": clock.today(),
        "statement": review.statement,
        "women_proposed": review.women,
        "men_proposed": review.men,
    }


def choose_leader_roles(actor: User, membership: Membership, roles: Sequence[LeaderRole]) -> None:
    """A member takes on leader roles, or gives them back. The trail tells that it happened, not which."""
    with transaction():
        is_own = membership.user_id == actor.id
        require_own(actor, Permission.LEADER_ROLE_CHOOSE, membership.committee, is_own=is_own)
        hold(membership)
        had = {chosen.role: chosen for chosen in leader_roles_of(membership)}
        for role in set(had) - set(roles):
            db.session.delete(had[role])
        for role in sorted(set(roles) - set(had)):
            db.session.add(MemberLeaderRole(membership_id=membership.id, role=role))
        record(EventType.LEADER_ROLES_CHOSEN, membership, actor=actor)


def _written(
    committee: Committee, before: Sequence[CompositionCategory], draft: CompositionDraft
) -> dict[int, CompositionCategory]:
    """The rows of the matrix as they are now, by place."""
    known = {row.position: row for row in before}
    rows = {}
    for category in draft.categories:
        row = known.get(category.place)
        if row is None:
            row = CompositionCategory(committee_id=committee.id, position=category.place, kind=category.kind)
            db.session.add(row)
        _write(row, category)
        rows[category.place] = row
    db.session.flush()
    return rows


def _write(row: CompositionCategory, draft: CategoryDraft) -> None:
    row.name, row.knows, row.speaks_for_others = draft.name, draft.knows, draft.speaks_for_others
    known = {need.criterion: need for need in row.needs}
    for criterion in Criterion:
        wanted = draft.needs.get(criterion)
        need = known.get(criterion) or CompositionNeed(criterion=criterion)
        need.need, need.reason = (wanted.need, wanted.reason) if wanted else (0, "")
        if criterion not in known:
            row.needs.append(need)


def _count_seats_as(committee: Committee, rows: dict[int, CompositionCategory], draft: CompositionDraft) -> None:
    for seat in seats(committee):
        row = rows.get(draft.seats.get(seat.id, -1))
        seat.category_id = row.id if row is not None else None
    db.session.flush()  # nothing counts as a row that is taken out next


def _take_out(before: Sequence[CompositionCategory], rows: dict[int, CompositionCategory]) -> None:
    for row in before:
        if row.position not in rows:
            db.session.delete(row)
