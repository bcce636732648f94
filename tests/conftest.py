"""One portal per test process, emptied after each test."""

import gc
import os
import secrets
import shutil
import tempfile
from contextlib import contextmanager, nullcontext
from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from portal.accounts.models import UserSession
from portal.accounts.queries import hash_of
from portal.app import create_app
from portal.events.delivery import deliver, handlers_of
from portal.files.actions import read_files
from portal.foundation import clock
from portal.foundation.db import db
from portal.house.clockwork import go_round
from portal.reactions.posting import post_letters
from tests.databases import POSTGRESQL, can_differ, chosen, database_url, empty
from tests.factories import saved
from tests.inspecting_client import InspectingClient

OF_THE_RUN = "PORTAL_TEST_RUN"  # a folder of what all processes of a run share
pytest_plugins = [
    "tests.attacks",
    "tests.cast",
    "tests.chrome",
    "tests.everything",
    "tests.fjordby",
    "tests.mail_server",
    "tests.walking",
]


def pytest_configure(config):
    """Each template is compiled once for all portals of a run, in whichever process."""
    if not hasattr(config, "workerinput"):
        os.environ[OF_THE_RUN] = tempfile.mkdtemp(prefix="portal-tests-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ[OF_THE_RUN], ignore_errors=True))
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(os.environ[OF_THE_RUN])}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what can differ there; everything on SQLite."""
    if chosen() == POSTGRESQL:
        same = [item for item in items if not can_differ(item)]
        config.hook.pytest_deselected(items=same)
        items[:] = [item for item in items if can_differ(item)]


def pytest_collection_finish():
    """What is there by now stays until the end, and need not be looked through for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(scope="session")
def portal_app(worker_id, tmp_path_factory):
    """The portal with a database of its own."""
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(
        {
            "INSTANCE_PATH": str(folder),
            "TESTING": True,
            "SECRET_KEY": "only for tests",
            "WTF_CSRF_ENABLED": False,  # tests/test_csrf.py turns it on
            "RATELIMIT_ENABLED": False,  # and so do the tests about limits
            "SQLALCHEMY_DATABASE_URI": database_url(worker_id, tmp_path_factory),
            "ARGON2": {"time_cost": 1, "memory_cost": 64, "parallelism": 1},  # as strong as tests need
            "SEARCH_FOLDER": str(folder / "search"),
            "IDLE_MINUTES": 0,  # tests/accounts/test_idle.py turns it on
            "PAGE_CACHE": False,  # tests/pages/test_page_cache.py turns it on
            "IS_DEMO": False,
        }
    )
    app.test_client_class = InspectingClient
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _reverse_unordered_selects)
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.drop_all()
        db.engine.dispose()


def _reverse_unordered_selects(connection, _record):
    """PostgreSQL may give rows that nobody ordered in any order; SQLite does so here, for those who count on one."""
    connection.execute("pragma reverse_unordered_selects = on")


@pytest.fixture
def app(portal_app):
    """The portal, within its context; whatever a test saved is gone afterwards."""
    with portal_app.app_context():
        yield portal_app
        db.session.remove()
        empty(db.engine, db.metadata)
        for folder in ("FILES_FOLDER", "SEARCH_FOLDER"):  # how rare a word is must not depend on the tests before
            shutil.rmtree(portal_app.config[folder], ignore_errors=True)


@pytest.fixture
def client(app):
    """`client(anna)` is a browser in which Anna is signed in; `client()` a visitor's."""

    def open_browser(user=None):
        browser = app.test_client()
        if user is not None:
            token = secrets.token_urlsafe(16)
            saved(UserSession(user=user, token_hash=hash_of(token), expires_at=clock.now() + timedelta(days=1)))
            with browser.session_transaction() as session:
                session["_user_id"], session["_fresh"] = token, True
        return browser

    return open_browser


@pytest.fixture
def deliver_outbox(app):
    """Do what the worker does: carry every waiting message, and send the letters that are due.

    `days_later=1` does it at noon tomorrow, when an address can be written to again.
    """

    def do_both(days_later=0):
        noon = datetime.combine(clock.today() + timedelta(days=days_later), time(12))
        with clock.frozen(clock.moment_in_denmark(noon)) if days_later else nullcontext():
            go_round(at_most=10_000)
            carried = deliver(handlers_of.of(app), at_most=10_000)
            post_letters(at_most=10_000)
            if read_files(at_most=10_000):
                carried += deliver(handlers_of.of(app), at_most=10_000)
        return carried

    return do_both


@pytest.fixture
def queries(app):
    """`with queries() as said:` collects the SQL statements of a block in the list `said`."""

    @contextmanager
    def collect():
        said = []
        listener = lambda *args: said.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        try:
            yield said
        finally:
            event.remove(db.engine, "before_cursor_execute", listener)

    return collect
