"""An ODT as blocks: what was deleted stands apart in the file, and is put back where the changes are refused."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from portal.files.reading.numbers import in_form, whole
from portal.files.reading.odt import OFFICE, PARAGRAPHS, TEXT
from portal.files.reading.package import opened, tree
from portal.files.reading.shapes import Collector, Comment, Left, View, told
from portal.foundation.shaped import NUMBER_STYLE, Paragraph

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
LINK = "{http://www.w3.org/1999/xlink}href"
SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
FIELDS = {f"{TEXT}{name}" for name in ("date", "time", "page-number", "page-count", "author-name", "title", "subject",
          "file-name", "sequence", "bookmark-ref", "reference-ref", "sequence-ref", "variable-get", "variable-set",
          "user-field-get", "expression", "chapter", "text-input", "placeholder", "creation-date")}  # fmt: skip
INDEXES = {f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index",
           "bibliography", "user-index", "object-index")}  # fmt: skip
PASSED_BY = {f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{OFFICE}forms", f"{SVG}title", f"{SVG}desc"}
MOST_BLANKS = 80


@dataclass(frozen=True)
class _Level:
    form: str = ""  # none: a dash
    before: str = ""
    after: str = ""
    start: int = 1


@dataclass
class _Changes:
    """The tracked changes, by their numbers: what came, what went, and who did it."""

    came: set[str] = field(default_factory=set)
    went: dict[str, Element] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    of_shape: int = 0

    @property
    def number(self) -> int:
        return len(self.came) + len(self.went) + self.of_shape


@dataclass
class _List:
    """A list that is open: its levels, and how far it has come."""

    style: str
    count: int = 0


def shapes(path: Path) -> dict[str, Any]:
    """The document's blocks, what is left out, and who changed what."""
    with opened(path) as package:
        content, looks = tree(package, "content.xml"), _styles(package)
    changes = _changes(content)
    accepted = _read(content, looks, changes, View.ACCEPTED)
    refused = _read(content, looks, changes, View.REFUSED) if changes.number else None
    for part in looks:
        for tag in ("header", "footer"):
            for one in part.iter(f"{STYLE}{tag}"):
                if words := "".join(one.itertext()).strip():
                    accepted.count(Left.HEADER, words)
    for _one in range(changes.of_shape):
        accepted.count(Left.SHAPE_CHANGE)
    return told(
        accepted, refused, comments=_comments(content), authors=changes.authors.values(), changes=changes.number
    )


def _styles(package: zipfile.ZipFile) -> list[Element]:
    return [tree(package, "styles.xml")] if "styles.xml" in package.namelist() else []


def _read(content: Element, looks: list[Element], changes: _Changes, view: View) -> Collector:
    reader = OdtReader([*looks, content], changes, view)
    body = content.find(f"{OFFICE}body")
    for text in body if body is not None else ():
        reader.walk(text)
    reader.into.end_open()
    return reader.into


def _changes(content: Element) -> _Changes:
    found = _Changes()
    for region in content.iter(f"{TEXT}changed-region"):
        number = region.get(f"{TEXT}id") or region.get("{http://www.w3.org/XML/1998/namespace}id") or ""
        creator = next(region.iter(f"{DC}creator"), None)
        found.authors[number] = (creator.text or "") if creator is not None else ""
        went = region.find(f"{TEXT}deletion")
        if went is not None:
            found.went[number] = went
        if region.find(f"{TEXT}insertion") is not None:
            found.came.add(number)
        found.of_shape += region.find(f"{TEXT}format-change") is not None
    return found


def _comments(content: Element) -> dict[str, Comment]:
    return {
        str(place): Comment(*_said_in(one)) for place, one in enumerate(content.iter(f"{OFFICE}annotation"), start=1)
    }


def _said_in(annotation: Element) -> tuple[str, str]:
    creator = annotation.find(f"{DC}creator")
    words = " ".join("".join(one.itertext()) for one in annotation if one.tag in PARAGRAPHS or one.tag == f"{TEXT}list")
    return (creator.text or "") if creator is not None else "", words


