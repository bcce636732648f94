"""An nginx for the tests of production, and the openssl that makes its certificate: found here, else Debian's."""

import os
import shutil
import subprocess

from tools import debian
from tools.console import Problem, plainly, say

PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))  # a user's PATH leaves them out
WHAT_TO_DO = (
    "The tests of production need nginx and openssl, and they were not found or could not be installed. Install them"
    " (Debian: apt-get install nginx openssl) or name an nginx: make test NGINX=/path/to/nginx"
)


def find() -> str | None:
    """The path of an nginx that starts, without installing anything. `NGINX` in the environment is decisive."""
    path = shutil.which(os.environ.get("NGINX") or "nginx", path=PLACES)
    return path if path and shutil.which("openssl") and _starts(path) else None


def ensure() -> str:
    """The path of an nginx that starts, installing it if that is allowed here."""
    found = find()
    if not found:
        debian.install("nginx", "openssl")
        found = find()
    if not found:
        raise Problem(WHAT_TO_DO)
    return found


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "-v"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> None:
    """`python -m tools.nginx`: say which one is used."""
    say(ensure())


if __name__ == "__main__":
    plainly(main)
