"""Counting tries in the database, so that all processes agree. Only keyed hashes of addresses are kept.

A try is counted before it is judged, and given back if it was right: so many at once are as many as one after another.
"""

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
from portal.foundation.locking import hold_name


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
SIGN_IN_BY_DEVICE = Limit("sign-in-device", 10, timedelta(minutes=15))  # a browser of theirs, in place of the others
PASSWORD_INSIDE = Limit("password-inside", 10, timedelta(minutes=15))  # asked anew of somebody who is signed in
SIGN_IN_BY_NETWORK = Limit("sign-in-network", 30, timedelta(minutes=15))
CODE_BY_PERSON = Limit("code", 5, timedelta(minutes=15))
CODE_BY_PERSON_A_DAY = Limit("code-day", 20, timedelta(hours=24))  # so that a thief with the password needs centuries
MAIL_RESET = Limit("mail-reset", 5, timedelta(hours=1))  # strangers cannot keep anybody from a new password for long
MAIL_BY_ADDRESS = Limit("mail", 5, timedelta(hours=24))  # what strangers can make us send to somebody
MAIL_TO_MEMBERS = Limit("mail-known", 1, timedelta(hours=24))  # that they have an account already, which they know
MAIL_BY_NETWORK = Limit("mail-network", 60, timedelta(hours=1))
A_MINUTE = timedelta(minutes=1)  # the clock that people read shows whole minutes


def take_tries(*tries: tuple[Limit, str]) -> None:
    """Count one try under each of these limits; raises `TooManyAttempts`, and then none is counted.

    For use within an action's transaction. The keys are held, in the order in which they are given, until it ends.
    """
    for limit, key in tries:
        hold_name(f"{limit.deed} {kept(key)}")
        note_attempt(limit, key)
        refuse_when_over(limit, key, but=1)


def give_back_try(limit: Limit, key: str) -> None:
    """One try less: this one was right, or was never judged."""
    newest = select(func.max(Attempt.id)).where(Attempt.deed == limit.deed, Attempt.key_hash == kept(key))
    db.session.execute(delete(Attempt).where(Attempt.id == newest.scalar_subquery()))


def refuse_when_over(limit: Limit, key: str, *, but: int = 0) -> None:
    """Raise `TooManyAttempts`, which says when the oldest try is forgotten, when no more are allowed. `but`: so many
    of those that have been counted are the one at hand.
    """
    tries, oldest = _tries(limit, key)
    if oldest is not None and tries - but >= limit.most:
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
    db.session.flush()


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
