"""The door of the room: its blueprint, and what its pages share."""

from flask import Blueprint, render_template, session
from flask.typing import ResponseReturnValue

from portal.accounts.links import Purpose, time_of_link
from portal.accounts.words import ROLE_LABELS
from portal.foundation.i18n import words_of

accounts = Blueprint("accounts", __name__)
GONE = 410

accounts.add_app_template_filter(words_of(ROLE_LABELS), "role_name")


def clear_session() -> None:
    """Nothing that was in the cookie before may be in it afterwards, so that no one can have put it there."""
    locale = session.get("locale")
    session.clear()
    if locale:
        session["locale"] = locale


def dead_link(purpose: Purpose) -> ResponseReturnValue:
    """The page for a link that no longer works: what to do instead."""
    is_invitation, lasts = purpose is Purpose.INVITATION, time_of_link(purpose)
    return render_template("accounts/dead_link.html", is_invitation=is_invitation, lasts=lasts), GONE
