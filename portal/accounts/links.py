"""Links in mails that prove an address: signed, with a time limit, and dead as soon as they have been used."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from itsdangerous import BadData

from portal.accounts.models import User
from portal.foundation.db import db
from portal.foundation.signing import serializer


class Purpose(StrEnum):
    """What a link is good for."""

    CONFIRM = "confirm"
    NEW_PASSWORD = "new-password"  # noqa: S105 - a name
    INVITATION = "invitation"
    CODE = "code"  # in no mail: the password was right, and the code is asked for


@dataclass(frozen=True)
class LinkKind:
    """Where a link leads, and how long it works."""

    path: str
    lasts: timedelta


LINKS = {
    Purpose.CONFIRM: LinkKind("/bekraeft/", timedelta(days=3)),
    Purpose.NEW_PASSWORD: LinkKind("/ny-adgangskode/", timedelta(hours=1)),
    Purpose.INVITATION: LinkKind("/invitation/", timedelta(days=14)),
    Purpose.CODE: LinkKind("", timedelta(minutes=10)),
}


def path_of_link(purpose: Purpose, user: User) -> str:
    """A path that works once, for a limited time, and only for what it is made for."""
    return LINKS[purpose].path + serializer(f"account-{purpose}").dumps([user.id, _state_of(user)])


def invitation_ends(user: User) -> datetime | None:
    """When the newest invitation of somebody stops working."""
    return user.invited_at + LINKS[Purpose.INVITATION].lasts if user.invited_at else None


def person_of_link(purpose: Purpose, token: str) -> User | None:
    """Whose link this is; None when it is false, too old, used, or of a person who may not come in."""
    try:
        user_id, state = serializer(f"account-{purpose}").loads(
            token, max_age=int(LINKS[purpose].lasts.total_seconds())
        )
    except (BadData, ValueError, TypeError):
        return None
    user = db.session.get(User, user_id)
    return user if user is not None and user.is_active and _state_of(user) == state else None


def _state_of(user: User) -> str:
    """Whatever a link changes is part of it, so that using one link ends all links of the person."""
    facts: list[Any] = [user.email, user.password_hash, user.confirmed_at and user.confirmed_at.isoformat()]
    return sha256(repr(facts).encode()).hexdigest()[:32]
