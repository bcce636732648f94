"""The link in each letter with which its reader chooses what comes by mail, without signing in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadData

from portal.accounts.models import User
from portal.foundation.db import db
from portal.foundation.signing import serializer
from portal.rules.notices import NoticeKind

PATH = "/beskeder/valg/"
SALT = "notice-choice"
LASTS = timedelta(days=400)  # somebody may find the letter again a year later


@dataclass(frozen=True)
class Choice:
    """Whose letter it was, and which kinds of notices were in it."""

    user: User
    kinds: tuple[NoticeKind, ...]


def path_of_choice(user: User, kinds: Iterable[NoticeKind]) -> str:
    """Where whoever holds the letter chooses how these kinds come. It opens nothing else."""
    return PATH + serializer(SALT).dumps([user.id, *sorted(set(kinds))])


def choice_of(token: str) -> Choice | None:
    """What a link is about; None when it is false, too old, or of a person who is no longer here."""
    try:
        user_id, *kinds = serializer(SALT).loads(token, max_age=int(LASTS.total_seconds()))
        choice = tuple(NoticeKind(kind) for kind in kinds)
    except (BadData, ValueError, TypeError):
        return None
    user = db.session.get(User, user_id) if isinstance(user_id, int) else None
    return Choice(user, choice) if user is not None and user.is_active and choice else None
