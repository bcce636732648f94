"""Keeping passwords as argon2 hashes: a few at a time, because each costs a tenth of a second and 64 MiB."""

import unicodedata
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from portal.accounts.attempts import TooManyAttempts
from portal.foundation.i18n import gettext as _

T = TypeVar("T")
AT_ONCE = 2  # as many as a small server has cores
LONGEST_WAIT = 10  # seconds in the queue
_turn = BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _in_turn(lambda: _hasher().hash(_normal(password)))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password. Takes as long when there is none, so that nobody learns who has an account."""
    if kept is None:
        hashed(password)
        return False
    return _in_turn(lambda: _verified(kept, password))


def needs_rehash(kept: str) -> bool:
    """Whether it was hashed with settings that are no longer ours."""
    return _hasher().check_needs_rehash(kept)


def _verified(kept: str, password: str) -> bool:
    try:
        return _hasher().verify(kept, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


def _hasher() -> PasswordHasher:
    return PasswordHasher(**current_app.config.get("ARGON2", {}))


def _normal(password: str) -> str:
    """The same letters typed on another keyboard: an å may come as one character or as two."""
    return unicodedata.normalize("NFC", password)


def _in_turn(deed: Callable[[], T]) -> T:
    if not _turn.acquire(timeout=LONGEST_WAIT):
        raise TooManyAttempts(_("Many people are signing in right now. Try again in a minute."))
    try:
        return deed()
    finally:
        _turn.release()
