"""Where content lies: once under its hash, written whole or not at all, and gone when nobody needs it.

What was sent and is not added yet – its form came back, or it is asked about once more – waits a day in a folder of its
own. Whoever adds and whoever takes away last make sure of the disk one after the other, so that no row is left alone.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

from flask import current_app

from portal.files.reading.pictures import WIDTHS
from portal.foundation import clock

WAITING, LOCK = "waiting", "lock"
WAITS_FOR = 26 * 60 * 60  # seconds; a little longer than the key to it
PARTS = ("", *(f".{width}" for width in WIDTHS))  # the content itself, and the copies of a picture


def folder() -> Path:
    """All content of this installation."""
    return Path(current_app.config["FILES_FOLDER"])


def place_of(content_hash: str, width: int | None = None) -> Path:
    """Where the content lies, or a copy of that width."""
    return folder() / content_hash[:2] / f"{content_hash[2:]}{f'.{width}' if width else ''}"


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder for one file that is being looked at; nothing of it is left."""
    _waiting().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="new-", dir=_waiting()) as found:
        yield Path(found)


def hash_of(path: Path) -> str:
    """The name that content goes by."""
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def let_wait(content_hash: str, content: Path, copies: dict[int, Path]) -> None:
    """Keep what was found good until it is added, or for a day. Once this is done it is on the disk."""
    sweep()
    now = clock.now().timestamp()
    for path, part in (*((copies[width], f".{width}") for width in copies), (content, "")):
        with path.open("rb") as written:
            os.fsync(written.fileno())
        os.utime(path, (now, now))
        path.replace(_waiting() / f"{content_hash}{part}")


def is_here(content_hash: str) -> bool:
    """Whether it waits, or lies in its place."""
    return (_waiting() / content_hash).exists() or place_of(content_hash).exists()


def waits_at(content_hash: str) -> Path | None:
    """Where content lies that was sent, whether it waits still or was added meanwhile."""
    places = _waiting() / content_hash, place_of(content_hash)
    return next((place for place in places if place.exists()), None)


def put(content_hash: str) -> None:
    """Give content that waits its place; the content last, so where it is, all of it is."""
    with one_at_a_time():
        place = place_of(content_hash)
        place.parent.mkdir(parents=True, exist_ok=True)
        for part in reversed(PARTS):
            waits = _waiting() / f"{content_hash}{part}"
            if waits.exists():
                waits.replace(place.with_name(f"{place.name}{part}"))


def found(content_hash: str, width: int | None = None) -> Path | None:
    """Where it lies; also what still waits because the power went when its row had just been saved."""
    place = place_of(content_hash, width)
    if not place.exists() and is_here(content_hash):
        put(content_hash)
    return place if place.exists() else None


def take_away_unless(content_hash: str, is_needed: Callable[[], bool]) -> None:
    """Delete content that no row names any more."""
    with one_at_a_time():
        if not is_needed():
            place = place_of(content_hash)
            for part in PARTS:
                place.with_name(f"{place.name}{part}").unlink(missing_ok=True)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """For what looks at rows and disk together, in whichever process."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sweep() -> None:
    """What waited for a day and was never added is forgotten, and what was left half made when the power went."""
    latest = clock.now().timestamp() - WAITS_FOR
    for path in _waiting().glob("*"):
        with suppress(FileNotFoundError):  # somebody else sweeps, or has just added it
            if path.stat().st_mtime >= latest:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()


def _waiting() -> Path:
    return folder() / WAITING
