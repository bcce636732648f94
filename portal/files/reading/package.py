"""Word and ODT files are packages: looked into without unpacking, and each part read only as far as it may be long."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from portal.files.reading.faults import BOMB, DAMAGED, LOCKED, MACROS, Unreadable

MOST_PARTS = 4_000
MOST_UNPACKED = 300 * 1024 * 1024
LONGEST_PART = 64 * 1024 * 1024  # of those that are read
MOST_PACKED = 200  # times smaller than its content; the emptiest real tables come to about sixty
SMALL = 4 * 1024 * 1024  # where it does not matter how well it is packed
IS_LOCKED = 1  # the bit of a part that asks for a password
HOLDS_CODE = re.compile(r"vbaProject|vbaData|^Basic/|^Scripts/|/activeX/", re.IGNORECASE)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The package, when nothing in its list of parts is odd."""
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
            raise Unreadable(BOMB)
        if unpacked > SMALL and unpacked > packed * MOST_PACKED:
            raise Unreadable(BOMB)
        for part in parts:
            _look_at(part)
        yield package


def _look_at(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & IS_LOCKED:
        raise Unreadable(LOCKED)
    if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename):
        raise Unreadable(DAMAGED)
    if HOLDS_CODE.search(part.filename):
        raise Unreadable(MACROS)


def content(package: zipfile.ZipFile, name: str) -> bytes:
    """One part, at most as long as a part may be."""
    with package.open(name) as part:
        read = part.read(LONGEST_PART + 1)
    if len(read) > LONGEST_PART:
        raise Unreadable(BOMB)
    return read


def tree(package: zipfile.ZipFile, name: str) -> Element:
    """One part as XML. What defines words of its own is a bomb of another kind, and is refused by the reader."""
    found: Element = fromstring(content(package, name), forbid_dtd=True)
    return found
