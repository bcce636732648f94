"""The piece of a text that shows why it was found, with the words marked. Safe HTML, 0.1 ms for a text of 300 words."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from portal.search.analysis import forms, pieces, stem
from portal.search.query import Phrase, Prefix, Wish, Wishes, Word

LENGTH = 200
LOOKED_THROUGH = 100_000  # letters
MOST_MARKS = 200
LEAD = 60  # letters before the first mark
SHORTEST_HEAD, SHORTEST_TAIL = 4, 3  # of a compound, to be marked in it


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    wish: Wish


class Marker:
    """Marks the words of one question in any number of texts; what a word fits is worked out once."""

    def __init__(self, wishes: Wishes) -> None:
        self._phrases = [wish for wish in wishes.wanted if isinstance(wish, Phrase)]
        self._single = [wish for wish in wishes.wanted if not isinstance(wish, Phrase)]
        self._fitting: dict[str, Word | Prefix | None] = {}

    def whole(self, text: str) -> Markup:
        """The whole text with the words marked: for titles."""
        return _html(text, self._marks(text), 0, len(text))

    def excerpt(self, text: str, length: int = LENGTH) -> Markup:
        """About `length` letters of the text, where most of the words stand; its beginning where none does."""
        marks = self._marks(text[:LOOKED_THROUGH])
        start, end = _window(text, marks, length)
        before = "… " if start else ""
        after = " …" if end < len(text.rstrip()) else ""
        return Markup("{}{}{}").format(before, _html(text, marks, start, end), after)

    def _marks(self, text: str) -> list[Mark]:
        marks = list(self._single_marks(text)) if self._single else []
        for phrase in self._phrases:
            marks += _phrase_marks(phrase, text)
        return sorted(marks, key=lambda mark: (mark.start, -mark.end))[:MOST_MARKS]

    def _single_marks(self, text: str) -> Iterator[Mark]:
        known = self._fitting
        for piece in pieces(text):
            word = piece[0]
            if word not in known:
                known[word] = next((wish for wish in self._single if _fits(wish, word)), None)
            if wish := known[word]:
                yield Mark(piece.start(), piece.end(), wish)


def _fits(wish: Word | Prefix, piece: str) -> bool:
    if isinstance(wish, Prefix):
        return any(form.startswith(wish.start) for form in forms(piece))
    looked_for = wish.stem
    return any(
        here == looked_for
        or (len(looked_for) >= SHORTEST_HEAD and here.startswith(looked_for))
        or (len(looked_for) >= SHORTEST_TAIL and here.endswith(looked_for))
        for here in map(stem, forms(piece))
    )


def _phrase_marks(phrase: Phrase, text: str) -> Iterator[Mark]:
    flat = [(form, piece.start(), piece.end()) for piece in pieces(text) for form in forms(piece[0])]
    size = len(phrase.words)
    for place, (form, start, _) in enumerate(flat):
        if form == phrase.words[0] and tuple(item[0] for item in flat[place : place + size]) == phrase.words:
            yield Mark(start, flat[place + size - 1][2], phrase)


def _window(text: str, marks: list[Mark], length: int) -> tuple[int, int]:
    """The stretch with the most different wishes in it, cut between words."""
    if not marks:
        return 0, _cut_back(text, length)
    best = max(marks, key=lambda mark: (_worth(mark, marks, length), -mark.start))
    if best.start <= LEAD:
        return 0, _cut_back(text, length)
    gap = text.find(" ", best.start - LEAD, best.start)
    start = gap + 1 if gap >= 0 else best.start
    return start, max(_cut_back(text, start + length), min(best.end, len(text)))


def _worth(mark: Mark, marks: list[Mark], length: int) -> tuple[int, int]:
    first = bisect_right(marks, mark.start - 1, key=lambda other: other.start)
    inside = [other.wish for other in marks[first:] if other.end <= mark.start + length - LEAD]
    return len(set(inside)), len(inside)


def _cut_back(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    gap = text.rfind(" ", end - 40 if end > 40 else 0, end)  # noqa: PLR2004 - a word is hardly longer
    return gap if gap > 0 else end


def _html(text: str, marks: list[Mark], start: int, end: int) -> Markup:
    pieces: list[Markup] = []
    place = start
    for mark in marks:
        if mark.start >= place and mark.end <= end:
            pieces += [escape(text[place : mark.start]), Markup("<mark>{}</mark>").format(text[mark.start : mark.end])]
            place = mark.end
    pieces.append(escape(text[place:end]))
    return Markup("").join(pieces)
