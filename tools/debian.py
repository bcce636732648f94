"""Debian's own packages, for what the tests need of a machine: tried where that is allowed."""

import os
import shutil
import subprocess

from tools.console import say


def install(*packages: str) -> None:
    """Try `apt-get install`, as root or through sudo without a password."""
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not shutil.which("sudo"):
        return
    say(f"Trying Debian's {' and '.join(packages)} with apt-get …")
    attempt([*sudo, "apt-get", "update", "-q"])
    attempt([*sudo, "apt-get", "install", "-q", "-y", "--no-install-recommends", *packages])


def attempt(command: list[str]) -> None:
    """An attempt may fail: what counts is whether the program starts afterwards."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        say(f"  {command[0]}: {error}")
        return
    if done.returncode:
        lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        reasons = [line for line in lines if "error" in line.lower()] or lines[-1:]
        say(f"  that did not work: {reasons[0] if reasons else 'no reason was given'}")
