"""`python -m portal.files.reading check KIND PATH FOLDER`, `text KIND PATH` or `shapes KIND PATH`: one file, within
limits, told as JSON.

Whoever asked kills what does not answer in time.
"""

import json
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from portal.files.reading import odt, odt_shapes, pdf, pictures, word, word_shapes
from portal.files.reading.faults import DAMAGED, Unreadable

MEMORY = 1_280 * 1024 * 1024
SECONDS = {"check": 20, "text": 60, "shapes": 20}  # of work; the other side counts those on the wall
LARGEST_WRITTEN = 96 * 1024 * 1024
MOST_SIGNS = 300_000  # of text; the rest of a longer document is not searched

CHECKS: Mapping[str, Callable[[Path, Path], dict[str, int]]] = {
    "pdf": lambda path, _folder: pdf.check(path),
    "docx": lambda path, _folder: word.check(path),
    "odt": lambda path, _folder: odt.check(path),
    "png": lambda path, folder: pictures.check("PNG", path, folder),
    "jpeg": lambda path, folder: pictures.check("JPEG", path, folder),
}
TEXTS: Mapping[str, Callable[[Path], str]] = {"pdf": pdf.text, "docx": word.text, "odt": odt.text}
SHAPES: Mapping[str, Callable[[Path], dict[str, Any]]] = {"docx": word_shapes.shapes, "odt": odt_shapes.shapes}
DEEDS: Mapping[str, Callable[[str, Path, Path], dict[str, Any]]] = {
    "check": lambda kind, path, folder: CHECKS[kind](path, folder),
    "text": lambda kind, path, _folder: _searched(TEXTS[kind](path)),
    "shapes": lambda kind, path, _folder: SHAPES[kind](path),
}


def _searched(text: str) -> dict[str, Any]:
    return {"text": text[:MOST_SIGNS]}


def keep_within_limits(deed: str) -> None:
    """From here on the system ends this process when it takes too much."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS[deed]),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(deed: str, kind: str, path: str, folder: str = "") -> None:
    """Say what there is to say of one file. Whatever its reader stumbles over is damage of the file."""
    keep_within_limits(deed)
    said: dict[str, Any]
    try:
        said = DEEDS[deed](kind, Path(path), Path(folder))
    except Unreadable as fault:
        said = {"fault": fault.code}
    except Exception:  # readers of broken files raise whatever they like
        said = {"fault": DAMAGED}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
