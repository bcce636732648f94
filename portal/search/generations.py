"""Where the live index lies. Web, worker and commands are processes of their own, and all look here.

search/current              one line: the name of the live folder; replaced in one step, so never half-written
search/v1-3f0c…/            an index; its name begins with the version of schema and analysis
search/writing.lock         held while the live index is written, or another becomes the live one
search/rebuilding.lock      held by the one rebuild there may be
search/changed_meanwhile    keys written to the live index during a rebuild, for the new one to write too
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT = 5.0  # seconds; a commit takes 0.2 at most, the end of a rebuild somewhat more


class IndexBusy(Exception):
    """Another process writes; the outbox tries again later."""


class RebuildRunning(Exception):
    """There is one rebuild at a time."""


class Generations:
    """The folder with all generations of the index, and the rules for who may touch which."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version
        self._pointer = folder / "current"
        self._journal = folder / "changed_meanwhile"

    def current(self) -> Path | None:
        """The live index; none where there is none yet, or where it was made with another version of the analysis."""
        name = self._current_name()
        found = self.folder / name if name else None
        return found if found and name.startswith(f"{self.version}-") and found.is_dir() else None

    def _current_name(self) -> str:
        try:
            return self._pointer.read_text().strip()
        except FileNotFoundError:
            return ""

    def stamp(self) -> tuple[int, int] | None:
        """Something that is different after every swap, and cheap to ask for."""
        try:
            found = self._pointer.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write. Raises `IndexBusy` after a while."""
        with _lock(self.folder / "writing.lock", WAIT) as taken:
            if not taken:
                raise IndexBusy(f"the search index in {self.folder} is being written")
            yield

    def note_change(self, keys: Iterable[str]) -> None:
        """Tell a rebuild, if one runs, what was written to the live index meanwhile. Needs the right to write."""
        if self._journal.exists():
            with self._journal.open("a") as journal:
                journal.writelines(f"{key}\n" for key in keys)

    @contextmanager
    def rebuilding(self) -> Iterator[Path]:
        """An empty folder for a new index, thrown away again if anything goes wrong. Raises `RebuildRunning`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with _lock(self.folder / "rebuilding.lock", 0) as taken:
            if not taken:
                raise RebuildRunning
            self._tidy()
            new = self.folder / f"{self.version}-{secrets.token_hex(4)}"
            new.mkdir()
            with self.writing():
                self._journal.write_text("")
            try:
                yield new
            finally:
                self._journal.unlink(missing_ok=True)
                if new.name != self._current_name():
                    shutil.rmtree(new, ignore_errors=True)

    def changed_meanwhile(self) -> list[str]:
        """What `note_change` was told during this rebuild, once each. Needs the right to write."""
        return list(dict.fromkeys(self._journal.read_text().split()))

    def make_current(self, new: Path) -> None:
        """Let everybody search here from now on. Needs the right to write."""
        draft = self.folder / f"current.{secrets.token_hex(4)}"
        draft.write_text(new.name)
        os.replace(draft, self._pointer)

    def _tidy(self) -> None:
        """Take away what rebuilds left behind. The one that was live until the last swap goes first now, so that no
        process that was just reading it is hurt."""
        for folder in self.folder.iterdir():
            if folder.is_dir() and folder.name != self._current_name():
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _lock(file: Path, wait: float) -> Iterator[bool]:
    """Hold a lock between processes and threads; gone when the process is. Gives whether it was free in time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    with file.open("a") as handle:
        while not (taken := _try(handle.fileno())) and time.monotonic() < until:
            time.sleep(0.02)
        yield taken


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
