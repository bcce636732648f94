"""What people change about themselves: password and name."""

from portal.accounts import passwords
from portal.accounts.actions.joining import begin_invitation_anew, count_letter, holder_of
from portal.accounts.actions.proving import knows_password
from portal.accounts.attempts import MAIL_RESET, SIGN_IN_BY_ADDRESS, forget_attempts
from portal.accounts.links import Purpose
from portal.accounts.models import User
from portal.accounts.origin import Origin
from portal.accounts.queries import end_sessions, user_by_email
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.rules.access import require
from portal.rules.permissions import Permission


def ask_for_new_password(email: str, origin: Origin) -> None:
    """Somebody has forgotten the password. A link goes to the address if it belongs to anyone; nobody is told which."""
    with transaction():
        count_letter(email, origin, MAIL_RESET)
        user = user_by_email(email)
        if user is not None:
            begin_invitation_anew(user)
            record(EventType.PASSWORD_FORGOTTEN, user, actor=None)


def choose_new_password(token: str, password: str) -> User:
    """The holder of a link chooses a new password. Every session ends; the address has shown to be theirs."""
    holder_of(Purpose.NEW_PASSWORD, token)
    kept = passwords.hashed(password)
    with transaction():
        user = holder_of(Purpose.NEW_PASSWORD, token)
        user.password_hash = kept
        user.confirmed_at = user.confirmed_at or clock.now()
        end_sessions(user)
        forget_attempts(SIGN_IN_BY_ADDRESS, user.email)
        record(EventType.PASSWORD_CHANGED, user, actor=user)
    return user


def change_password(user: User, *, present: str, new: str) -> bool:
    """A person changes the password, and every other session ends. False, and counted, if the present is wrong."""
    if not knows_password(user, present):
        return False
    kept = passwords.hashed(new)
    with transaction():
        user.password_hash = kept
        end_sessions(user, but=user.session_token)
        record(EventType.PASSWORD_CHANGED, user, actor=user)
    return True


def change_name(user: User, name: str) -> None:
    """A person corrects his or her own name."""
    with transaction():
        require(user, Permission.ACCOUNT_KEEP)
        user.name = name
        record(EventType.PERSON_CHANGED, user, actor=user)
