"""A Word file as blocks: headings by their style, lists as Word counts them, and each tracked change taken or left."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from portal.files.reading.numbers import VAL, Numbering, W, whole
from portal.files.reading.package import opened, tree
from portal.files.reading.shapes import Collector, Comment, Left, View, told
from portal.files.reading.word import ALTERNATIVES, DOCUMENT, WITH_CHANGES
from portal.foundation.shaped import NUMBER_STYLE, Paragraph

RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CAME, WENT = {f"{W}ins", f"{W}moveTo"}, {f"{W}del", f"{W}moveFrom"}
HIDDEN = {View.ACCEPTED: WENT, View.REFUSED: CAME}
CELLS = {View.ACCEPTED: f"{W}cellDel", View.REFUSED: f"{W}cellIns"}
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
INSIDE = {f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml", "bdo", "dir")} | CAME | WENT
COUNTED = {
    f"{W}footnoteReference": Left.NOTE,
    f"{W}endnoteReference": Left.NOTE,
    f"{W}object": Left.OBJECT,
    f"{W}sym": Left.SIGN,
    f"{MATH}oMath": Left.FORMULA,
}
BOX, DRAWN = f"{W}txbxContent", {f"{W}drawing", f"{W}pict"}
OFF = {"0", "false", "off", "none"}
CHANGED = CAME | WENT | {f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge"}
NAMED_LEVEL = re.compile(r"list (bullet|number|continue)(?: (\d))?")


@dataclass
class Style:
    """What a style says of the paragraphs that have it."""

    name: str = ""
    based_on: str = ""
    properties: list[Element] = field(default_factory=list)  # of paragraph and run


def shapes(path: Path) -> dict[str, Any]:
    """The document's blocks, what is left out, and who changed what."""
    with opened(path) as package:
        document = tree(package, DOCUMENT)
        parts = [tree(package, name) for name in package.namelist() if WITH_CHANGES.match(name) and name != DOCUMENT]
        changes = [one for part in (document, *parts) for one in part.iter() if _is_change(one)]
        comments = _comments(package)
        accepted = _read(package, document, View.ACCEPTED)
        refused = _read(package, document, View.REFUSED) if changes else None
        _count_apart(package, accepted, document, parts)
    authors = {author for one in changes if (author := one.get(f"{W}author"))}
    return told(accepted, refused, comments=comments, authors=authors, changes=len(changes))


def _read(package: zipfile.ZipFile, document: Element, view: View) -> Collector:
    reader = WordReader(package, view)
    body = document.find(f"{W}body")
    reader.walk(body if body is not None else document)
    reader.into.end_open()
    return reader.into


def _of_shape(one: Element) -> bool:
    return str(one.tag).startswith(W) and str(one.tag).endswith("PrChange")


def _optional(package: zipfile.ZipFile, name: str) -> Element | None:
    return tree(package, name) if name in package.namelist() else None


def _comments(package: zipfile.ZipFile) -> dict[str, Comment]:
    root = _optional(package, "word/comments.xml")
    found = root.findall(f"{W}comment") if root is not None else []
    return {one.get(f"{W}id") or "": Comment(one.get(f"{W}author") or "", _plain(one)) for one in found}


def _plain(element: Element) -> str:
    paragraphs = element.iter(f"{W}p")
    return " ".join("".join(one.text or "" for one in paragraph.iter(f"{W}t")) for paragraph in paragraphs)


def _count_apart(package: zipfile.ZipFile, into: Collector, document: Element, parts: list[Element]) -> None:
    """What stands in parts of their own: notes, comments, headers; and the changes that nobody reads there."""
    names = sorted(name for name in package.namelist() if re.match(r"^word/(header|footer)\d*\.xml$", name))
    for words in filter(str.strip, (_plain(tree(package, name)) for name in names)):
        into.count(Left.HEADER, words)
    for comment in _comments(package).values():
        into.count(Left.COMMENT, f"{comment.author}: {comment.text}" if comment.author else comment.text)
    for _one in filter(_of_shape, document.iter()):
        into.count(Left.SHAPE_CHANGE)
    for _one in filter(_is_change, (one for part in parts for one in part.iter())):
        into.count(Left.UNREAD_CHANGE)


def _is_change(one: Element) -> bool:
    return one.tag in CHANGED or _of_shape(one)


