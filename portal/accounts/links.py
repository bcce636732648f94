"""Links in mails that prove an address: signed, with a time limit, and dead as soon as they have been used."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from itsdangerous import BadData

from portal.accounts.models import User
from portal.accounts.origin import local_path
from portal.foundation.db import db
from portal.foundation.i18n import ngettext
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


def path_of_link(purpose: Purpose, user: User, then: str = "") -> str:
    """A path that works once, for a limited time, and only for what it is made for.

    `then` is the path of the page that somebody came from and goes on to. It is sealed in, so that nobody reads a
    stranger's words in a letter from us.
    """
    return LINKS[purpose].path + serializer(f"account-{purpose}").dumps([user.id, _state_of(user), then])


def time_of_link(purpose: Purpose) -> str:
    """How long a link works, in words: what letters and pages say, and what `person_of_link` holds, is one number."""
    lasts = LINKS[purpose].lasts
    if lasts.days:
        return ngettext("%(count)s day", "%(count)s days", lasts.days)
    return ngettext("%(count)s hour", "%(count)s hours", lasts // timedelta(hours=1))


def invitation_ends(user: User) -> datetime | None:
    """When the newest invitation of somebody stops working."""
    return user.invited_at + LINKS[Purpose.INVITATION].lasts if user.invited_at else None


def person_of_link(purpose: Purpose, token: str) -> User | None:
    """Whose link this is; None when it is false, too old, used, or of a person who may not come in."""
    user_id, state, _then = _opened(purpose, token)
    user = db.session.get(User, user_id)
    return user if user is not None and user.is_active and _state_of(user) == state else None


def after_link(purpose: Purpose, token: str) -> str:
    """The path of the page that whoever asked for this link came from; nothing where none is known."""
    return local_path(_opened(purpose, token)[2])


def _opened(purpose: Purpose, token: str) -> tuple[int, str, str]:
    """What stands in a link. Those that were sent before links knew where to go on to, hold two things."""
    try:
        user_id, state, *then = serializer(f"account-{purpose}").loads(
            token, max_age=int(LINKS[purpose].lasts.total_seconds())
        )
    except (BadData, ValueError, TypeError):
        return 0, "", ""
    return user_id, state, str(then[0]) if then else ""


def _state_of(user: User) -> str:
    """Whatever a link changes is part of it, so that using one link ends all links of the person."""
    facts: list[Any] = [user.email, user.password_hash, user.confirmed_at and user.confirmed_at.isoformat()]
    return sha256(repr(facts).encode()).hexdigest()[:32]
