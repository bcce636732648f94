"""Runs of words with bold, italics and addresses, as a word processor has them, written in our gentle Markdown.

There are no escapes in it, so what was written is read again: where a sign would make words disappear, the block is
written without emphasis. What cannot be said in it is counted, and told to whoever reads the text in.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from portal.foundation.comparison import words_in
from portal.foundation.text import BlockKind, plain_text, render_markdown, without_unseen_signs

LOST_EMPHASIS, TYPED_NUMBER, ANEW, JOINED_CELL, BAR, MERGED = "emphasis", "number", "anew", "cell", "bar", "merged"
STARS = {"bold": 2, "italic": 1}
LOWEST = 6
NUMBER_STYLE = "Afsnitsnummer"  # in which we write the number of a passage: "[12] "
OUR_NUMBER = re.compile(r"\[\d+\]\s?")
SCHEMES = ("https://", "http://", "mailto:", "/")


@dataclass(frozen=True)
class Run:
    """Words in one shape."""

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""

    @property
    def shapes(self) -> frozenset[str]:
        return frozenset(shape for shape in STARS if getattr(self, shape))


@dataclass
class Paragraph:
    """A paragraph, a heading, or an item of a list."""

    runs: list[Run]
    heading: int = 0  # its level; 0: it is none
    depth: int | None = None  # of the list that it is an item of, from 0
    label: str = ""  # the number that the word processor sets before it …
    count: int = 0  # … and as a plain number, where it is one
    of_list: str = ""  # which list counts it, on which level
    level: int = 0
    goes_on: bool = False  # with the item before
    authors: set[str] = field(default_factory=set)  # of tracked changes in it
    comments: list[str] = field(default_factory=list)  # the numbers of those that hang on it

    @property
    def words(self) -> str:
        return " ".join("".join(run.text for run in self.runs).split())


@dataclass
class Table:
    """Rows of cells; the first is the head."""

    rows: list[list[list[Run]]]
    authors: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)


Piece = Paragraph | Table


@dataclass
class Written:
    """A block in Markdown, with who changed it, and the comments that hang on it."""

    kind: BlockKind
    text: str
    heading: int = 0
    authors: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def written(pieces: Iterable[Piece], lost: Counter[str]) -> list[Written]:
    """The blocks of a text; what could not be said as it was is counted."""
    found = list[Written]()
    for is_list, group in groupby(_with_typed_numbers(pieces, lost), key=_is_item):
        if is_list:
            found += _lists([one for one in group if isinstance(one, Paragraph)], lost)
            continue
        for piece in group:
            one = _table(piece, lost) if isinstance(piece, Table) else _alone(piece, lost)
            if one.text:
                found.append(_with_origin(one, [piece]))
    return found


def _is_item(piece: Piece) -> bool:
    return isinstance(piece, Paragraph) and piece.depth is not None and bool(piece.words)


def _with_typed_numbers(pieces: Iterable[Piece], lost: Counter[str]) -> Iterator[Piece]:
    """A heading with a number, and an item of a list that does not begin at 1, have the number in their words."""
    counts = is_open = False  # a numbered list from 1; any list
    for piece in pieces:
        if isinstance(piece, Paragraph) and piece.label and piece.words:
            counts = counts or (piece.count == 1 and not piece.heading)
            is_plain = piece.count > 0 and (counts or bool(piece.depth))
            if piece.heading or not (is_plain or (piece.depth and is_open)):
                _type_number(piece, lost)
                piece.depth = None
        is_open = _is_item(piece)
        counts = counts and is_open
        yield piece


def _type_number(piece: Paragraph, lost: Counter[str]) -> None:
    piece.runs = [Run(f"{piece.label} "), *piece.runs]
    piece.label = ""
    lost[TYPED_NUMBER] += 1


def _with_origin(one: Written, pieces: Sequence[Piece]) -> Written:
    one.authors = sorted({author for piece in pieces for author in piece.authors})
    one.comments = [comment for piece in pieces for comment in piece.comments]
    return one


def _alone(piece: Paragraph, lost: Counter[str]) -> Written:
    if piece.heading:
        level = min(piece.heading, LOWEST)
        return Written(BlockKind.HEADING, _marked("#" * level + " ", _on_one_line(piece.runs), lost), piece.heading)
    return Written(BlockKind.PARAGRAPH, _marked("", piece.runs, lost))


def _marked(before: str, runs: Sequence[Run], lost: Counter[str]) -> str:
    """Words behind a mark; without emphasis where words would be lost by it."""
    text, dropped = inline(runs)
    if text and not _says(before + text, runs):
        text, dropped = inline([Run(run.text, address=run.address) for run in runs])[0], dropped + 1
    lost[LOST_EMPHASIS] += dropped
    return before + text if text else ""


def _says(text: str, runs: Sequence[Run]) -> bool:
    """Whether a reader of the Markdown finds all words."""
    return words_in(plain_text(render_markdown(text))) == words_in("".join(run.text for run in runs))


def _on_one_line(runs: Sequence[Run]) -> list[Run]:
    return [Run(" ".join(run.text.split("\n")), run.bold, run.italic, run.address) for run in runs]


# Words in one line of Markdown


def inline(runs: Sequence[Run]) -> tuple[str, int]:
    """The words with stars and addresses, and how many shapes could not be said."""
    clean = [one for one in map(_clean, _linked(runs)) if one.text]
    writer = _Inline()
    text = writer.shaped(_joined(clean), frozenset(), "")
    lines = (" ".join(line.split(" ")).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line), writer.dropped


def _clean(run: Run) -> Run:
    text = without_unseen_signs(run.text).replace("\t", " ").replace("\u00ad", "")
    return Run(text, run.bold, run.italic, run.address)


def _linked(runs: Sequence[Run]) -> Iterator[Run]:
    """A link is one run; in several shapes it has none."""
    for address, group in groupby(runs, key=lambda run: run.address):
        parts = list(group)
        if not address:
            yield from parts
            continue
        first, *others = [part.shapes for part in parts if part.text.strip()] or [frozenset[str]()]
        shapes = first.intersection(*others)
        yield Run("".join(part.text for part in parts), "bold" in shapes, "italic" in shapes, address)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Neighbours of one shape are one; blanks have the shape of what stands before them, if it goes on behind."""
    found = list[Run]()
    for place, run in enumerate(runs):
        one = run
        if found and not run.text.strip() and not run.address:
            after = next((later.shapes for later in runs[place + 1 :] if later.text.strip()), frozenset())
            both = found[-1].shapes & after
            one = Run(run.text, "bold" in both, "italic" in both)
        if found and not one.address and not found[-1].address and found[-1].shapes == one.shapes:
            found[-1] = Run(found[-1].text + one.text, one.bold, one.italic)
        else:
            found.append(one)
    return found


