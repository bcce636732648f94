"""Every check that needs no running portal; all are run, so that one run shows everything."""

import subprocess
import sys
from pathlib import Path

from tools.console import ROOT, plainly, say

HERE = Path(sys.executable).parent  # the virtual environment's programs
CHECKS = {
    "ruff": [str(HERE / "ruff"), "check", "."],
    "format": [str(HERE / "ruff"), "format", "--check", "."],
    "types": [str(HERE / "mypy")],
    "floors": [str(HERE / "lint-imports")],
    "templates": [str(HERE / "djlint"), "templates", "--lint", "--quiet"],
    "catalogue": [sys.executable, "-m", "tools.catalogue", "--strict"],
}


def main() -> int:
    """`python -m tools.lint [NAME…]`"""
    chosen = sys.argv[1:] or list(CHECKS)
    red = []
    for name in chosen:
        say(f"\n== {name} ==")
        if subprocess.run(CHECKS[name], cwd=ROOT, check=False).returncode:
            red.append(name)
    say(f"\nRED: {', '.join(red)}" if red else "\nAll checks are green.")
    return 1 if red else 0


if __name__ == "__main__":
    plainly(main)
