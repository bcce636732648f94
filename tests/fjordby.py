"""The demonstration, filled once for all processes of a run; each has a copy of its own."""

import fcntl
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from portal.app import create_app
from portal.commands.reindex import reindex
from portal.demo.filling import fill
from portal.foundation.db import db

# Whoever writes tests on the demonstration names a folder here, and waits for the filling once; empty it when the
# story or the tables change.
KEPT = "PORTAL_TEST_FJORDBY"
SAID = "said.txt"  # beside the database: what the loader said on the way


@pytest.fixture(scope="session")
def fjordby_folder(worker_id, tmp_path_factory):
    """A folder with the filled database and its search index, as `served(folder)` and `portal_in(folder)` want it."""
    whole = made_once(Path(os.environ.get(KEPT) or run_folder(worker_id, tmp_path_factory) / "fjordby"), _fill)
    return shutil.copytree(whole, tmp_path_factory.mktemp("demonstration") / "instance")


def run_folder(worker_id, tmp_path_factory):
    """What the processes of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def made_once(path, make):
    """The first process that comes has `make(where)` make it, and the others wait; a half one is never seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_suffix(".building")
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            make(building)
            building.rename(path)
    return path


@pytest.fixture(scope="session")
def filled_fjordby(fjordby_folder):
    """The portal with the demonstration in it. Tests that change it take a copy of the folder."""
    app = portal_in(fjordby_folder)
    yield app
    _close(app)


def portal_in(folder, **settings):
    """A portal whose database and search index lie in `folder`."""
    return create_app(
        {
            "INSTANCE_PATH": str(folder),
            "TESTING": True,
            "SECRET_KEY": "only for tests",
            "WTF_CSRF_ENABLED": False,
            "RATELIMIT_ENABLED": False,
            "PAGE_CACHE": False,
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'portal.db'}",
            "SEARCH_FOLDER": str(folder / "search"),
        }
        | settings
    )


def _fill(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    app = portal_in(folder)
    with app.app_context():
        db.create_all()
        with (folder / SAID).open("w") as said:
            fill(app, lambda line: print(line, file=said))
        indexed = app.test_cli_runner().invoke(reindex)  # in this context: else that of a test would be taken
        assert indexed.exit_code == 0 and (folder / "search" / "current").exists(), indexed.output
    _close(app)
    with sqlite3.connect(folder / "portal.db") as database:
        database.execute("pragma wal_checkpoint(truncate)")
    database.close()


def _close(app):
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
