"""Who serves a committee."""

from sqlalchemy import select

from portal.accounts.models import RoleGrant
from portal.committees.models import Committee
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
