"""The whole test suite, on SQLite with the browser and on PostgreSQL, with a line at the end for each; or one room."""

import os
import resource
import subprocess
import sys
import time

from tools import chromium, postgres
from tools.console import ROOT, Problem, plainly, say

Result = tuple[int, float, float]
"""The exit code, the seconds that went by, and the seconds of processor time."""
KINDS = ("sqlite", "postgresql")
WORKERS = str(max(2, min(os.cpu_count() or 2, 8)))


def main() -> int:
    """`python -m tools.suite sqlite postgresql`, or `… room ideas`; more for pytest stands in PYTEST_ARGS."""
    if sys.argv[1:2] == ["room"]:
        return _of_one_room("".join(sys.argv[2:]))
    kinds = sys.argv[1:] or list(KINDS)
    if not set(kinds) <= set(KINDS):
        raise Problem(f"Say on which databases: {' or '.join(KINDS)}.")
    results = {kind: _on_sqlite() if kind == "sqlite" else _on_postgresql() for kind in kinds}
    say("")
    for kind, (code, seconds, worked) in results.items():
        say(f"{kind}: {'green' if code == 0 else 'RED'} in {seconds:.0f} s ({worked:.0f} s of processor time)")
    return max(code for code, *_ in results.values())


def _of_one_room(room: str) -> int:
    """What one works on, on SQLite and without the browser: before a commit, not instead of the whole suite."""
    rooms = sorted(path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").is_file())
    if room not in rooms:
        raise Problem(f"Say which room: make test-room ROOM={'|'.join(rooms)}")
    code, seconds, worked = _pytest({"PORTAL_TEST_DATABASE": "sqlite"}, f"tests/{room}")
    say(f"{room}: {'green' if code == 0 else 'RED'} in {seconds:.0f} s ({worked:.0f} s of processor time)")
    return code


def _on_sqlite() -> Result:
    browser = chromium.find()
    if not browser:
        raise Problem(chromium.WHAT_TO_DO)
    say("\n== Everything on SQLite, with the browser ==")
    return _pytest({"PORTAL_TEST_DATABASE": "sqlite", "CHROMIUM": browser})


def _on_postgresql() -> Result:
    with postgres.server() as address:
        say("\n== On PostgreSQL, everything that can differ there ==")
        settings = {"PORTAL_TEST_DATABASE": "postgresql", "TEST_DATABASE_URL": address}
        return _pytest(settings, "--ignore=tests/browser", "--ignore=tests/production")


def _pytest(settings: dict[str, str], *arguments: str) -> Result:
    started, worked = time.monotonic(), _processor_time()
    more = os.environ.get("PYTEST_ARGS", "").split()
    command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "worksteal", "-rfEsxX", *arguments, *more]
    # What one process has compiled, the tests with their assertions too, the next ones need not compile again
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=ROOT, env=environment | settings, check=False)
    return done.returncode, time.monotonic() - started, _processor_time() - worked


def _processor_time() -> float:
    """What all that was started here has worked so far: the same on a busy machine as on a quiet one, or nearly."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    plainly(main)
