"""Whether a password is right: counted before it is judged, and judged outside every transaction. Hashing is slow, and
whoever writes on SQLite keeps all others from writing.
"""

from portal.accounts import passwords
from portal.accounts.attempts import PASSWORD_INSIDE, Limit, TooManyAttempts, give_back_try, take_tries
from portal.accounts.models import User
from portal.foundation.db import transaction

Tries = tuple[tuple[Limit, str], ...]


def password_fits(user: User | None, typed: str, tries: Tries) -> bool:
    """Whether this is the person's password; a wrong one stays counted under each of `tries`, a right one under none.

    Takes as long when there is nobody. Raises `TooManyAttempts`, also for the right password. Not for use within a
    transaction.
    """
    with transaction():
        take_tries(*tries)
    try:
        fits = passwords.matches(user.password_hash if user is not None else None, typed)
    except TooManyAttempts:  # it was never judged
        _give_back(tries)
        raise
    if fits:
        _give_back(tries)
    return fits


def knows_password(user: User, typed: str) -> bool:
    """Whether somebody who is signed in knows the password as well. Counted apart from signing in, so that strangers
    cannot keep anybody from changing it.
    """
    return password_fits(user, typed, ((PASSWORD_INSIDE, str(user.id)),))


def _give_back(tries: Tries) -> None:
    with transaction():
        for limit, key in tries:
            give_back_try(limit, key)
