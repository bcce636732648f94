"""Pin every dependency anew: versions and hashes, never the address of a registry.

What is pinned stays where it still fits; UPGRADE=1 takes the newest of everything.
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from tools.console import ROOT, Problem, plainly, run_quietly, say

COMPILE = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
COMPILE += ["--generate-hashes", "--no-header", "--no-annotate"]
LOCKS = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["pyproject.toml", "--group", "dev", "-c", "requirements.txt"],
    "requirements-npm.txt": ["--group", "pyproject.toml:npm"],
}


def main() -> None:
    """`python -m tools.lock`"""
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    with tempfile.TemporaryDirectory(prefix="portal-lock-") as folder:
        uv = shutil.which("uv") or _fetch_uv(Path(folder))
        for lock, sources in LOCKS.items():
            say(f"Pinning {lock} …")
            command = [uv, *COMPILE, *upgrade, *sources, "-o", lock]
            run_quietly(command, f"{lock} could not be made", env={**os.environ, "UV_NO_PROGRESS": "1"})
    _lock_npm(upgrade=bool(upgrade))
    for lock in (*LOCKS, "package-lock.json"):
        require_no_address(ROOT / lock)


def require_no_address(lock: Path) -> None:
    """A lock file that names a host would send everybody to it."""
    text = lock.read_text(encoding="utf-8")
    found = re.search(r"https?://\S+|\"resolved\"|--(?:extra-)?index-url|--find-links|file:/\S+", text)
    if found:
        raise Problem(f"{lock.name} names an address ({found.group()}); it may only hold versions and hashes.")


def _fetch_uv(folder: Path) -> Path:
    run_quietly([sys.executable, "-m", "venv", folder / "uv"], "A virtual environment for uv could not be made")
    run_quietly([folder / "uv/bin/pip", "install", "--quiet", "uv"], "uv could not be fetched")
    return folder / "uv/bin/uv"


def _lock_npm(*, upgrade: bool) -> None:
    npm = shutil.which("npm")
    if not npm:
        raise Problem("npm was not found; it is needed to pin the design system.")
    say("Pinning package-lock.json …")
    command = [npm, "update" if upgrade else "install", "--package-lock-only", "--omit-lockfile-registry-resolved"]
    run_quietly([*command, "--ignore-scripts", "--no-audit", "--no-fund"], "package-lock.json could not be made")


if __name__ == "__main__":
    plainly(main)
