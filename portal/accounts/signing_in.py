"""Flask-Login, told how to find the person behind a cookie; and when a session was last used."""

import logging

from flask import Flask, Response, current_app, g, request
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts.limits import init_limits
from portal.accounts.models import User, UserSession, Visitor
from portal.accounts.origin import is_from_a_page_of_ours
from portal.accounts.queries import NOTED_EVERY, is_idle, open_session_of_token
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotSignedIn

logger = logging.getLogger(__name__)


class SentFromElsewhere(CSRFError):  # type: ignore[misc]
    """A form that another site has sent, whatever token it brings."""


class FormGuard(CSRFProtect):  # type: ignore[misc]
    """Every form brings the token of its session, and comes from a page of ours."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Raises `CSRFError`, and the page that says no gives back what was typed."""
        try:
            super().protect(apply_exemptions)
        except CSRFError as error:
            _ensure_ours()
            raise error from None
        if g.get("csrf_valid"):
            _ensure_ours()


def _ensure_ours() -> None:
    if not is_from_a_page_of_ours(current_app.config["BASE_URL"]):
        raise SentFromElsewhere("sent from another site")


csrf = FormGuard()


def init_login(app: Flask) -> None:
    """One cookie, one session row: what it opens is looked up each time, so ending it works at once."""
    login = LoginManager(app)
    login.anonymous_user = Visitor
    login.session_protection = None  # our own table ends sessions; a phone changes address all day
    login.user_loader(_person_of_token)
    app.after_request(_note_that_the_session_was_used)
    csrf.init_app(app)
    app.before_request(_ask_the_idle_to_sign_in)
    init_limits(app)


def _person_of_token(token: str) -> User | None:
    session = open_session_of_token(token)
    if session is None:
        return None
    if is_idle(session):
        g.was_idle = True  # the sign-in page says why
        return None
    g.session_seen = (session.id, session.last_seen_at)
    return session.user


def _ask_the_idle_to_sign_in() -> None:
    """Before anything is looked up, so that what they wrote is given back by the page that says why."""
    if request.method == "POST" and request.blueprint != "accounts":
        is_over = not current_user.is_authenticated and g.get("was_idle")
        if is_over:
            raise NotSignedIn


def _note_that_the_session_was_used(response: Response) -> Response:
    """A page for somebody who is signed in is kept by nobody. When the session was used is noted at most every few
    minutes, and apart from everything else: reading a page is no deed, and no page waits for it.

    In a connection of its own, after the answer is made: nothing that the request did is saved by it, and if it fails
    the answer is the same.
    """
    number, seen_at = g.pop("session_seen", (None, None))
    now = clock.now()
    if number is not None:
        response.headers["Cache-Control"] = "no-store"
    if number is not None and seen_at < now - NOTED_EVERY:
        used = update(UserSession).where(UserSession.id == number, UserSession.last_seen_at < now - NOTED_EVERY)
        try:
            with db.engine.begin() as connection:
                connection.execute(used.values(last_seen_at=now))
        except SQLAlchemyError:
            logger.warning("when a session was used could not be noted")
    return response
