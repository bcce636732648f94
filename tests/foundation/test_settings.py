"""Settings: production refuses to start half-configured and says everything that is missing."""

import os
import resource
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.app import create_app
from portal.foundation.db import db
from portal.foundation.settings import Misconfigured, read_settings, refuse_demo_content

ROOT = Path(__file__).resolve().parents[2]

COMPLETE = {
    "PORTAL_ENV": "production",
    "PORTAL_SECRET_KEY": "s" * 64,
    "PORTAL_DATABASE_URL": "postgresql+psycopg://portal@localhost/portal",
    "PORTAL_MAIL_SERVER": "smtp.example.dk",
    "PORTAL_BASE_URL": "https://sammen.example.dk",
    "PORTAL_MAIL_FROM": "sammen@example.dk",
}


def test_a_complete_production_starts_with_secure_cookies(tmp_path):
    settings = read_settings(tmp_path, COMPLETE)
    assert settings["SESSION_COOKIE_SECURE"]
    assert not settings["IS_DEMO"]


@pytest.mark.parametrize("missing", sorted(set(COMPLETE) - {"PORTAL_ENV"}))
def test_production_says_what_is_missing(tmp_path, missing):
    with pytest.raises(Misconfigured, match=missing):
        read_settings(tmp_path, {name: value for name, value in COMPLETE.items() if name != missing})


def test_production_says_all_of_it_at_once(tmp_path):
    with pytest.raises(Misconfigured) as refusal:
        read_settings(tmp_path, {"PORTAL_ENV": "production"})
    assert all(name in str(refusal.value) for name in set(COMPLETE) - {"PORTAL_ENV"})
    assert not (tmp_path / "secret_key").exists()


def test_demo_and_production_do_not_mix(tmp_path):
    with pytest.raises(Misconfigured):
        read_settings(tmp_path, COMPLETE | {"PORTAL_DEMO": "1"})
    with pytest.raises(Misconfigured):
        refuse_demo_content({"ENVIRONMENT": "production"})


def test_elsewhere_a_key_is_made_once_and_kept(tmp_path):
    first = read_settings(tmp_path, {"PORTAL_ENV": "demo"})
    assert first["IS_DEMO"]
    assert read_settings(tmp_path, {})["SECRET_KEY"] == first["SECRET_KEY"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@contextmanager
def as_nobody():
    """Root may write anywhere; nobody may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def nothing_fits():
    """As on a full disk: no file may grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("hindrance", ["read-only", "full", "a file"])
def test_where_nothing_can_be_written_one_sentence_says_so(tmp_path, hindrance):
    folder = tmp_path / "instance"
    folder.write_text("a file") if hindrance == "a file" else folder.mkdir(mode=0o555)
    ways = {"read-only": as_nobody, "full": nothing_fits, "a file": nullcontext}
    with ways[hindrance](), pytest.raises(Misconfigured) as refusal:
        create_app({"INSTANCE_PATH": str(folder)})
    assert str(refusal.value).startswith(f"The portal cannot write in {folder} (") and "\n" not in str(refusal.value)


@pytest.mark.parametrize("setting", ["SEARCH_FOLDER", "JOBS_DATABASE"])
def test_the_other_folders_are_looked_at_too(tmp_path, setting):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Misconfigured, match="taken"):
        create_app({"INSTANCE_PATH": str(tmp_path / "instance"), setting: str(tmp_path / "taken" / "it")})


def test_a_command_says_it_too_without_a_traceback(tmp_path):
    (tmp_path / "file").write_text("a file")
    environment = {**os.environ, "PORTAL_SEARCH_FOLDER": str(tmp_path / "file" / "search")}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "retention"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "The portal cannot write in" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(("environment", "level"), [("production", 2), ("development", 1)])
def test_in_production_sqlite_tells_nobody_before_the_disk_has_it(tmp_path, environment, level):
    settings = {"INSTANCE_PATH": str(tmp_path), "TESTING": True, "ENVIRONMENT": environment,
                "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'portal.db'}"}  # fmt: skip
    with create_app(settings).app_context():
        assert db.session.scalar(text("pragma synchronous")) == level
        db.session.remove()
        db.engine.dispose()
