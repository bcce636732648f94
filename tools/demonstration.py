"""The demonstration that `make run` serves: its settings, its database, and filling it once."""

import fcntl
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import packages
from tools.console import ROOT, Problem, plainly, run_quietly, say

INSTANCE = ROOT / "instance"
DATABASE = INSTANCE / "portal.db"
JOBS = INSTANCE / "jobs.db"
SEARCH = INSTANCE / "search"
FILES = INSTANCE / "files"
BUILDING = INSTANCE / "building"  # a half-filled demonstration never carries the name of a whole one
MADE = ("portal.db", "jobs.db", "search", "files", "mail", "building", "clock")


def environment(folder: Path | None = None) -> dict[str, str]:
    """The settings of the demonstration. A database named in the environment is used as it is."""
    kind = os.environ.get("PORTAL_ENV", "demo")
    if kind not in {"demo", "development"}:
        raise Problem(
            f"make run serves the demonstration, and PORTAL_ENV is {kind}."
            " Unset it, or start the portal as the README describes."
        )
    port = os.environ.get("PORT", "8000")
    folder = folder or INSTANCE
    own = {
        "PORTAL_ENV": kind,
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / DATABASE.name}",
        "PORTAL_JOBS_DATABASE": str(folder / JOBS.name),
        "PORTAL_SEARCH_FOLDER": str(folder / SEARCH.name),
        "PORTAL_FILES_FOLDER": str(folder / FILES.name),
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
    }
    return {**own, **packages.environment()}


def flask(*arguments: str, folder: Path | None = None, failed: str) -> None:
    """One of the portal's own commands, quiet unless it fails."""
    run_quietly([packages.program("flask"), "--app", "wsgi", *arguments], failed, env=environment(folder))


def prepare() -> None:
    """Newest shape, and the demonstration's content if there is none yet."""
    INSTANCE.mkdir(exist_ok=True)
    if _uses_another_database():
        upgrade()
        flask("demo", failed="The demonstration could not be filled in")
    elif DATABASE.exists():
        upgrade()
    else:
        _build()
    if not SEARCH.exists():
        reindex()


def upgrade() -> None:
    """Bring the database to the newest shape."""
    flask("db", "upgrade", failed="The database could not be brought to the newest shape (make fresh begins anew)")


def reindex() -> None:
    """Build the search index anew."""
    say("Building the search index …")
    flask("reindex", failed="The search index could not be built")


def clear() -> None:
    """Remove what was made for the demonstration, saying what; settings and keys stay."""
    if _uses_another_database():
        raise Problem(
            "make fresh only empties the demonstration in instance/, and PORTAL_DATABASE_URL names another database."
            " Unset it first."
        )
    for name in MADE:
        for path in sorted(INSTANCE.glob(f"{name}*")):
            say(f"Removing {path.relative_to(ROOT)}")
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def alone() -> Iterator[None]:
    """Two portals may not share one instance: the second would fill, index or empty under the first one's feet."""
    INSTANCE.mkdir(exist_ok=True)
    with (INSTANCE / "running.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Problem("The portal is already running from this folder. Stop that one first.") from taken
        yield


def _build() -> None:
    """Fill a demonstration aside and put it in place when it is whole; an interrupted one is begun again."""
    say("Filling the demonstration (once) …")
    shutil.rmtree(BUILDING, ignore_errors=True)
    BUILDING.mkdir()
    flask("db", "upgrade", folder=BUILDING, failed="The database could not be made")
    flask("demo", folder=BUILDING, failed="The demonstration could not be filled in")
    flask("reindex", folder=BUILDING, failed="The search index could not be built")
    for name in (
        JOBS.name,
        SEARCH.name,
        FILES.name,
        DATABASE.name,
    ):  # the database last: its presence says that all is there
        _put_in_place(BUILDING / name)
    shutil.rmtree(BUILDING)


def _put_in_place(made: Path) -> None:
    if not made.exists():
        return
    if made.suffix == ".db":
        connection = sqlite3.connect(made)
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.close()
    target = INSTANCE / made.name
    if target.is_dir():
        shutil.rmtree(target)
    made.rename(target)


def _uses_another_database() -> bool:
    return environment()["PORTAL_DATABASE_URL"] != f"sqlite:///{DATABASE}"


def main() -> None:
    """`python -m tools.demonstration upgrade|reindex`"""
    deeds = {"upgrade": upgrade, "reindex": reindex}
    if len(sys.argv) != 2 or sys.argv[1] not in deeds:  # noqa: PLR2004 - the program and one word
        raise Problem("Say what: upgrade or reindex.")
    packages.ensure()
    deeds[sys.argv[1]]()


if __name__ == "__main__":
    plainly(main)
