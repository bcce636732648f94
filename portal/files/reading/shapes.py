"""What a text document says, block by block, in the Markdown of the portal: with all tracked changes accepted, and with
all refused. What could not be taken along is counted, and told in the words it had, where it had any."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from portal.foundation.shaped import OUR_NUMBER, Paragraph, Piece, Run, Table, written

MOST_TOLD = 20  # of each kind
LONGEST_TOLD = 200
MOST_BLOCKS = 3_000
MOST_SIGNS = 200_000


class View(StrEnum):
    """What is made of the tracked changes."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class Left(StrEnum):
    """What of a document does not come along, or comes as something else."""

    PICTURE = "picture"
    OBJECT = "object"
    FORMULA = "formula"
    NOTE = "note"
    COMMENT = "comment"
    HEADER = "header"
    HIDDEN = "hidden"
    CONTENTS = "contents"  # a list of headings, with the numbers of pages
    SIGN = "sign"  # of a font of signs
    CUT = "cut"  # all that is behind what can be read
    UNREAD_CHANGE = "unread_change"  # tracked, in a part that is not read
    # … and what does:
    BOX = "box"
    FIELD = "field"
    NUMBER = "number"
    ANEW = "anew"
    EMPHASIS = "emphasis"
    CELL = "cell"
    MERGED = "merged"
    BAR = "bar"
    SHAPE_CHANGE = "shape_change"  # tracked; of how it looks


@dataclass
class Count:
    """How many, and the words of those that have any."""

    number: int = 0
    words: list[str] = field(default_factory=list)

    def add(self, words: str = "") -> None:
        self.number += 1
        told = " ".join(words.split())
        if told and len(self.words) < MOST_TOLD:
            self.words.append(told if len(told) <= LONGEST_TOLD else f"{told[:LONGEST_TOLD]} …")


@dataclass(frozen=True)
class Comment:
    """What somebody wrote in the margin."""

    author: str
    text: str


class Collector:
    """Paragraphs as they come: words are put down until the paragraph ends; what was ended by a mark that is not there
    in this view goes on in the next one."""

    def __init__(self) -> None:
        self.left: dict[str, Count] = {}
        self.pieces: list[Piece] = []
        self.runs: list[Run] = []
        self.authors: set[str] = set()
        self.comments: list[str] = []
        self.shape = Paragraph([])
        self.signs = 0
        self.is_number = False  # what comes is the number of a passage, which we wrote ourselves

    def count(self, kind: Left, words: str = "") -> None:
        self.left.setdefault(kind, Count()).add(words)

    def put(self, text: str, *, bold: bool = False, italic: bool = False, address: str = "") -> None:
        """Words of the paragraph that is open."""
        text = OUR_NUMBER.sub("", text) if self.is_number else text
        if self.signs > MOST_SIGNS:
            if text.strip():
                self.left.setdefault(Left.CUT, Count(1))
            return
        self.signs += len(text)
        self.runs.append(Run(text, bold, italic, address))

    def end(self, shape: Paragraph) -> None:
        """The paragraph ends, and looks like this."""
        shape.runs, shape.authors, shape.comments = self.runs, self.authors, self.comments
        self.pieces.append(shape)
        self.runs, self.authors, self.comments = [], set(), []

    def end_open(self) -> None:
        """Words whose paragraph has no end in this view stand before what follows."""
        if self.runs:
            self.end(self.shape)
        self.shape = Paragraph([])

    @contextmanager
    def apart(self) -> Iterator[list[Piece]]:
        """What is read within is not put into the text, but given: a cell."""
        self.end_open()
        before, self.pieces = self.pieces, []
        inside = self.pieces
        yield inside
        self.end_open()
        self.pieces = before

    def add_table(self, rows: list[list[list[Piece]]]) -> None:
        """A table; what stands in a cell becomes one line."""
        authors = {author for row in rows for cell in row for piece in cell for author in piece.authors}
        comments = [one for row in rows for cell in row for piece in cell for one in piece.comments]
        lines = [[self._line(cell) for cell in row] for row in rows]
        self.pieces.append(Table(lines, authors, comments))

    def _line(self, cell: list[Piece]) -> list[Run]:
        runs, filled = list[Run](), 0
        for piece in cell:
            inside = _runs_of(piece)
            if any(run.text.strip() for run in inside):
                filled += 1
                runs += ([Run(" ")] if runs else []) + inside
        if filled > 1:
            self.count(Left.CELL)
        return runs


def _runs_of(piece: Piece) -> list[Run]:
    if isinstance(piece, Paragraph):
        mark = piece.label or ("–" if piece.depth is not None and not piece.goes_on else "")
        return [Run(f"{mark} "), *piece.runs] if mark and piece.words else piece.runs
    return [run for row in piece.rows for cell in row for run in [*cell, Run(" ")]]


def told(
    accepted: Collector,
    refused: Collector | None,
    *,
    comments: Mapping[str, Comment],
    authors: Iterable[str],
    changes: int,
) -> dict[str, Any]:
    """What the reader's process says of a document; `refused` only where there are changes."""
    lost = Counter[str]()
    views = {View.ACCEPTED: _blocks(accepted, lost)}
    if refused is not None:
        views[View.REFUSED] = _blocks(refused, Counter())
    left = {kind: asdict(count) for kind, count in accepted.left.items()}
    left |= {kind: asdict(Count(number)) for kind, number in lost.items() if number}
    return {
        "views": views,
        "left": left,
        "comments": {number: asdict(one) for number, one in comments.items()},
        "authors": sorted(set(authors)),
        "changes": changes,
    }


def _blocks(collector: Collector, lost: Counter[str]) -> list[dict[str, Any]]:
    collector.end_open()
    blocks = written(collector.pieces, lost)
    if len(blocks) > MOST_BLOCKS:
        collector.left.setdefault(Left.CUT, Count(1))
    return [asdict(one) for one in blocks[:MOST_BLOCKS]]
