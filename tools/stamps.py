"""Stamps: a small file beside what was made, saying from which lock file, so that a second run has nothing to do."""

import hashlib
from pathlib import Path


def fingerprint(*sources: Path, salt: str = "") -> str:
    """One hash over the contents of some files (and a word for the way they are used)."""
    digest = hashlib.sha256(salt.encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def is_current(stamp: Path, mark: str) -> bool:
    """Whether the stamp stands and carries this mark."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == mark


def press(stamp: Path, mark: str) -> None:
    """Leave the mark, as the very last thing: what was interrupted is made again."""
    stamp.write_text(mark + "\n", encoding="utf-8")
