"""The worker as a process of its own, beside the web: what is saved there is delivered here."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.app import create_app
from portal.foundation.db import db
from portal.foundation.jobs import job_queue
from tests.mail_server import running

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40  # seconds; a process starts slowly on a busy machine


@pytest.fixture
def outside(app, tmp_path):
    """Web and worker as they run for people, on an SQLite database of their own, with a mail server."""
    with running() as box:
        environment = {
            "PORTAL_SECRET_KEY": "only for this test",
            "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'portal.db'}",
            "PORTAL_JOBS_DATABASE": str(tmp_path / "jobs.db"),
            "PORTAL_SEARCH_FOLDER": str(tmp_path / "search"),
            "PORTAL_MAIL_SERVER": "127.0.0.1",
            "PORTAL_MAIL_PORT": str(box.port),
        }
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            web = create_app({"INSTANCE_PATH": str(tmp_path), "WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False})
            with web.app_context():
                db.create_all()
            yield web, box, {**os.environ, "PYTHONUNBUFFERED": "1"}
            with web.app_context():
                db.engine.dispose()
            job_queue.of(web).storage.close()


@contextmanager
def worker(environment, asked_with=signal.SIGTERM):
    """A worker that is up; afterwards it is asked to stop, and does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert "running" in process.stderr.readline()
        yield process
        process.send_signal(asked_with)
        assert process.wait(PATIENCE) == 0
        assert "stopped" in process.stderr.read()
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def ask_for_account(web, email):
    data = {"name": "Karen Sø", "email": email}
    assert web.test_client().post("/opret-konto", data=data).status_code == 200


def wait_for(letters, count):
    limit = time.monotonic() + PATIENCE
    while len(letters) < count and time.monotonic() < limit:
        time.sleep(0.05)
    return len(letters)


def test_letters_go_out_and_the_worker_stops_when_asked(outside):
    web, box, environment = outside
    ask_for_account(web, "before@example.dk")  # nobody is there yet; it waits
    with worker(environment, signal.SIGINT):
        assert wait_for(box.letters, 1) == 1
        ask_for_account(web, "karen@example.dk")
        assert wait_for(box.letters, 2) == 2
    ask_for_account(web, "after@example.dk")
    time.sleep(0.5)
    assert len(box.letters) == 2


def test_two_workers_send_one_letter(outside):
    web, box, environment = outside
    with worker(environment), worker(environment):
        for number in range(6):
            ask_for_account(web, f"karen{number}@example.dk")
        assert wait_for(box.letters, 6) == 6
        time.sleep(1)
    assert len({letter["To"] for letter in box.letters}) == len(box.letters) == 6