class _Inline:
    """Sets stars only where they mean something; the others are counted."""

    def __init__(self) -> None:
        self.dropped = 0

    def shaped(self, runs: Sequence[Run], on: frozenset[str], before: str) -> str:
        """The words of runs that stand within the shapes `on`, behind the sign `before`."""
        text, place = "", 0
        while place < len(runs):
            shapes = runs[place].shapes - on
            if not shapes:
                text += self._plain(runs[place])
                place += 1
                continue
            end = _extent(runs, place, on | shapes)
            inner = self.shaped(runs[place:end], on | shapes, "*")
            after = runs[end].text[:1] if end < len(runs) else ("*" if on else "")
            text += self._between(inner, "*" * sum(STARS[one] for one in shapes), (text or before)[-1:], after)
            place = end
        return text

    def _between(self, inner: str, stars: str, before: str, after: str) -> str:
        core = inner.strip(" \n")
        if not core:
            return inner
        lead, trail = inner[: inner.index(core[0])], inner[len(inner.rstrip(" \n")) :]
        outside = (lead[-1:] or before, trail[:1] or after)
        if any(sign == "*" or sign.isalnum() for sign in outside) or "*" in {core[0], core[-1]}:
            self.dropped += 1
            return inner
        return f"{lead}{stars}{core}{stars}{trail}"

    def _plain(self, run: Run) -> str:
        words = " ".join(run.text.split("\n")) if run.address else run.text
        if not run.address or not words.strip() or words.strip() == run.address:
            return words
        core = words.strip()
        lead, trail = words[: words.index(core[0])], words[len(words.rstrip()) :]
        is_good = run.address.lower().startswith(SCHEMES) and not set(run.address) & set(' ()\\"<>\n')
        if not is_good or set(core) & set("[]"):
            return f"{lead}{core} ({run.address}){trail}" if run.address.lower().startswith(SCHEMES) else words
        return f"{lead}[{core}]({run.address}){trail}"


