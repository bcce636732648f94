"""Fetching everything that the portal holds about oneself."""

from datetime import timedelta

from portal.accounts.actions.codes import is_the_code
from portal.accounts.actions.proving import knows_password
from portal.accounts.attempts import Limit, refuse_when_over, take_tries
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
    refuse_when_over(OWN_DATA, str(user.id))
    if not knows_password(user, password):
        return False
    with transaction():
        if not is_the_code(user, ProofDraft(password, code)):
            return False
        take_tries((OWN_DATA, str(user.id)))
        record(EventType.OWN_DATA_FETCHED, user, actor=user)
    return True
