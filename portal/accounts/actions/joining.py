"""Getting an account: by asking for one, or by invitation. The answer never tells whether somebody has one already."""

from portal.accounts import passwords
from portal.accounts.actions.sessions import begin_session
from portal.accounts.attempts import (
    MAIL_BY_ADDRESS,
    MAIL_BY_NETWORK,
    MAIL_TO_MEMBERS,
    Limit,
    is_used_up,
    note_attempt,
    take_tries,
)
from portal.accounts.forms import AccountDraft
from portal.accounts.links import Purpose, person_of_link
from portal.accounts.models import User, Visitor
from portal.accounts.origin import Origin
from portal.accounts.queries import end_sessions, user_by_email
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.rules.access import require
from portal.rules.permissions import Permission


def create_account(visitor: Visitor | User, draft: AccountDraft, origin: Origin) -> None:
    """A visitor asks for an account and is sent a link; whoever has one already is sent a letter that says so."""
    require(visitor, Permission.ACCOUNT_CREATE)
    with transaction():
        count_letter(draft.email, origin)
        known = user_by_email(draft.email)
        if known is None:
            user = User(name=draft.name, email=draft.email)
            db.session.add(user)
            record(EventType.ACCOUNT_CREATED, user, actor=None, then=draft.then)
            return
        if known.confirmed_at is None and not known.is_invited:
            known.name = draft.name  # a name that nobody stands by yet: the last to ask counts
        elif known.is_trusted and not known.is_guest and is_told_already(known):
            return
        begin_invitation_anew(known)
        record(EventType.ACCOUNT_ASKED_AGAIN, known, actor=None, then=draft.then)


def ask_for_confirmation(user: User, origin: Origin) -> None:
    """Somebody who has not confirmed the address asks for the letter again."""
    with transaction():
        require_unconfirmed(user)
        count_letter(user.email, origin)
        record(EventType.CONFIRMATION_ASKED, user, actor=user)


def confirm_account(token: str, password: str, origin: Origin | None) -> User:
    """The holder of a link shows that the address is theirs, chooses the password, and is signed in."""
    return _begin(Purpose.CONFIRM, token, password, origin)


def accept_invitation(token: str, password: str, origin: Origin | None) -> User:
    """An invited person chooses a password and is signed in; the link has shown that the address is theirs."""
    return _begin(Purpose.INVITATION, token, password, origin)


def holder_of(purpose: Purpose, token: str) -> User:
    """Whose link this is. Raises `Refused` when it no longer works."""
    user = person_of_link(purpose, token)
    if user is None:
        raise Refused(_("The link no longer works"))
    return user


def require_unconfirmed(user: User) -> None:
    """There is something left to confirm."""
    if user.confirmed_at is not None:
        raise Refused(_("Your address is confirmed already"))


def count_letter(email: str, origin: Origin, by_address: Limit = MAIL_BY_ADDRESS) -> None:
    """Nobody's letter box is filled from here: so many letters at most, whether or not anybody has the address."""
    take_tries((by_address, email), (MAIL_BY_NETWORK, origin.network))


def is_told_already(user: User) -> bool:
    """Whether somebody with an account has been told so today, whoever keeps asking for one; the next time, yes."""
    if is_used_up(MAIL_TO_MEMBERS, user.email):
        return True
    note_attempt(MAIL_TO_MEMBERS, user.email)
    return False


def _begin(purpose: Purpose, token: str, password: str, origin: Origin | None) -> User:
    """An account begins with its first password. One that was chosen before the address was shown may be anybody's,
    and is over. Whoever has a one-time code is not signed in yet, and bears no token; nor is anybody without a browser.
    """
    holder_of(purpose, token)
    kept = passwords.hashed(password)
    with transaction():
        user = holder_of(purpose, token)
        end_sessions(user)
        user.password_hash = kept
        user.confirmed_at = user.confirmed_at or clock.now()
        record(EventType.ACCOUNT_CONFIRMED, user, actor=user)
        user.session_token = ""
        if origin is not None and not user.has_code:
            begin_session(user, origin)
    return user


def begin_invitation_anew(user: User) -> None:
    """The letter that is on its way to somebody who was invited holds a new link, which lasts from now."""
    if user.is_invited:
        user.invited_at = clock.now()
