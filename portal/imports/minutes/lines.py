"""From HTML to headings, lines and attachments in the order in which they stand; every text exactly once."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString

from portal.imports.minutes.document import Attachment

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    "address", "article", "blockquote", "body", "dd", "details", "div", "dl", "dt", "figure", "footer", "header", "li",
    "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul",
}  # fmt: skip
CELLS = frozenset({"td", "th"})
CELL_END = "\x1e"  # the record separator of ASCII, which no page shows
ATTACHMENT_LINK = "bilag-link"
_SPACES = re.compile(r"[\s\u00a0\u00ad\u200b\ufeff]+")


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Line:
    """One line of running text. `marker` is what a numbered list shows before it ("1."), which the HTML leaves out."""

    text: str
    marker: str = ""

    @property
    def shown(self) -> str:
        return f"{self.marker} {self.text}".strip()


Piece = Heading | Line | Attachment


def plain(text: str) -> str:
    """The text with every run of white space, hard or soft, as one space."""
    return _SPACES.sub(" ", text).strip()


def text_of(tag: Tag | None) -> str:
    return plain(" ".join(strings_of(tag))) if tag else ""


def strings_of(tag: Tag) -> Iterator[NavigableString]:
    """What a reader sees below a tag: no comments, scripts or styles."""
    for node in tag.descendants:
        if type(node) is NavigableString:
            yield node


def pieces_of(tag: Tag, skip: set[int]) -> list[Piece]:
    """Everything readable below a tag, except the strings whose `id()` stands in `skip`."""
    flow = _Flow()
    for node in tag.descendants:
        if isinstance(node, Tag):
            flow.enter(node)
        elif type(node) is NavigableString and id(node) not in skip:
            flow.add(node)
    flow.close()
    return flow.pieces


@dataclass
class _Flow:
    """Gathers strings into one piece until a line break or another block begins."""

    pieces: list[Piece] = field(default_factory=list)
    block: Tag | None = None
    words: list[str] = field(default_factory=list)
    marker: str = ""  # of the list entry that has just begun
    entries: Counter[int] = field(default_factory=Counter)  # how many of each numbered list have begun

    def enter(self, tag: Tag) -> None:
        if tag.name == "br":
            self.close()
        elif tag.name == "li":
            self.close()
            self.marker = self._next_marker(tag.parent)
        elif tag.name in HEADINGS:  # an empty heading, too, ends what stands under the one before
            self.close()
            self.pieces.append(Heading(""))

    def add(self, string: NavigableString) -> None:
        block = _nearest(string)
        if block is not self.block:
            self._turn_to(block)
        self.words.append(string)

    def _next_marker(self, parent: Tag | None) -> str:
        if parent is None or parent.name != "ol":
            return ""
        begins = str(parent.get("start") or "")
        self.entries[id(parent)] += 1
        first = int(begins) if re.fullmatch(r"[0-9]{1,4}", begins) else 1
        return f"{first + self.entries[id(parent)] - 1}."

    def _turn_to(self, block: Tag | None) -> None:
        if self.block is not None and block is not None and _same_row(self.block, block):
            self.words.append(CELL_END)
        else:
            self.close()
        self.block = block

    def close(self) -> None:
        cells = (plain(cell) for cell in "".join(self.words).split(CELL_END))
        text = " | ".join(cell for cell in cells if cell)
        self.words = []
        if text and self.block is not None:
            self.pieces.append(_piece(self.block, text, self.marker))
            self.marker = ""


def _piece(block: Tag, text: str, marker: str) -> Piece:
    if block.name in HEADINGS:
        return Heading(text)
    if ATTACHMENT_LINK in (block.get("class") or ()):
        return Attachment(text, str(block.get("id") or "").removeprefix("enclosure-"))
    return Line(text, marker)


def _nearest(node: NavigableString) -> Tag | None:
    """The block a string stands in; a link to an attachment counts as one."""
    for parent in node.parents:
        if parent.name in BLOCKS or ATTACHMENT_LINK in (parent.get("class") or ()):
            return parent
    return None


def _same_row(first: Tag, second: Tag) -> bool:
    return first.name in CELLS and second.name in CELLS and first.parent is second.parent
