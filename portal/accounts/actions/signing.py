"""Signing in and out."""

import secrets
from datetime import timedelta

from portal.accounts import passwords
from portal.accounts.attempts import (
    SIGN_IN_BY_ADDRESS,
    SIGN_IN_BY_NETWORK,
    forget_attempts,
    note_attempt,
    refuse_when_over,
)
from portal.accounts.forms import SignInDraft
from portal.accounts.models import User, UserSession, Visitor
from portal.accounts.origin import Origin
from portal.accounts.queries import hash_of, session_of_token, user_by_email
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import NotAllowed
from portal.rules.permissions import Permission

A_SESSION_LASTS = timedelta(days=7)  # at most; the cookie ends with the browser


def sign_in(visitor: Visitor | User, draft: SignInDraft, origin: Origin) -> User | None:
    """A visitor signs in: a session begins, and the person bears its token. None when address and password do not
    fit; that is counted. Raises `TooManyAttempts`, also for the right password.
    """
    with transaction():
        refuse_when_over(SIGN_IN_BY_ADDRESS, draft.email)
        refuse_when_over(SIGN_IN_BY_NETWORK, origin.network)
        user = user_by_email(draft.email)
        if not passwords.matches(user.password_hash if user else None, draft.password) or not _may_enter(user):
            note_attempt(SIGN_IN_BY_ADDRESS, draft.email)
            note_attempt(SIGN_IN_BY_NETWORK, origin.network)
            return None
        assert user is not None  # noqa: S101 - nobody's password matches nothing
        forget_attempts(SIGN_IN_BY_ADDRESS, draft.email)
        _renew_hash(user, draft.password)
        user.session_token = _begin_session(user, origin)
        record(EventType.SIGNED_IN, user, actor=user)
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


def _may_enter(user: User | None) -> bool:
    return user is not None and user.is_active


def _renew_hash(user: User, password: str) -> None:
    """Our settings have become stronger since the password was chosen."""
    if user.password_hash and passwords.needs_rehash(user.password_hash):
        user.password_hash = passwords.hashed(password)


def _begin_session(user: User, origin: Origin) -> str:
    token = secrets.token_urlsafe(32)
    expires_at = clock.now() + A_SESSION_LASTS
    db.session.add(
        UserSession(user_id=user.id, token_hash=hash_of(token), browser=origin.browser, expires_at=expires_at)
    )
    return token
