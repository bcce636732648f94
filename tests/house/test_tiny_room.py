"""docs/adding-a-room.md, followed to the letter in a copy of the project: all of the new room works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.console import ROOT

PAGE = (ROOT / "docs" / "adding-a-room.md").read_text(encoding="utf-8")
FILE = re.compile(r"`((?:portal|templates|tests)/benches/[\w./]+)`[^`]*\n\n```\w+\n(.*?)```", re.DOTALL)
ROW = re.compile(r"In `([^`]+)`, after `([^`]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
COPIED = ("portal", "templates", "tests", "tools", "pyproject.toml", "wsgi.py", "docs")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The project with one more room."""
    copy = tmp_path_factory.mktemp("house")
    for name in COPIED:
        there = ROOT / name
        if there.is_dir():
            shutil.copytree(there, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(there, copy / name)
    (copy / "static").symlink_to(ROOT / "static")
    for path, text in FILE.findall(PAGE):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text(text, encoding="utf-8")
    (copy / "tests" / "benches" / "__init__.py").touch()
    for path, line, row in ROW.findall(PAGE):
        before, found, after = (copy / path).read_text(encoding="utf-8").partition(f"\n{line}\n")
        assert found, f"{path} has no line {line!r}"
        (copy / path).write_text(before + found + row + after, encoding="utf-8")
    return copy


def run(house, *words):
    """A command in the copy; what it said, for whoever reads why it failed."""
    settings = {"PYTHONPATH": str(house), "PORTAL_SECRET_KEY": "only for this", "PORTAL_TEST_DATABASE": "sqlite"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PORTAL_"))}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=house, env=kept | settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_says_all_there_is(house):
    """Nothing that stands on the page is passed over."""
    assert len(FILE.findall(PAGE)) + len(ROW.findall(PAGE)) == PAGE.count("```") // 2


def test_the_new_room_works(house):
    told = run(house, "pytest", "-q", "-p", "no:cacheprovider", "tests/benches", "tests/test_routes.py", "-k", "bench")
    assert re.search(r"\b[3-9]\d* passed", told), told


def test_it_stands_on_its_floor(house):
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=house, capture_output=True, text=True, check=False
    )
    assert "0 broken" in told.stdout, told.stdout


def test_its_table_comes_with_a_migration(house):
    run(house, "flask", "--app", "wsgi", "db", "upgrade")
    run(house, "flask", "--app", "wsgi", "db", "migrate", "-m", "benches")
    run(house, "flask", "--app", "wsgi", "db", "upgrade")
    (written,) = (house / "portal" / "migrations" / "versions").glob("*_benches.py")
    assert "op.create_table('bench'" in written.read_text(encoding="utf-8")
