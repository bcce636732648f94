"""Fetching everything that the portal holds about oneself."""

from datetime import timedelta

from portal.accounts.actions.codes import is_the_person
from portal.accounts.attempts import Limit, note_attempt, refuse_when_over
from portal.accounts.forms import ProofDraft
from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import transaction

OWN_DATA = Limit("own-data", 5, timedelta(hours=1))


def fetch_own_data(user: User, *, password: str, code: str = "") -> bool:
    """A person asks for everything held about them; that it happened is kept. False, and counted, if the password is
    wrong, or the code where one is set up. Raises `TooManyAttempts`.
    """
    with transaction():
        refuse_when_over(OWN_DATA, str(user.id))
        if not is_the_person(user, ProofDraft(password, code)):
            return False
        note_attempt(OWN_DATA, str(user.id))
        record(EventType.OWN_DATA_FETCHED, user, actor=user)
    return True
