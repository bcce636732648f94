"""The demonstration is whole or absent, and only it is removed."""

from pathlib import Path

import pytest

from tools import demonstration
from tools.console import Problem


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    before = demonstration.INSTANCE
    for name in ("INSTANCE", "DATABASE", "JOBS", "SEARCH", "BUILDING"):
        monkeypatch.setattr(demonstration, name, tmp_path / getattr(demonstration, name).relative_to(before))
    monkeypatch.setattr(demonstration, "ROOT", tmp_path)
    monkeypatch.delenv("PORTAL_DATABASE_URL", raising=False)
    monkeypatch.delenv("PORTAL_ENV", raising=False)
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The portal's own commands, in the order in which they were called; `demo` fills a database."""
    called: list[str] = []

    def flask(*arguments: str, folder: Path | None = None, failed: str) -> None:
        called.append(" ".join(arguments))
        if arguments == ("demo",) and folder:
            (folder / "portal.db").touch()
        if arguments == ("reindex",):
            (folder or demonstration.INSTANCE).joinpath("search").mkdir()

    monkeypatch.setattr(demonstration, "flask", flask)
    return called


def test_it_is_filled_once(instance: Path, commands: list[str]) -> None:
    demonstration.prepare()
    assert (instance / "portal.db").exists()
    assert (instance / "search").is_dir()
    demonstration.prepare()
    assert commands == ["db upgrade", "demo", "reindex", "db upgrade"]


def test_an_interrupted_one_is_begun_again(instance: Path, commands: list[str]) -> None:
    (instance / "building").mkdir()
    (instance / "building" / "portal.db").write_text("half")
    demonstration.prepare()
    assert (instance / "portal.db").read_bytes() == b""
    assert not (instance / "building").exists()


def test_fresh_removes_what_was_made_and_keeps_the_key(instance: Path, commands: list[str]) -> None:
    demonstration.prepare()
    (instance / "portal.db-wal").touch()
    (instance / "secret_key").touch()
    demonstration.clear()
    assert [path.name for path in instance.iterdir()] == ["secret_key"]


def test_fresh_does_not_touch_another_database(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql+psycopg://host/portal")
    with pytest.raises(Problem, match="another database"):
        demonstration.clear()


def test_production_is_not_run_as_a_demonstration(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_ENV", "production")
    with pytest.raises(Problem, match="PORTAL_ENV is production"):
        demonstration.environment()


def test_two_do_not_share_one_instance(instance: Path) -> None:
    with demonstration.alone(), pytest.raises(Problem, match="already running"), demonstration.alone():
        pass
