"""Word files as their reader would see them with all changes accepted: what was deleted is no text, what was moved
stands once, a text box once, and fields say what they show. Comments are counted, and are no text."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from portal.files.reading.faults import MACROS, OTHER_KIND, Unreadable
from portal.files.reading.package import opened, tree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DOCUMENT = "word/document.xml"
WITH_TEXT = re.compile(r"^word/(document|footnotes|endnotes)\.xml$")
WITH_CHANGES = re.compile(r"^word/(document|footnotes|endnotes|header\d*|footer\d*|comments)\.xml$")
NOT_SHOWN = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr")}
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
CHANGES = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "cellIns", "cellDel", "cellMerge")}


def check(path: Path) -> dict[str, int]:
    """How many comments and tracked changes it holds."""
    with opened(path) as package:
        _ensure_word(package)
        tree(package, DOCUMENT)
        comments = len(_all(package, re.compile(r"^word/comments\.xml$"), f"{W}comment"))
        changes = sum(_changes_in(part) for part in _parts(package, WITH_CHANGES))
    return {"comments": comments, "changes": changes}


def text(path: Path) -> str:
    """What it says, paragraph by paragraph, and then its notes."""
    with opened(path) as package:
        return "\n".join(
            said
            for part in _parts(package, WITH_TEXT)
            for paragraph in _paragraphs(part)
            if (said := "".join(_said(paragraph)).strip())
        )


def _ensure_word(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    if "[Content_Types].xml" not in names or DOCUMENT not in names:
        raise Unreadable(OTHER_KIND)
    declared = {
        (one.get("PartName") or "").lower(): one.get("ContentType") or ""
        for one in tree(package, "[Content_Types].xml").iter(f"{TYPES}Override")
    }
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in declared.values()):
        raise Unreadable(MACROS)
    if declared.get(f"/{DOCUMENT}") != MAIN:
        raise Unreadable(OTHER_KIND)


def _parts(package: zipfile.ZipFile, which: re.Pattern[str]) -> Iterator[Element]:
    """The document itself first."""
    names = [name for name in package.namelist() if which.match(name)]
    for name in sorted(names, key=lambda name: (name != DOCUMENT, name)):
        yield tree(package, name)


def _all(package: zipfile.ZipFile, which: re.Pattern[str], tag: str) -> list[Element]:
    return [one for part in _parts(package, which) for one in part.iter(tag)]


def _changes_in(part: Element) -> int:
    """The end of a paragraph that came or went with its words is no change of its own."""
    ends = [one for marks in part.iter(f"{W}rPr") for one in marks if one.tag in CHANGES]
    of_ends = set(map(id, ends))
    others = [_whose(one) for one in part.iter() if _is_change(one) and id(one) not in of_ends]
    return len(others) + len({_whose(one) for one in ends} - set(others))


def _whose(change: Element) -> tuple[str, str | None, str | None]:
    return str(change.tag), change.get(f"{W}author"), change.get(f"{W}date")


def _is_change(one: Element) -> bool:
    return one.tag in CHANGES or (str(one.tag).startswith(W) and str(one.tag).endswith("PrChange"))


def _shown_in(element: Element) -> Iterator[Element]:
    """Its parts that a reader sees; of two versions of the same, the first."""
    for child in element:
        if child.tag == ALTERNATIVES:
            yield from list(child)[:1]
        elif child.tag not in NOT_SHOWN:
            yield child


def _paragraphs(element: Element) -> Iterator[Element]:
    for child in _shown_in(element):
        if child.tag == f"{W}p":
            yield child
        else:
            yield from _paragraphs(child)


def _said(element: Element) -> Iterator[str]:
    """Its words; a paragraph within it, as in a text box, on a line of its own."""
    for child in _shown_in(element):
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == f"{W}p":
            yield "\n" + "".join(_said(child)) + "\n"
        else:
            yield from _said(child)
