"""Reading people, their roles and their sessions."""

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import RoleGrant, User, UserSession
from portal.foundation import clock
from portal.foundation.db import db
from portal.rules.roles import Role


def hash_of(token: str) -> str:
    """What is kept of a token that only its owner's browser knows."""
    return sha256(token.encode()).hexdigest()


def person_of_token(token: str) -> User | None:
    """The person whose session this token opens, with all roles, in one query; None when it is over."""
    found = db.session.scalar(
        select(UserSession)
        .where(
            UserSession.token_hash == hash_of(token),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > clock.now(),
        )
        .options(joinedload(UserSession.user).joinedload(User.grants))
    )
    if found is None or not found.user.is_active:
        return None
    found.user.session_token = token
    return found.user


def user_by_email(email: str) -> User | None:
    """The person with this address, however it was typed."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def people_with_role(role: Role, committee_id: int | None) -> list[User]:
    """Everybody who holds a role today in this committee or in the whole municipality."""
    today = clock.today()
    return list(
        db.session.scalars(
            select(User)
            .join(User.grants)
            .where(
                RoleGrant.role == role,
                RoleGrant.committee_id.is_(None) | (RoleGrant.committee_id == committee_id),
                RoleGrant.starts_on <= today,
                RoleGrant.ends_on.is_(None) | (RoleGrant.ends_on >= today),
                User.deactivated_at.is_(None),
            )
            .order_by(User.id)
        ).unique()
    )
