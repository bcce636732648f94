"""Where a session begins: after the password, after the code, or after a link that brought the first password."""

import secrets
from datetime import timedelta

from portal.accounts.attempts import kept
from portal.accounts.models import User, UserSession
from portal.accounts.origin import Origin
from portal.accounts.queries import browsers_of, hash_of, lacks_demanded_code
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db

A_SESSION_LASTS = timedelta(days=7)  # at most; the cookie ends with the browser


def begin_session(user: User, origin: Origin) -> None:
    """Somebody is signed in, and bears the token of the session. For use within an action's transaction."""
    is_new = _is_new_browser(user, origin)
    token = secrets.token_urlsafe(32)
    session = UserSession(
        user_id=user.id,
        token_hash=hash_of(token),
        browser=origin.browser,
        network_hash=kept(origin.network) if origin.network else "",
        expires_at=clock.now() + A_SESSION_LASTS,
    )
    db.session.add(session)
    record(EventType.SIGNED_IN, user, actor=user, new_browser=is_new)
    user.session_token = token
    user.awaits_code = lacks_demanded_code(user)


def _is_new_browser(user: User, origin: Origin) -> bool:
    """Whether somebody who has been here before comes with a kind of browser never seen of this person."""
    known = browsers_of(user)
    return bool(known) and origin.browser not in known
