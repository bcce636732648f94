"""Signing in and out."""

from portal.accounts import passwords
from portal.accounts.actions.codes import take_code
from portal.accounts.actions.proving import Tries, password_fits
from portal.accounts.actions.sessions import begin_session
from portal.accounts.attempts import SIGN_IN_BY_ADDRESS, SIGN_IN_BY_DEVICE, SIGN_IN_BY_NETWORK, forget_attempts
from portal.accounts.devices import device_of
from portal.accounts.forms import CodeDraft, SignInDraft
from portal.accounts.links import Purpose, person_of_link
from portal.accounts.models import User, UserSession, Visitor
from portal.accounts.origin import Origin
from portal.accounts.queries import end_sessions, session_of_token, user_by_email
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.rules.permissions import Permission


def sign_in(visitor: Visitor | User, draft: SignInDraft, origin: Origin) -> User | None:
    """A visitor signs in: a session begins, and the person bears its token. None when address and password do not
    fit; that is counted. Raises `TooManyAttempts`, also for the right password.

    Whoever has a one-time code is not signed in yet, and bears no token: the code is asked for next.
    """
    user = user_by_email(draft.email)
    judged = user.password_hash if user is not None and user.is_active else None  # who is shut out has none
    tries = _tries_of(user, draft.email, origin)
    if not password_fits(user if judged else None, draft.password, tries) or user is None:
        return None
    stronger = _stronger_hash(judged, draft.password)
    with transaction():
        hold(user)
        if user.password_hash != judged or not user.is_active:
            return None  # changed in this very moment
        forget_attempts(*tries[0])
        user.password_hash = stronger or judged
        _end_session_at_hand(visitor)
        user.session_token = ""
        if not user.has_code:
            begin_session(user, origin)
    return user


def sign_in_with_code(visitor: Visitor | User, token: str, draft: CodeDraft, origin: Origin) -> User | None:
    """Somebody who has written the right password a moment ago shows the phone, or a recovery code, and is signed in.

    `token` proves the password. None when the code is wrong; that is counted. Raises `TooManyAttempts`, and `Refused`
    when the password was too long ago or has been changed since.
    """
    with transaction():
        user = person_of_link(Purpose.CODE, token)
        if user is None:
            raise Refused(_("It took too long. Sign in with your password again"))
        if not take_code(user, draft.code, is_recovery=draft.is_recovery):
            return None
        _end_session_at_hand(visitor)
        begin_session(user, origin)
    return user


def sign_out(user: User) -> None:
    """A person leaves the browser at hand."""
    with transaction():
        session = session_of_token(user.session_token)
        if session is not None:
            session.ended_at = clock.now()
            record(EventType.SESSION_ENDED, user, actor=user)


def end_session(user: User, session: UserSession) -> None:
    """A person ends one of his or her own sessions, for instance on a lost phone."""
    with transaction():
        if session.user_id != user.id:
            raise NotAllowed(Permission.ACCOUNT_KEEP)
        session.ended_at = clock.now()
        record(EventType.SESSION_ENDED, user, actor=user)


def end_other_sessions(user: User) -> None:
    """A person signs out everywhere but in the browser at hand."""
    with transaction():
        end_sessions(user, but=user.session_token)
        record(EventType.SESSION_ENDED, user, actor=user, everywhere_else=True)


def _tries_of(user: User | None, email: str, origin: Origin) -> Tries:
    """What a try is counted under: in a browser of the person's own that browser alone, so that strangers who guess at
    the address, or sit in the same network, keep nobody out.
    """
    device = device_of(user, origin.devices)
    if device:
        return ((SIGN_IN_BY_DEVICE, device),)
    return ((SIGN_IN_BY_ADDRESS, email), (SIGN_IN_BY_NETWORK, origin.network))


def _stronger_hash(judged: str | None, password: str) -> str | None:
    """Another hash of the same password, where our settings have become stronger since it was chosen."""
    return passwords.hashed(password) if judged and passwords.needs_rehash(judged) else None


def _end_session_at_hand(visitor: Visitor | User) -> None:
    """Whoever signs in anew in one browser leaves no session behind that nobody has the cookie of."""
    if isinstance(visitor, User) and (before := session_of_token(visitor.session_token)):
        before.ended_at = clock.now()
