"""The virtual environment: Python packages exactly as the lock files pin them, checked by hash."""

import os
import subprocess
import sys
from pathlib import Path

from tools.console import ROOT, Problem, plainly, run_quietly, say
from tools.stamps import fingerprint, is_current, press

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME_LOCK = ROOT / "requirements.txt"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.txt"  # holds everything of the runtime lock, in the same versions


def ensure(*, development: bool = False) -> Path:
    """Make or refresh `.venv`; gives its Python. An environment for development also serves for running."""
    if _stands(DEVELOPMENT_LOCK) or (not development and _stands(RUNTIME_LOCK)):
        return PYTHON
    if not _python_works():
        _create()
    was_for_development = _stamp(DEVELOPMENT_LOCK).exists()
    lock = DEVELOPMENT_LOCK if development or was_for_development else RUNTIME_LOCK
    say(f"Installing Python packages from {lock.name} …")
    install(["-r", str(lock)])
    press(_stamp(lock), _mark(lock))
    return PYTHON


def install(arguments: list[str]) -> None:
    """pip, with hashes required, quiet unless it fails."""
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--disable-pip-version-check", *arguments]
    run_quietly(command, "The Python packages could not be installed")


def program(name: str) -> str:
    """The path of a program the lock file brought, for example `gunicorn`."""
    return str(VENV / "bin" / name)


def environment() -> dict[str, str]:
    """This process's environment with the virtual environment's programs first."""
    return {**os.environ, "VIRTUAL_ENV": str(VENV), "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def _create() -> None:
    say("Making a virtual environment in .venv …")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Problem(
            "Python could not make a virtual environment; on Debian and Ubuntu the package python3-venv is missing"
            f" (apt-get install python3-venv).\n{(done.stdout + done.stderr).strip()}"
        )


def _python_works() -> bool:
    if not PYTHON.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(PYTHON), "-c", check], capture_output=True, check=False).returncode == 0


def _stands(lock: Path) -> bool:
    return PYTHON.exists() and is_current(_stamp(lock), _mark(lock))


def _mark(lock: Path) -> str:
    return fingerprint(lock)


def _stamp(lock: Path) -> Path:
    return VENV / f".installed-{lock.stem}"


def main() -> None:
    """`python -m tools.packages [--development]`"""
    ensure(development="--development" in sys.argv[1:])


if __name__ == "__main__":
    plainly(main)
