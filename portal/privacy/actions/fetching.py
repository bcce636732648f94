"""Fetching everything that the portal holds about oneself."""

from datetime import timedelta

from portal.accounts import passwords
from portal.accounts.attempts import SIGN_IN_BY_ADDRESS, Limit, note_attempt, refuse_when_over
from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import transaction

OWN_DATA = Limit("own-data", 5, timedelta(hours=1))


def fetch_own_data(user: User, *, password: str) -> bool:
    """A person asks for everything held about them; that it happened is kept. False, and counted, if the password is
    wrong. Raises `TooManyAttempts`.
    """
    with transaction():
        refuse_when_over(SIGN_IN_BY_ADDRESS, user.email)
        refuse_when_over(OWN_DATA, str(user.id))
        if not passwords.matches(user.password_hash, password):
            note_attempt(SIGN_IN_BY_ADDRESS, user.email)
            return False
        note_attempt(OWN_DATA, str(user.id))
        record(EventType.OWN_DATA_FETCHED, user, actor=user)
    return True