class WordReader:
    """Goes through a document in one view of its changes."""

    def __init__(self, package: zipfile.ZipFile, view: View) -> None:
        self.view, self.hidden = view, HIDDEN[view]
        self.into = Collector()
        self.styles = _styles(_optional(package, "word/styles.xml"))
        lists = {one: self._list_of(self._all_properties(one)) for one in self.styles}
        self.numbering = Numbering(
            _optional(package, "word/numbering.xml"), {name: found[0] for name, found in lists.items() if found[0]}
        )
        self.addresses = _addresses(_optional(package, "word/_rels/document.xml.rels"))
        self.notes = {
            f"{W}{kind}Reference": _notes(_optional(package, f"word/{kind}s.xml"), kind)
            for kind in ("footnote", "endnote")
        }
        self.behind = list[Element]()  # text boxes, whose words follow the paragraph

    # Blocks

    def walk(self, element: Element) -> None:
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == ALTERNATIVES:
                self.walk_first(child, self.walk)
            elif child.tag in INSIDE and child.tag not in self.hidden:
                self.walk(child)

    @staticmethod
    def walk_first(alternatives: Element, walk: Callable[[Element], None]) -> None:
        """Of two versions of the same, the first."""
        for first in list(alternatives)[:1]:
            walk(first)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        mark = properties.find(f"{W}rPr") if properties is not None else None
        marks = {one.tag for one in mark} if mark is not None else set[str]()
        for one in mark if mark is not None else ():
            if one.tag in CHANGED:
                self._note_author(one)
        shape = self._shape(self._as_seen(properties, f"{W}pPrChange", f"{W}pPr"))
        self._words(paragraph, frozenset(), "")
        if marks & self.hidden:
            self.into.shape = shape or Paragraph([])
            return
        if shape is not None:
            self._number(shape)
            self.into.end(shape)
        elif self.into.runs:
            self.into.count(Left.CONTENTS)
            self.into.runs = []
        self.into.shape = Paragraph([])
        boxes, self.behind = self.behind, []
        for box in boxes:
            self.walk(box)
            self.into.end_open()

    def _table(self, table: Element) -> None:
        self.into.end_open()
        rows = []
        for row in self._within(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            changes = [one for one in properties if one.tag in CHANGED] if properties is not None else []
            if not {one.tag for one in changes} & self.hidden:
                rows.append(self._row(row))
                for one in changes:
                    self._note_author(one, rows[-1])
        self.into.add_table(rows)

    def _row(self, row: Element) -> list[Any]:
        cells = list[Any]()
        for cell in self._within(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            if properties is not None and properties.find(CELLS[self.view]) is not None:
                continue
            with self.into.apart() as inside:
                self.walk(cell)
            cells.append(inside)
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            more = min(whole(span.get(VAL)), 60) - 1 if span is not None else 0
            if more > 0:
                self.into.count(Left.MERGED)
                cells += [[] for _one in range(more)]
        return cells

    def _within(self, element: Element, tag: str) -> Iterator[Element]:
        for child in element:
            if child.tag == tag:
                yield child
            elif child.tag in INSIDE and child.tag not in self.hidden:
                yield from self._within(child, tag)

    # What a paragraph is

    def _as_seen(self, properties: Element | None, change: str, of: str) -> Element | None:
        """Its properties; where a change of them is refused, those before."""
        if properties is None or self.view is View.ACCEPTED:
            return properties
        changed = properties.find(change)
        return changed.find(of) if changed is not None else properties

    def _all_properties(self, style: str) -> list[Element]:
        """Of a style and those it is based on, the nearest first."""
        found, seen = list[Element](), set[str]()
        while style in self.styles and style not in seen:
            seen.add(style)
            found += self.styles[style].properties
            style = self.styles[style].based_on
        return found

    def _names(self, style: str) -> Iterator[str]:
        seen = set[str]()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style].name
            style = self.styles[style].based_on

    def _shape(self, properties: Element | None) -> Paragraph | None:
        """What the paragraph is; nothing where it belongs to a table of contents."""
        style = _value(properties, f"{W}pStyle") or ""
        names = list(self._names(style))
        if any(name.startswith("toc ") for name in names):
            return None
        all_ = [*([properties] if properties is not None else []), *self._all_properties(style)]
        shape = Paragraph([], heading=self._heading(names, all_))
        number, shape.level = self._list_of(all_)
        place = shape.level
        named = next((found for name in names if (found := NAMED_LEVEL.fullmatch(name))), None)
        if named:
            shape.goes_on = named[1] == "continue"
            place = max(place, whole(named[2]) - 1)
        if self.numbering.level(number, shape.level) is not None or (named and not shape.heading):
            shape.of_list, shape.depth = number, None if shape.heading else place
        return shape

    @staticmethod
    def _heading(names: list[str], properties: list[Element]) -> int:
        for name in names:
            if name == "title":
                return 1
            if found := re.fullmatch(r"heading (\d)", name):
                return int(found[1])
        said = next((value for one in properties if (value := _value(one, f"{W}outlineLvl"))), None)
        return whole(said) + 1 if said is not None and whole(said) < 9 else 0  # noqa: PLR2004

    @staticmethod
    def _list_of(properties: list[Element]) -> tuple[str, int]:
        """The list that a paragraph is an item of, and the level."""
        number = level = None
        for one in properties:
            found = one.find(f"{W}numPr")
            if found is not None:
                number = number or _value(found, f"{W}numId")
                level = level or _value(found, f"{W}ilvl")
        return ("" if number in {None, "0"} else str(number)), whole(level)

    def _number(self, shape: Paragraph) -> None:
        """The next number of its list, for a paragraph that has words."""
        if shape.of_list and not shape.goes_on and any(run.text.strip() for run in self.into.runs):
            found = self.numbering.next(shape.of_list, shape.level)
            shape.label, shape.count = found.label, found.count

    # Words

    def _words(self, element: Element, shapes: frozenset[str], address: str) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, shapes, address)
            elif tag == f"{W}hyperlink":
                self._words(child, shapes, self.addresses.get(child.get(f"{RELATED}id") or "", address))
            elif tag == f"{W}fldSimple":
                self.into.count(Left.FIELD)
                self._words(child, shapes, address)
            elif tag in COUNTED:
                self.into.count(COUNTED[tag], "".join(one.text or "" for one in child.iter(f"{MATH}t")))
            elif tag in INSIDE and tag not in self.hidden:
                self._note_author(child)
                self._words(child, shapes, address)
            elif tag in self.hidden:
                self._note_author(child)

    def _note_author(self, change: Element, row: list[Any] | None = None) -> None:
        author = change.get(f"{W}author")
        if author and change.tag in CHANGED and row is None:
            self.into.authors.add(author)
        for piece in (piece for cell in row or () for piece in cell):
            piece.authors |= {author} if author else set()

    def _run(self, run: Element, shapes: frozenset[str], address: str) -> None:
        properties = self._as_seen(run.find(f"{W}rPr"), f"{W}rPrChange", f"{W}rPr")
        look = shapes | self._look(properties)
        self.into.is_number = NUMBER_STYLE.lower() in self._names(_value(properties, f"{W}rStyle") or "")
        if _is_on(properties, f"{W}vanish"):
            self.into.count(Left.HIDDEN, "".join(one.text or "" for one in run.iter(f"{W}t")))
            return
        self._parts(run, look, address)
        self.into.is_number = False

    def _look(self, properties: Element | None) -> frozenset[str]:
        """Bold and italic, of the run or of its own style."""
        chain = [properties, *self._all_properties(_value(properties, f"{W}rStyle") or "")]
        found = set[str]()
        for shape, tag in (("bold", f"{W}b"), ("italic", f"{W}i")):
            said = next((one for one in chain if one is not None and one.find(tag) is not None), None)
            if _is_on(said, tag):
                found.add(shape)
        return frozenset(found)

    def _part(self, child: Element, look: frozenset[str], address: str) -> None:
        tag = child.tag
        if tag in {f"{W}t", f"{W}delText"}:
            self.into.put(child.text or "", bold="bold" in look, italic="italic" in look, address=address)
        elif tag in SIGNS:
            self.into.put(SIGNS[tag])
        elif tag == f"{W}fldChar" and child.get(f"{W}fldCharType") == "begin":
            self.into.count(Left.FIELD)
        elif tag == f"{W}commentReference":
            self.into.comments.append(child.get(f"{W}id") or "")
        elif tag in COUNTED:
            self.into.count(COUNTED[tag], self.notes.get(tag, {}).get(child.get(f"{W}id") or "", ""))
        elif tag == ALTERNATIVES:
            self.walk_first(child, lambda first: self._parts(first, look, address))
        elif tag in DRAWN:
            self._drawn(child)

    def _parts(self, element: Element, look: frozenset[str], address: str) -> None:
        for child in element:
            self._part(child, look, address)

    def _drawn(self, drawn: Element) -> None:
        boxes = list(drawn.iter(BOX))
        nested = {id(inner) for box in boxes for inner in box.iter(BOX) if inner is not box}
        self.behind += [box for box in boxes if id(box) not in nested]
        self.into.count(Left.BOX if boxes else Left.PICTURE, "" if boxes else _alternative(drawn))


