"""People who take part without an account: known by an address that they have shown to be theirs."""

from portal.accounts.models import User
from portal.accounts.queries import end_sessions, user_by_email
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _


def holder_of_address(name: str, email: str) -> User:
    """The person who reads letters to this address: one we know, or a guest, who has no password to sign in with.

    For use within an action's transaction, after a link that was sent there has come back. A guest becomes an account
    by choosing a password through a letter, so what was sent before comes along and nobody else can claim it. A
    password that was chosen before the address was confirmed may be anybody's, and is forgotten.
    Raises `Refused` when the person is shut out.
    """
    user = user_by_email(email)
    if user is None:
        user = User(name=name, email=email)
        db.session.add(user)
    if not user.is_active:
        raise Refused(_("The link no longer works"))
    if user.confirmed_at is None:
        _confirm(user, name)
    return user


def _confirm(user: User, name: str) -> None:
    if not user.is_invited:
        user.name, user.password_hash = name, None
        end_sessions(user)
    user.confirmed_at = clock.now()
    record(EventType.ACCOUNT_CONFIRMED, user, actor=user)
