"""No form can be sent from another site: every address that takes a POST refuses one without a token."""

import re

import pytest

from portal.app import create_app
from portal.foundation.db import db
from tests.inspecting_client import InspectingClient


@pytest.fixture
def guarded(app, tmp_path):
    """The portal as it runs for people: with CSRF protection on, on the same database."""
    settings = {"INSTANCE_PATH": str(tmp_path), "TESTING": True, "RATELIMIT_ENABLED": False}
    other = create_app(settings | {"SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"]})
    other.test_client_class = InspectingClient
    yield other
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def posting_paths(app):
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            kinds = {name: type(rule._converters[name]).__name__ for name in rule.arguments}
            values = {name: 1 if "Int" in kind or "Number" in kind else "x" for name, kind in kinds.items()}
            yield rule.endpoint, app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")


SECRET_ADDRESSES = {
    "notifications.choose"
}  # pressed by a mail program, with no cookie and no page before it (RFC 8058)


def test_every_form_needs_a_token(guarded):
    browser = guarded.test_client()
    open_doors = []
    for endpoint, path in posting_paths(guarded):
        if endpoint in SECRET_ADDRESSES:
            assert browser.post(path, data={"name": "x"}).status_code == 410, "who has not the address gets nowhere"
            continue
        answer = browser.post(path, data={"name": "x"})
        if answer.status_code != 400:
            open_doors.append((endpoint, path, answer.status_code))
    assert not open_doors
    assert len(list(posting_paths(guarded))) > 20


def test_a_false_token_is_refused(guarded):
    answer = guarded.test_client().post("/log-ind", data={"csrf_token": "false", "email": "a", "password": "b"})
    assert answer.status_code == 400


def test_a_token_opens_the_form(guarded):
    browser = guarded.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/log-ind").text)[1]
    data = {"csrf_token": token, "email": "a@example.dk", "password": "forkert adgangskode"}
    assert browser.post("/log-ind", data=data).status_code == 422
    stranger = guarded.test_client()
    assert stranger.post("/log-ind", data=data).status_code == 400, "a token belongs to one browser"
