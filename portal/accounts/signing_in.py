"""Flask-Login, told how to find the person behind a cookie."""

from collections.abc import Callable, Sequence

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from portal.accounts.limits import init_limits
from portal.accounts.models import Visitor
from portal.accounts.queries import person_of_token

csrf = CSRFProtect()


def init_login(app: Flask, site_names: Callable[[], Sequence[str]]) -> None:
    """One cookie, one session row: what it opens is looked up each time, so ending it works at once.

    `site_names` are the words around the portal that make poor passwords.
    """
    app.extensions["site_names"] = site_names
    login = LoginManager(app)
    login.anonymous_user = Visitor
    login.session_protection = None  # our own table ends sessions; a phone changes address all day
    login.user_loader(person_of_token)
    csrf.init_app(app)
    init_limits(app)