def _extent(runs: Sequence[Run], place: int, shapes: frozenset[str]) -> int:
    """How far these shapes go on; a further shape that begins within them ends within them too."""
    end = place + 1
    while end < len(runs) and shapes <= runs[end].shapes:
        end += 1
    while end > place + 1 and runs[end - 1].shapes != shapes:
        end -= 1
    return end


# Lists and tables


@dataclass
class _Open:
    """A list that is being written: how far it is set in, whether it is numbered, and how far it has come."""

    indent: int
    is_numbered: bool
    of_list: str
    count: int = 0


class _Lines:
    """The lines of one list with those within it."""

    def __init__(self, lost: Counter[str]) -> None:
        self.lines: list[str] = []
        self.open: list[_Open] = []
        self.inside = 0  # where the words of the last item begin
        self.lost = lost

    def add(self, item: Paragraph) -> None:
        depth = min(item.depth or 0, len(self.open))
        if item.goes_on and self.lines:
            return self._put(self.inside, "", item, is_apart=True)
        if item.label and not item.count and depth:
            _type_number(item, self.lost)
            return self._put(self._within(depth), "", item)
        del self.open[depth + 1 :]
        is_numbered = bool(item.label)
        if len(self.open) > depth and self.open[depth].is_numbered is not is_numbered:
            del self.open[depth:]
        if len(self.open) <= depth:
            self.open.append(_Open(self._within(depth), is_numbered, item.of_list))
        here = self.open[depth]
        here.count += 1
        if is_numbered and item.count != here.count:
            self.lost[ANEW] += 1
        mark = f"{here.count}. " if is_numbered else "- "
        self.inside = here.indent + len(mark)
        return self._put(here.indent, mark, item)

    def _within(self, depth: int) -> int:
        """How far a list within the last item of the one above is set in."""
        above = self.open[depth - 1] if depth else None
        return 0 if above is None else above.indent + (len(f"{above.count}. ") if above.is_numbered else 2)

    def _put(self, indent: int, mark: str, item: Paragraph, *, is_apart: bool = False) -> None:
        first, *rest = _marked("", item.runs, self.lost).split("\n")
        set_in = " " * (indent + len(mark))
        self.lines += ["", set_in + first] if is_apart else [" " * indent + mark + first]
        self.lines += [set_in + line for line in rest]


def _lists(items: Sequence[Paragraph], lost: Counter[str]) -> Iterator[Written]:
    """Items that follow one another; dashes after numbers are another list."""
    group = list[Paragraph]()
    for item in items:
        if group and not item.depth and not item.goes_on and bool(item.label) is not bool(group[0].label):
            yield _list(group, lost)
            group = []
        group.append(item)
    yield _list(group, lost)


def _list(items: Sequence[Paragraph], lost: Counter[str]) -> Written:
    writer = _Lines(lost)
    for item in items:
        writer.add(item)
    return _with_origin(Written(BlockKind.LIST, "\n".join(writer.lines)), items)


def _table(table: Table, lost: Counter[str]) -> Written:
    rows = [row for row in table.rows if any(run.text.strip() for cell in row for run in cell)]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return Written(BlockKind.TABLE, "")
    lines = [[_cell(cell, lost) for cell in row] + [""] * (width - len(row)) for row in rows]
    head, *below = (f"| {' | '.join(cells)} |" for cells in lines)
    return Written(BlockKind.TABLE, "\n".join([head, f"| {' | '.join(['---'] * width)} |", *below]))


def _cell(runs: Sequence[Run], lost: Counter[str]) -> str:
    text = _marked("", _on_one_line(runs), lost)
    if "|" in text:
        lost[BAR] += 1
    return text.replace("|", "/")
