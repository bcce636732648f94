"""PDF files: whether they can be opened, and what they say."""

import logging
import re
from itertools import islice
from pathlib import Path

from pypdf import PdfReader

from portal.files.reading.faults import DAMAGED, LOCKED, Unreadable

MOST_PAGES = 600  # of which the text is read
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\ufffe": "-", "\x00": ""})
DIVIDED = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zæøå])")  # never between digits: "2026-/2030" is no word

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def check(path: Path) -> dict[str, int]:
    """Nothing more than that it opens, and has a page."""
    reader = _opened(path)
    if not len(reader.pages):
        raise Unreadable(DAMAGED)
    _ = reader.pages[0].mediabox
    return {}


def text(path: Path) -> str:
    """What it says, page by page; words that a line's end divided are joined."""
    pages = [page.extract_text() for page in islice(_opened(path).pages, MOST_PAGES)]
    return DIVIDED.sub("", "\n".join(pages).translate(LIGATURES)).strip()


def _opened(path: Path) -> PdfReader:
    reader = PdfReader(path, strict=False)
    if reader.is_encrypted:
        raise Unreadable(LOCKED)
    return reader