def _styles(root: Element | None) -> dict[str, Style]:
    found = dict[str, Style]()
    for one in root.findall(f"{W}style") if root is not None else ():
        properties = [part for name in ("pPr", "rPr") if (part := one.find(f"{W}{name}")) is not None]
        based_on, name = _value(one, f"{W}basedOn") or "", (_value(one, f"{W}name") or "").lower()
        found[one.get(f"{W}styleId") or ""] = Style(name, based_on, properties)
    return found


def _addresses(root: Element | None) -> Mapping[str, str]:
    return {
        one.get("Id") or "": one.get("Target") or ""
        for one in (root if root is not None else ())
        if (one.get("Type") or "").endswith("/hyperlink")
    }


def _notes(root: Element | None, kind: str) -> dict[str, str]:
    found = root.findall(f"{W}{kind}") if root is not None else []
    return {one.get(f"{W}id") or "": _plain(one) for one in found}


def _value(element: Element | None, tag: str) -> str | None:
    found = element.find(tag) if element is not None else None
    return found.get(VAL) if found is not None else None


def _is_on(element: Element | None, tag: str) -> bool:
    found = element.find(tag) if element is not None else None
    return found is not None and (found.get(VAL) or "1") not in OFF


def _alternative(drawn: Element) -> str:
    return next((said for one in drawn.iter() if str(one.tag).endswith("docPr") and (said := one.get("descr"))), "")
