"""The whole test suite: on SQLite with the browser, and on PostgreSQL, and one line at the end for each."""

import os
import subprocess
import sys
import time

from tools import chromium, postgres
from tools.console import ROOT, Problem, plainly, say

KINDS = ("sqlite", "postgresql")
WORKERS = str(max(2, min(os.cpu_count() or 2, 8)))


def main() -> int:
    """`python -m tools.suite sqlite postgresql`; more for pytest stands in PYTEST_ARGS."""
    kinds = sys.argv[1:] or list(KINDS)
    if not set(kinds) <= set(KINDS):
        raise Problem(f"Say on which databases: {' or '.join(KINDS)}.")
    results = {kind: _on_sqlite() if kind == "sqlite" else _on_postgresql() for kind in kinds}
    say("")
    for kind, (code, seconds) in results.items():
        say(f"{kind}: {'green' if code == 0 else 'RED'} in {seconds:.0f} s")
    return max(code for code, _ in results.values())


def _on_sqlite() -> tuple[int, float]:
    browser = chromium.find()
    if not browser:
        raise Problem(chromium.WHAT_TO_DO)
    say("\n== Everything on SQLite, with the browser ==")
    return _pytest({"PORTAL_TEST_DATABASE": "sqlite", "CHROMIUM": browser})


def _on_postgresql() -> tuple[int, float]:
    with postgres.server() as address:
        say("\n== Everything on PostgreSQL, but for browser, production and the filled demonstration ==")
        settings = {"PORTAL_TEST_DATABASE": "postgresql", "TEST_DATABASE_URL": address}
        return _pytest(settings, "--ignore=tests/browser", "--ignore=tests/production")


def _pytest(settings: dict[str, str], *arguments: str) -> tuple[int, float]:
    started = time.monotonic()
    more = os.environ.get("PYTEST_ARGS", "").split()
    command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "worksteal", "-rfEsxX", *arguments, *more]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=False)
    return done.returncode, time.monotonic() - started


if __name__ == "__main__":
    plainly(main)
