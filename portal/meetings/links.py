"""The address of somebody's own calendar: whoever has it reads which meetings they come to, and can do nothing else."""

from hashlib import sha256

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from portal.accounts.models import User
from portal.foundation.db import db
from portal.meetings.queries import renewals_of

PATH = "/kalender/"


def path_of_calendar(person: User) -> str:
    """The same until they ask for another."""
    return f"{PATH}{_serializer().dumps([person.id, renewals_of(person)])}.ics"


def person_of_calendar(token: str) -> User | None:
    """Whose calendar it is; None when the address is false or has been renewed, or the person is no longer here."""
    try:
        user_id, renewals = _serializer().loads(token)
    except (BadData, ValueError, TypeError):
        return None
    person = db.session.get(User, user_id) if isinstance(user_id, int) else None
    return person if person is not None and person.is_active and renewals_of(person) == renewals else None


def _serializer() -> URLSafeSerializer:
    options = {"key_derivation": "hmac", "digest_method": sha256}
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="calendar", signer_kwargs=options)
