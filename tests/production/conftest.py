"""One production for a test process. The cast and its things are put straight into its database."""

from pathlib import Path
from unittest.mock import patch

import pytest

from portal.accounts.passwords import hashed
from portal.app import create_app
from portal.foundation.db import db
from portal.foundation.settings import read_settings
from tests.databases import empty, new_database
from tests.production.serving import in_production
from tests.production.surfing import Surfer
from tools import nginx, postgres

PASSWORD = "en-lang-tur-ved-vandet"


@pytest.fixture(scope="session")
def production(worker_id, tmp_path_factory):
    """The portal as it runs for people."""
    assert nginx.find(), nginx.WHAT_TO_DO
    folder = tmp_path_factory.mktemp("production")
    with (
        postgres.server() as server,
        in_production(folder, new_database(server, f"portal_production_{worker_id}")) as portal,
    ):
        yield portal


@pytest.fixture(scope="session")
def production_app(production, tmp_path_factory):
    """The same settings in this process, so that what is made here is known there."""
    settings = read_settings(tmp_path_factory.mktemp("beside"), production.environment)
    app = create_app(settings | {"INSTANCE_PATH": str(Path(settings["JOBS_DATABASE"]).parent), "TESTING": True})
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(production_app):
    """In place of the one for all other tests: whatever a test saved is gone afterwards."""
    with production_app.app_context(), production_app.test_request_context():
        yield production_app
        db.session.remove()
        empty(db.engine, db.metadata)


@pytest.fixture
def surfer(production):
    """`surfer()` opens a browser."""
    opened = []

    def sit_down(**how):
        opened.append(Surfer(production.address, production.certificate, **how))
        return opened[-1]

    yield sit_down
    for browser in opened:
        browser.close()


@pytest.fixture
def with_passwords(world):
    """The cast of the world, each with the same password."""
    kept = hashed(PASSWORD)
    with patch.object(db.session, "commit", db.session.flush):
        for user in filter(None, (*world.people.values(), world.new)):
            user.password_hash = kept
    db.session.commit()
    return world


def sign_in(browser, email, password=PASSWORD):
    """By the form, as everybody does."""
    form = next(form for form in browser.open("/log-ind").forms() if form.action == "/log-ind")
    data = {one["name"]: one.get("value", "") for one in form.fields()}
    return browser.send(form, data | {"email": email, "password": password})