class OdtReader:
    """Goes through a document in one view of its changes."""

    def __init__(self, parts: list[Element], changes: _Changes, view: View) -> None:
        self.view, self.changes = view, changes
        self.into = Collector()
        self.looks = _looks(parts)
        self.levels = _list_levels(parts)
        self.lists = list[_List]()
        self.headings = dict[int, int]()
        self.item: Paragraph | None = None  # what its next paragraph is
        self.within = set[str]()  # open insertions that are refused
        self.annotations = 0
        self.behind = list[Element]()
        self.reads: Mapping[str, Callable[[Element], None]] = {
            f"{TEXT}p": self._paragraph,
            f"{TEXT}h": self._paragraph,
            f"{TEXT}list": self._list,
            f"{TABLE}table": self._table,
            f"{TEXT}change": self._change,
            f"{TEXT}change-start": self._change,
            f"{TEXT}change-end": self._change,
            f"{DRAW}frame": self._frame,
        }

    # Blocks

    def walk(self, element: Element) -> None:
        for child in element:
            if child.tag in self.reads:
                self.reads[child.tag](child)
            elif child.tag in INDEXES:
                self.into.count(Left.CONTENTS)
            elif child.tag not in PASSED_BY:
                self.walk(child)

    def _paragraph(self, element: Element) -> None:
        shape = self._shape(element)
        if not self.into.runs:
            self.into.shape = shape  # words of a paragraph whose end was put in later stand in that one
        self._words(element, frozenset(), "")
        if self.within:
            return
        self._end()

    def _end(self) -> None:
        shape = self.into.shape
        if any(run.text.strip() for run in self.into.runs):
            self._number(shape)
        self.into.end(shape)
        self.into.shape = Paragraph([])
        boxes, self.behind = self.behind, []
        for box in boxes:
            self.walk(box)

    def _shape(self, element: Element) -> Paragraph:
        style = element.get(f"{TEXT}style-name") or ""
        if element.tag == f"{TEXT}h":
            return Paragraph([], heading=max(1, whole(element.get(f"{TEXT}outline-level"))))
        if self._is_title(style):
            return Paragraph([], heading=1)
        if self.item is not None:
            shape, self.item = self.item, Paragraph([], depth=self.item.depth, goes_on=True)
            return shape
        return Paragraph([])

    def _is_title(self, style: str) -> bool:
        return style == "Title" or self.looks.get(style, _Look()).parent == "Title"

    def _list(self, element: Element) -> None:
        style = element.get(f"{TEXT}style-name") or (self.lists[-1].style if self.lists else "")
        before, outer = self.item, self.lists
        goes_on = element.get(f"{TEXT}continue-numbering") == "true"
        count = self.last_count if goes_on and not outer else 0
        self.lists = [*outer, _List(style, count)]
        for entry in element:
            if entry.tag in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                is_item = entry.tag == f"{TEXT}list-item"
                if (start := entry.get(f"{TEXT}start-value")) is not None:
                    self.lists[-1].count = whole(start) - 1
                self.item = Paragraph([], depth=len(self.lists) - 1, goes_on=not is_item)
                self.walk(entry)
        self.last_count = self.lists[-1].count
        self.lists, self.item = outer, before

    last_count = 0

    def _number(self, shape: Paragraph) -> None:
        """The number of a paragraph that has words: of its list, or of the headings."""
        if shape.heading:
            level = self.levels.get("", {}).get(shape.heading, _Level())
            if level.form:
                self.headings[shape.heading] = self.headings.get(shape.heading, level.start - 1) + 1
                self.headings = {one: count for one, count in self.headings.items() if one <= shape.heading}
                numbers = ".".join(str(self.headings.get(one, 1)) for one in range(1, shape.heading + 1))
                shape.label = f"{level.before}{numbers}{level.after}"
        elif shape.depth is not None and not shape.goes_on and shape.depth < len(self.lists):
            here = self.lists[shape.depth]
            level = self.levels.get(here.style, {}).get(shape.depth + 1, _Level())
            if level.form:
                here.count = max(here.count, level.start - 1) + 1
                shape.label = f"{level.before}{in_form(level.form, here.count)}{level.after}".strip()
                shape.count = here.count if level.form == "decimal" and not level.before.strip() else 0

    def _table(self, element: Element) -> None:
        if not self.within:
            self.into.end_open()
        rows = [self._row(row) for row in element.iter(f"{TABLE}table-row") if _is_of(row, element)]
        if any(piece for row in rows for cell in row for piece in cell):
            self.into.add_table(rows)

    def _row(self, row: Element) -> list[Any]:
        cells = list[Any]()
        for cell in row:
            if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
                continue
            with self.into.apart() as inside:
                before, self.lists, self.item = (self.lists, self.item), [], None
                self.walk(cell)
                self.lists, self.item = before
            if whole(cell.get(f"{TABLE}number-columns-spanned")) > 1:
                self.into.count(Left.MERGED)
            cells += [inside] + [[]] * (min(whole(cell.get(f"{TABLE}number-columns-repeated")) or 1, 60) - 1)
        return cells

    # Changes

    def _change(self, element: Element) -> None:
        number = element.get(f"{TEXT}change-id") or ""
        if author := self.changes.authors.get(number):
            self.into.authors.add(author)
        if self.view is View.ACCEPTED:
            return
        if number in self.changes.came:
            (self.within.add if element.tag == f"{TEXT}change-start" else self.within.discard)(number)
        elif number in self.changes.went and not self.within:
            self._put_back(self.changes.went[number])

    def _put_back(self, went: Element) -> None:
        """What was deleted: its first paragraph goes on with the words before it, and its last with those behind."""
        blocks = list(_in_deletion(went, None))
        for place, (block, depth) in enumerate(blocks):
            if block.tag not in PARAGRAPHS:
                self._table(block)
                continue
            if place:
                self.item = Paragraph([], depth=depth) if depth is not None else None
                self.into.shape = self._shape(block)
                self.item = None
            self._words(block, frozenset(), "")
            if place < len(blocks) - 1:
                self._end()

    # Words

    def _words(self, element: Element, shapes: frozenset[str], address: str) -> None:
        self._put(element.text, shapes, address)
        for child in element:
            self._part(child, shapes, address)
            self._put(child.tail, shapes, address)

    def _put(self, text: str | None, shapes: frozenset[str], address: str) -> None:
        if text and not self.within:
            one_blank = " ".join(text.replace("\n", " ").split(" "))
            self.into.put(one_blank, bold="bold" in shapes, italic="italic" in shapes, address=address)

    def _part(self, child: Element, shapes: frozenset[str], address: str) -> None:
        tag = child.tag
        if tag == f"{TEXT}s":
            self._put(" " * min(whole(child.get(f"{TEXT}c")) or 1, MOST_BLANKS), shapes, address)
        elif tag in SIGNS:
            self._sign(SIGNS[tag])
        elif tag == f"{TEXT}a":
            self._words(child, shapes, child.get(LINK) or "")
        elif tag == f"{TEXT}span":
            self._span(child, shapes, address)
        elif tag in self.reads:
            self.reads[tag](child)
        elif tag not in PASSED_BY:
            self._odd(child, shapes, address)

    def _span(self, span: Element, shapes: frozenset[str], address: str) -> None:
        look = self.looks.get(span.get(f"{TEXT}style-name") or "", _Look())
        before = self.into.is_number
        self.into.is_number = before or NUMBER_STYLE in {span.get(f"{TEXT}style-name"), look.parent}
        self._words(span, shapes | look.shapes, address)
        self.into.is_number = before

    def _sign(self, sign: str) -> None:
        if not self.within:
            self.into.put(sign)

    def _odd(self, child: Element, shapes: frozenset[str], address: str) -> None:
        """What is no text, and words that come from elsewhere."""
        if child.tag == f"{OFFICE}annotation":
            self.annotations += 1
            self.into.comments.append(str(self.annotations))
            author, words = _said_in(child)
            self.into.count(Left.COMMENT, f"{author}: {words}" if author else words)
        elif child.tag == f"{TEXT}note":
            body = child.find(f"{TEXT}note-body")
            self.into.count(Left.NOTE, "".join(body.itertext()) if body is not None else "")
        elif str(child.tag).startswith(DRAW):
            self._frame(child)
        else:
            if child.tag in FIELDS:
                self.into.count(Left.FIELD)
            self._words(child, shapes, address)

    def _frame(self, frame: Element) -> None:
        if self.within:
            return
        boxes = list(frame.iter(f"{DRAW}text-box"))
        if boxes:
            self.behind.append(boxes[0])
            self.into.count(Left.BOX)
        elif any(str(one.tag) in {f"{DRAW}object", f"{DRAW}object-ole"} for one in frame.iter()):
            self.into.count(Left.OBJECT)
        else:
            said = next(frame.iter(f"{SVG}desc"), None)
            self.into.count(Left.PICTURE, (said.text or "") if said is not None else "")


