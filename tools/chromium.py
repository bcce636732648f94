"""A Chromium for the browser tests: one that is there, else Playwright's, else Debian's where that may be installed."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tools import debian, packages
from tools.console import Problem, plainly, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WHAT_TO_DO = (
    "The browser tests need Chromium, and none was found or could be installed. Install it (Debian: apt-get install"
    " chromium) or name one: make test CHROMIUM=/path/to/chromium"
)


def find() -> str | None:
    """The path of a Chromium that starts, without installing anything. `CHROMIUM` in the environment is decisive."""
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if not path or not starts(path):
            raise Problem(
                f"CHROMIUM={named} names no browser that starts. Mend it, or leave it out and one is looked for."
            )
        return path
    known = [path for path in map(shutil.which, NAMES) if path]
    return next((path for path in [*known, *_of_playwright()] if starts(path)), None)


def ensure() -> str:
    """The path of a Chromium that starts, installing one if that is allowed here."""
    attempts: tuple[Callable[[], None], ...] = (_download_playwrights, _install_debians)
    found = find()
    for attempt in attempts:
        if found:
            return found
        attempt()
        found = find()
    if not found:
        raise Problem(WHAT_TO_DO)
    return found


def starts(path: str) -> bool:
    """Whether it runs at all: a snap's stub, or a browser without its libraries, does not."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _of_playwright() -> list[str]:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return [str(path) for path in sorted(folder.glob("chromium-*/chrome-linux*/chrome"), reverse=True)]


def _download_playwrights() -> None:
    say("No Chromium here; trying Playwright's own …")
    debian.attempt([packages.program("playwright"), "install", "chromium"])


def _install_debians() -> None:
    debian.install("chromium")


def main() -> None:
    """`python -m tools.chromium`: say which one is used."""
    say(ensure())


if __name__ == "__main__":
    plainly(main)
