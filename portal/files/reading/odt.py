"""OpenDocument texts as their reader sees them: what was deleted and what was commented is no text."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from portal.files.reading.faults import LOCKED, OTHER_KIND, Unreadable
from portal.files.reading.package import content, opened, tree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
MIMETYPE = b"application/vnd.oasis.opendocument.text"
NOT_SHOWN = {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{SVG}title", f"{SVG}desc"}
SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}


def check(path: Path) -> dict[str, int]:
    """How many comments and tracked changes it holds."""
    with opened(path) as package:
        _ensure_odt(package)
        document = tree(package, "content.xml")
    return {
        "comments": sum(1 for _one in document.iter(f"{OFFICE}annotation")),
        "changes": sum(1 for _one in document.iter(f"{TEXT}changed-region")),
    }


def text(path: Path) -> str:
    """What it says, paragraph by paragraph."""
    with opened(path) as package:
        body = tree(package, "content.xml").find(f"{OFFICE}body")
    paragraphs = _paragraphs(body) if body is not None else ()
    return "\n".join(said for one in paragraphs if (said := "".join(_said(one)).strip()))


def _ensure_odt(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if "mimetype" not in names or "content.xml" not in names or content(package, "mimetype").strip() != MIMETYPE:
        raise Unreadable(OTHER_KIND)
    if "META-INF/manifest.xml" in names:
        manifest = tree(package, "META-INF/manifest.xml")
        if any(True for _one in manifest.iter(f"{MANIFEST}encryption-data")):
            raise Unreadable(LOCKED)


def _paragraphs(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in PARAGRAPHS:
            yield child
        elif child.tag not in NOT_SHOWN:
            yield from _paragraphs(child)


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c") or 1), 80)
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag in PARAGRAPHS:
            yield "\n" + "".join(_said(child)) + "\n"
        elif child.tag not in NOT_SHOWN:
            yield from _said(child)
        yield child.tail or ""
