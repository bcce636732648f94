"""A Chromium for the browser tests: one that is there, else Playwright's, else Debian's where that may be installed."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tools import debian, packages
from tools.console import Problem, plainly, say

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")  # no windows: a quarter less work for the same pages
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WHAT_TO_DO = (
    "The browser tests need Chromium, and none was found or could be installed. Install it (Debian: apt-get install"
    " chromium-headless-shell, or chromium where there is none) or name one: make test CHROMIUM=/path/to/chromium"
)


def find(*, whole: bool = False) -> str | None:
    """The path of a Chromium that starts, without installing anything. `CHROMIUM` in the environment is decisive.

    One without windows if there is one, unless a `whole` browser is wanted.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if not path or not starts(path):
            raise Problem(
                f"CHROMIUM={named} names no browser that starts. Mend it, or leave it out and one is looked for."
            )
        return path
    kinds = (_whole,) if whole else (_without_windows, _whole)
    return next((path for kind in kinds for path in kind() if starts(path)), None)


def ensure() -> str:
    """The path of a Chromium that starts, installing one if that is allowed here."""
    attempts: tuple[Callable[[], None], ...] = (
        _download_playwrights,
        lambda: debian.install("chromium-headless-shell"),
        lambda: debian.install("chromium"),  # older Debians have no other
    )
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


def _without_windows() -> list[str]:
    return [*_on_path(SHELLS), *_of_playwright("chromium_headless_shell-*/chrom*/*headless?shell")]


def _whole() -> list[str]:
    return [*_on_path(NAMES), *_of_playwright("chromium-*/chrome-linux*/chrome")]


def _on_path(names: tuple[str, ...]) -> list[str]:
    return [path for path in map(shutil.which, names) if path]


def _of_playwright(pattern: str) -> list[str]:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return [str(path) for path in sorted(folder.glob(pattern), reverse=True)]


def _download_playwrights() -> None:
    say("No Chromium here; trying Playwright's own …")
    debian.attempt([packages.program("playwright"), "install", "--only-shell", "chromium"])


def main() -> None:
    """`python -m tools.chromium`: say which one is used."""
    say(ensure())


if __name__ == "__main__":
    plainly(main)
