"""Compile the Danish catalogue when one of its parts is newer than the compiled file."""

from tools import packages
from tools.console import ROOT, run_quietly

FOLDER = ROOT / "portal" / "translations" / "da" / "LC_MESSAGES"
COMPILED = FOLDER / "messages.mo"


def ensure() -> None:
    """Nothing is checked here: a portal with a missing word still runs, and shows it in English."""
    parts = [part.stat().st_mtime for part in FOLDER.glob("*.po")]
    # the folder's own time tells of parts that were removed
    if COMPILED.exists() and COMPILED.stat().st_mtime >= max([*parts, FOLDER.stat().st_mtime - 1]):
        return
    command = [packages.PYTHON, "-m", "tools.catalogue", "--compile-only"]
    run_quietly(command, "The Danish catalogue could not be compiled")
