"""Browsers in which somebody has shown before who it is. Their guesses are counted apart from everybody else's, so that
strangers who guess at an account cannot keep its owner out.

The cookie is signed, and says nothing to anybody but us: for each person that has come in here a keyed hash of who it
is and a random word that the counting goes by. It opens nothing; whoever steals it gets ten guesses of their own.
"""

import secrets
from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from portal.accounts.attempts import kept
from portal.accounts.models import User
from portal.foundation.signing import serializer

LASTS = timedelta(days=180)
MOST_PEOPLE = 5  # who share one browser
Devices = dict[str, str]


def devices_of_request() -> Devices:
    """By the hash of each person who has come in here before, the word that the present browser is counted by."""
    try:
        found = _signed().loads(request.cookies.get(_name(), ""), max_age=int(LASTS.total_seconds()))
        return {str(person): str(word) for person, word in found}
    except (BadData, ValueError, TypeError):
        return {}


def device_of(user: User | None, devices: Devices) -> str:
    """The word by which this browser is counted when somebody signs in as this person; nothing in a strange browser."""
    return devices.get(_person(user), "") if user is not None else ""


def remember_device(response: Response, user: User) -> Response:
    """The person has shown, by password or by a letter, that this is a browser of theirs."""
    person, known = _person(user), devices_of_request()
    word = known.pop(person, "") or secrets.token_urlsafe(16)
    newest = [(person, word), *known.items()][:MOST_PEOPLE]
    response.set_cookie(
        _name(), _signed().dumps(newest), max_age=LASTS, httponly=True, samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip
    return response


def _person(user: User) -> str:
    return kept(f"device:{user.id}")[:32]


def _name() -> str:
    """Beside the session's cookie, under the same prefix."""
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _signed() -> URLSafeTimedSerializer:
    return serializer("device")
