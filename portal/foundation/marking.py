"""The sentences of an HTML text, and marks set at them without moving a word.

A sentence is found again by its letters, counted without blanks, so it does not matter which tags stand between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from portal.foundation.merging import split

_NEW_LINE = re.compile(r"<br\b[^>]*>|</?(?:p|ul|ol|li|h3|h4|h5|table|thead|tbody|tr)\b[^>]*>")
_CELL = re.compile(r"</?t[dh]\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_PIECE = re.compile(r"<(/?)(\w+)[^>]*>|(&[^;\s]+;)|\s+|[^<&\s]+|.")


@dataclass(frozen=True)
class Mark:
    """What is set at a sentence: HTML before its first letter and after its last, and whether its words stand out."""

    before: str = ""
    after: str = ""
    stands_out: bool = False


NO_MARK = Mark()


def sentences_in(html: str) -> list[str]:
    """The sentences that readers see, in order; what stands before the items of lists is left out."""
    lines = (unescape(_TAG.sub("", _CELL.sub(" ", line))) for line in _NEW_LINE.split(html))
    return [one.text for one in split("\n".join(" ".join(line.split()) for line in lines))]


def marked(html: str, sentences: Sequence[str], marks: Sequence[Mark]) -> str:
    """The HTML with a mark for each of its sentences. Where the letters are not those of the sentences, what would
    stand after them stands at the end."""
    if not any(one != NO_MARK for one in marks):
        return html
    sizes = [_letters(one) for one in sentences]
    if sum(sizes) != _letters(unescape(_TAG.sub("", html))):
        return html + "".join(one.after for one in marks)
    return "".join(_Walk(sizes, marks).through(html))


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


class _Walk:
    """From letter to letter through the HTML."""

    def __init__(self, sizes: Sequence[int], marks: Sequence[Mark]) -> None:
        self.left = [(size, mark) for size, mark in zip(sizes, marks, strict=True) if size]
        self.seen = 0  # letters of the sentence
        self.is_out = self.is_link = False
        self.waiting = ""  # no link stands within another

    def through(self, html: str) -> Iterator[str]:
        for piece in _PIECE.finditer(html):
            if piece[2]:
                yield from self._tag(piece[0], piece[2], is_end=bool(piece[1]))
            elif (unescape(piece[0]) if piece[3] else piece[0]).isspace():
                yield piece[0]
            elif piece[3]:
                yield from self._put(piece[0], _letters(unescape(piece[0])))
            else:
                yield from self._word(piece[0])
        yield self.waiting

    def _tag(self, source: str, name: str, *, is_end: bool) -> Iterator[str]:
        yield from self._let_go()
        yield source
        if name == "a":
            self.is_link = not is_end
            if is_end:
                yield self.waiting
                self.waiting = ""

    def _word(self, source: str) -> Iterator[str]:
        """A word; where a sentence ends within it, in two steps."""
        while source:
            rest = self.left[0][0] - self.seen
            yield from self._put(source[:rest], min(rest, len(source)))
            source = source[rest:]

    def _put(self, source: str, number: int) -> Iterator[str]:
        size, mark = self.left[0]
        if self.seen == 0:
            yield mark.before
        if mark.stands_out and not self.is_out:
            self.is_out = True
            yield "<mark>"
        yield source
        self.seen += number
        if self.seen < size:
            return
        yield from self._let_go()
        self.left, self.seen = self.left[1:], 0
        if self.is_link:
            self.waiting += mark.after
        else:
            yield mark.after

    def _let_go(self) -> Iterator[str]:
        """Whatever comes next is not part of what stands out."""
        if self.is_out:
            self.is_out = False
            yield "</mark>"
