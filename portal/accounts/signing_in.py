"""Flask-Login, told how to find the person behind a cookie."""

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from portal.accounts.models import Visitor
from portal.accounts.queries import person_of_token

csrf = CSRFProtect()


def init_login(app: Flask) -> None:
    """One cookie, one session row: what it opens is looked up each time, so ending it works at once."""
    login = LoginManager(app)
    login.anonymous_user = Visitor
    login.session_protection = None  # our own table ends sessions; a phone changes address all day
    login.user_loader(person_of_token)
    csrf.init_app(app)
