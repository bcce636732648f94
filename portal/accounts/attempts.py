"""Counting tries in the database, so that all processes agree. Only keyed hashes of addresses are kept."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, func, select

from portal.accounts.models import Attempt
from portal.foundation import clock
from portal.foundation.dates import clock_time, daytime
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _


class TooManyAttempts(Refused):
    """Come back later; the reason says when."""

    status = 429


@dataclass(frozen=True)
class Limit:
    """At most so many tries by one key within a time."""

    deed: str
    most: int
    within: timedelta


SIGN_IN_BY_ADDRESS = Limit("sign-in", 10, timedelta(minutes=15))
SIGN_IN_BY_NETWORK = Limit("sign-in-network", 30, timedelta(minutes=15))
CODE_BY_PERSON = Limit("code", 5, timedelta(minutes=15))
CODE_BY_PERSON_A_DAY = Limit("code-day", 20, timedelta(hours=24))  # so that a thief with the password needs centuries
MAIL_RESET = Limit("mail-reset", 5, timedelta(hours=1))  # strangers cannot keep anybody from a new password for long
MAIL_BY_ADDRESS = Limit("mail", 5, timedelta(hours=24))  # what strangers can make us send to somebody
MAIL_TO_MEMBERS = Limit("mail-known", 1, timedelta(hours=24))  # that they have an account already, which they know
MAIL_BY_NETWORK = Limit("mail-network", 60, timedelta(hours=1))
A_MINUTE = timedelta(minutes=1)  # the clock that people read shows whole minutes


def refuse_when_over(limit: Limit, key: str) -> None:
    """Raise `TooManyAttempts`, which says when the oldest try is forgotten, when no more are allowed."""
    tries, oldest = _tries(limit, key)
    if oldest is not None and tries >= limit.most:
        raise TooManyAttempts(_again_at(oldest + limit.within))


def is_used_up(limit: Limit, key: str) -> bool:
    """Whether the next try would be refused."""
    return _tries(limit, key)[0] >= limit.most


def note_attempt(limit: Limit, key: str) -> None:
    """Count one try, and forget those that no longer matter. For use within an action's transaction."""
    db.session.execute(
        delete(Attempt).where(Attempt.deed == limit.deed, Attempt.created_at < clock.now() - limit.within)
    )
    db.session.add(Attempt(deed=limit.deed, key_hash=kept(key)))


def forget_attempts(limit: Limit, key: str) -> None:
    """Begin from nought: it was the right person after all."""
    db.session.execute(delete(Attempt).where(Attempt.deed == limit.deed, Attempt.key_hash == kept(key)))


def _tries(limit: Limit, key: str) -> tuple[int, datetime | None]:
    since = clock.now() - limit.within
    tries, oldest = db.session.execute(
        select(func.count(), func.min(Attempt.created_at)).where(
            Attempt.deed == limit.deed, Attempt.key_hash == kept(key), Attempt.created_at > since
        )
    ).one()
    return tries, oldest


def kept(key: str) -> str:
    """What is kept of an address or a network: it can be known again, and not be guessed from a stolen database."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, key.encode(), "sha256").hexdigest()


def _again_at(moment: datetime) -> str:
    moment += A_MINUTE
    is_today = clock.in_denmark(moment).date() == clock.today()
    when = clock_time(moment) if is_today else daytime(moment)
    return _("There have been too many attempts. Try again %(time)s.", time=when)