@dataclass
class _Look:
    """What a style says: its parent, and whether words in it are bold or italic."""

    parent: str = ""
    shapes: frozenset[str] = frozenset()


def _looks(parts: list[Element]) -> dict[str, _Look]:
    found = dict[str, _Look]()
    for part in parts:
        for style in part.iter(f"{STYLE}style"):
            said = style.find(f"{STYLE}text-properties")
            bold = said is not None and (said.get(f"{FO}font-weight") or "") in {"bold", "700", "800", "900"}
            italic = said is not None and said.get(f"{FO}font-style") in {"italic", "oblique"}
            shapes_ = {name for name, is_on in (("bold", bold), ("italic", italic)) if is_on}
            name, parent = style.get(f"{STYLE}name") or "", style.get(f"{STYLE}parent-style-name") or ""
            found[name] = _Look(parent, frozenset(shapes_) | found.get(parent, _Look()).shapes)
    return found


def _list_levels(parts: list[Element]) -> dict[str, dict[int, _Level]]:
    """By the name of the list's style and the level from 1; those of headings under no name."""
    found = dict[str, dict[int, _Level]]()
    for part in parts:
        for style in (*part.iter(f"{TEXT}list-style"), *part.iter(f"{TEXT}outline-style")):
            name = "" if style.tag == f"{TEXT}outline-style" else style.get(f"{STYLE}name") or ""
            found[name] = {whole(level.get(f"{TEXT}level")): _level(level) for level in style}
    return found


def _level(level: Element) -> _Level:
    form = FORMS.get(level.get(f"{STYLE}num-format") or "", "")
    prefix, suffix = level.get(f"{STYLE}num-prefix") or "", level.get(f"{STYLE}num-suffix") or ""
    return _Level(form, prefix, suffix, whole(level.get(f"{TEXT}start-value")) or 1)


def _in_deletion(element: Element, depth: int | None) -> Iterator[tuple[Element, int | None]]:
    """Its paragraphs and tables, each with how deep it lay in lists, if it did."""
    for child in element:
        if child.tag in PARAGRAPHS or child.tag == f"{TABLE}table":
            yield child, depth
        elif child.tag == f"{TEXT}list":
            yield from _in_deletion(child, 0 if depth is None else depth + 1)
        elif not str(child.tag).endswith("change-info"):
            yield from _in_deletion(child, depth)


def _is_of(row: Element, table: Element) -> bool:
    """Whether the row is one of this table's, and not of one within it."""
    inner = (one for one in table.iter(f"{TABLE}table") if one is not table)
    return not any(row is other for one in inner for other in one.iter(f"{TABLE}table-row"))
