"""Who serves a committee, and which somebody has a part in."""

from sqlalchemy import or_, select

from portal.accounts.models import RoleGrant, User
from portal.committees.models import Committee, Membership
from portal.foundation import clock
from portal.foundation.db import db
from portal.rules.roles import Role


def has_secretary(committee: Committee) -> bool:
    """Somebody serves this committee in particular."""
    today = clock.today()
    serving = select(RoleGrant.id).where(
        RoleGrant.role == Role.SECRETARY,
        RoleGrant.committee_id == committee.id,
        RoleGrant.starts_on <= today,
        RoleGrant.ends_on.is_(None) | (RoleGrant.ends_on >= today),
    )
    return db.session.scalar(serving.limit(1)) is not None


def committees_with(user: User) -> dict[int, str]:
    """Where somebody has a seat or a role, or will have: names, by id."""
    today = clock.today()
    roles = {grant.committee_id for grant in user.grants if grant.ends_on is None or grant.ends_on >= today}
    seats = select(Membership.committee_id).where(
        Membership.user_id == user.id, or_(Membership.ends_on.is_(None), Membership.ends_on >= today)
    )
    mine = Committee.id.in_(roles - {None}) | Committee.id.in_(seats)
    names = select(Committee.id, Committee.name).where(mine).order_by(Committee.id)
    return dict(db.session.execute(names).tuples().all())
