"""What the tools say to the person at the terminal: short steps, and problems in plain words."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

OFFLINE_SIGNS = (
    "failed to establish a new connection",
    "temporary failure in name resolution",
    "name or service not known",
    "network is unreachable",
    "connection refused",
    "cannot connect to proxy",
    "newconnectionerror",
    "enotfound",
    "eai_again",
    "econnrefused",
    "enetunreach",
    "etimedout",
    "err_name_not_resolved",
)


class Problem(Exception):
    """Something the person must know and can mend; the message says both in one or two sentences."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


def run_quietly(command: Sequence[str | Path], what: str, *, env: Mapping[str, str] | None = None) -> None:
    """Run a command in the project's folder; only if it fails is its output shown, in a `Problem` beginning `what`."""
    try:
        done = subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as missing:
        raise Problem(f"{what}: the program {command[0]} was not found.") from missing
    if done.returncode == 0:
        return
    output = (done.stdout + done.stderr).strip()
    if any(sign in output.lower() for sign in OFFLINE_SIGNS):
        raise Problem(
            f"{what}: the package registry cannot be reached. Connect this machine to the network and try again."
        )
    tail = "\n".join(output.splitlines()[-25:])
    raise Problem(f"{what}: `{' '.join(str(part) for part in command)}` failed.\n{tail}")


def plainly(main: Callable[[], int | None]) -> None:
    """Run a tool's `main` and leave with its exit code; a `Problem` is one plain message and exit code 1."""
    try:
        sys.exit(main() or 0)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
