"""Two people changed one text: what comes of both, sentence by sentence, and where they wrote over each other.

A sentence is told by its words; the blanks and line breaks before it follow whoever changed them. What one changed, and
the other did not touch, is taken over. New sentences of both in one gap both stay, in the order of the alphabet, so
that it does not matter who comes first. Only what both changed differently is a collision: that a person decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from portal.foundation.sentences import sentences_of_line

_BREAK = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"[-*+#|>]|\d+[.)]\s")


class Choice(StrEnum):
    """What a person decides where two wrote over each other."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the blanks and line breaks before it."""

    text: str
    before: str = ""  # none before the first of a text

    @property
    def rank(self) -> tuple[bool, str]:
        """Among new sentences in one gap: those that go on with the paragraph first, then by the alphabet."""
        return bool(_BREAK.search(self.before)), self.text


@dataclass(frozen=True)
class Hunk:
    """That the sentences from `start` up to `end` became others; where both are the same, something was put in."""

    start: int
    end: int
    now: tuple[Sentence, ...]

    @property
    def is_new(self) -> bool:
        return self.start == self.end

    def is_over(self, other: "Hunk") -> bool:
        """Whether both touch the same sentence, or one puts something into what the other changed."""
        if self.is_new and other.is_new:
            return False
        if self.is_new or other.is_new:
            place, span = (self.start, other) if self.is_new else (other.start, self)
            return span.start < place < span.end
        return max(self.start, other.start) < min(self.end, other.end)

    def is_beside(self, other: "Hunk") -> bool:
        """Whether one takes sentences out and the other puts some in beside them: without them, gaps fall together."""
        pairs = ((self, other), (other, self))
        return any(not gone.now and put.is_new and put.start in {gone.start, gone.end} for gone, put in pairs)


@dataclass(frozen=True)
class Collision:
    """A place that both changed: what stood there, and what each of them wrote; empty where it was taken out."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class _Clash:
    base: tuple[Sentence, ...]
    mine: tuple[Sentence, ...]
    theirs: tuple[Sentence, ...]

    def decided(self, choice: Choice) -> tuple[Sentence, ...]:
        if choice is Choice.BOTH:
            return *self.theirs, *(_going_on(self.mine) if self.theirs else self.mine)
        return self.mine if choice is Choice.MINE else self.theirs


def _going_on(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The same sentences in the paragraph of what stands before them; an item of a list on its own line."""
    blank = "\n" if sentences and _ITEM.match(sentences[0].text) else " "
    return tuple(Sentence(one.text, one.before if place else blank) for place, one in enumerate(sentences))


@dataclass(frozen=True)
class Merged:
    """What came of two texts. `text` raises `ValueError` while there are collisions that nobody has decided."""

    pieces: tuple[Sentence | _Clash, ...]

    @property
    def collisions(self) -> tuple[Collision, ...]:
        """In reading order."""
        clashes = (one for one in self.pieces if isinstance(one, _Clash))
        return tuple(Collision(*(_joined(side) for side in (one.base, one.mine, one.theirs))) for one in clashes)

    def text(self, choices: Sequence[Choice] = ()) -> str:
        """The text, with a choice for each collision."""
        left, whole = iter(choices), list[Sentence]()
        for one in self.pieces:
            if isinstance(one, Sentence):
                whole.append(one)
                continue
            choice = next(left, None)
            if choice is None:
                raise ValueError("a collision that nobody has decided")
            whole += one.decided(choice)
        return _joined(whole)


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Bring together what two people made of `base`: as `git merge-file` does it with a sentence a line, where that
    finds no conflict. What stands side by side is no conflict here."""
    old, own, other = split(base), split(mine), split(theirs)
    spaces = _spaces(old, own, other)
    stays = [Sentence(one.text, before) for one, before in zip(old, spaces, strict=True)]
    pieces, place = list[Sentence | _Clash](), 0
    for start, end, by_me, by_them in _places(hunks(old, own), hunks(old, other)):
        pieces += stays[place:start]
        pieces += _together(
            stays, start, end, *([_spaced(one, old, spaces) for one in side] for side in (by_me, by_them))
        )
        place = end
    return Merged((*pieces, *stays[place:]))


def collide(base: str, one: str, other: str) -> bool:
    """Whether two changes to `base` touch the same words. Those that do not give the same text in whichever order."""
    old = split(base)
    return hunks_collide(hunks(old, split(one)), hunks(old, split(other)))


def hunks_collide(some: Sequence[Hunk], others: Sequence[Hunk]) -> bool:
    """As `collide`, of changes that are known."""
    return any(a.is_beside(b) or a.is_over(b) for a in some for b in others)


def changed_places(base: str, text: str) -> list[Hunk]:
    """What a change does to the sentences of `base`."""
    return hunks(split(base), split(text))


def split(text: str) -> list[Sentence]:
    """The sentences of a text, line by line; joined again, they are the text without blanks at its ends."""
    found, blanks = list[Sentence](), ""
    for line in text.replace("\r\n", "\n").split("\n"):
        for piece in sentences_of_line(line):
            words = piece.strip()
            if words and found and not blanks and piece[0] == words[0]:  # "**Veje.** Skolen": no blank, no end
                found[-1] = Sentence(found[-1].text + words, found[-1].before)
            elif words:
                blanks += piece[: len(piece) - len(piece.lstrip())]
                found.append(Sentence(words, blanks if found else ""))
                blanks = ""
            blanks += piece[len(piece.rstrip()) :] if words else piece
        blanks += "\n"
    return found


def hunks(before: Sequence[Sentence], after: Sequence[Sentence]) -> list[Hunk]:
    """What became of the sentences `before` on their way to `after`."""
    found, place, there = list[Hunk](), 0, 0
    for start, other, size in _kept(_words(before), _words(after)):
        if start > place or other > there:
            found.append(Hunk(place, start, tuple(after[there:other])))
        place, there = start + size, other + size
    return found


def _kept(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Which sentences stayed: from where in the one, from where in the other, and how many; the end of both last.
    What a change leaves before and behind it, most of a long text, is not looked through."""
    shorter, first, last = min(len(before), len(after)), 0, 0
    while first < shorter and before[first] == after[first]:
        first += 1
    while last < shorter - first and before[-1 - last] == after[-1 - last]:
        last += 1
    middle = before[first : len(before) - last], after[first : len(after) - last]
    within = SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks() if all(middle) else []
    return [
        (0, 0, first),
        *((first + place, first + other, size) for place, other, size in within if size),
        (len(before) - last, len(after) - last, last),
    ]


def _words(sentences: Sequence[Sentence]) -> list[str]:
    return [one.text for one in sentences]


def _places(mine: list[Hunk], theirs: list[Hunk]) -> Iterator[tuple[int, int, list[Hunk], list[Hunk]]]:
    """Where something changed, in order: from, up to, and what each of the two did there."""
    left = sorted([(hunk, True) for hunk in mine] + [(hunk, False) for hunk in theirs], key=_in_order)
    while left:
        group = [left.pop(0)]
        while left and any(_belong(known, left[0][0]) for known, _is_mine in group):
            group.append(left.pop(0))
        by_me, by_them = ([hunk for hunk, is_mine in group if is_mine is who] for who in (True, False))
        yield min(hunk.start for hunk, _w in group), max(hunk.end for hunk, _w in group), by_me, by_them


def _in_order(one: tuple[Hunk, bool]) -> tuple[int, bool, int]:
    """What is put in comes before what begins in the same place is changed."""
    return one[0].start, not one[0].is_new, one[0].end


def _belong(one: Hunk, other: Hunk) -> bool:
    return one.is_over(other) or (one.is_new and other.is_new and one.start == other.start)


def _together(
    old: Sequence[Sentence], start: int, end: int, mine: list[Hunk], theirs: list[Hunk]
) -> list[Sentence | _Clash]:
    """What one place becomes."""
    if not mine or not theirs:
        return [sentence for hunk in (*mine, *theirs) for sentence in hunk.now]
    own, other = _applied(old, start, end, mine), _applied(old, start, end, theirs)
    if _words(own) == _words(other):
        return [*own]
    if start == end:
        first, second = sorted((own, other), key=lambda side: [one.rank for one in side])
        return [*first, *second]
    return [_Clash(tuple(old[start:end]), tuple(own), tuple(other))]


def _applied(old: Sequence[Sentence], start: int, end: int, changes: list[Hunk]) -> list[Sentence]:
    """What somebody made of the sentences from `start` up to `end`."""
    found, place = list[Sentence](), start
    for hunk in changes:
        found += [*old[place : hunk.start], *hunk.now]
        place = hunk.end
    return [*found, *old[place:end]]


def _spaced(hunk: Hunk, old: Sequence[Sentence], spaces: Sequence[str]) -> Hunk:
    """The change with the blanks that the other person set before the sentence where it begins."""
    if hunk.is_new or not hunk.now or hunk.now[0].before != old[hunk.start].before:
        return hunk
    return Hunk(hunk.start, hunk.end, (Sentence(hunk.now[0].text, spaces[hunk.start]), *hunk.now[1:]))


def _spaces(old: Sequence[Sentence], mine: Sequence[Sentence], theirs: Sequence[Sentence]) -> list[str]:
    """The blanks before each sentence of `old`: as whoever changed them has them; of two, the wider."""
    changed: list[list[str]] = [[] for _one in old]
    for side in (mine, theirs):
        for place, where, size in _kept(_words(old), _words(side)):
            for step in range(size):
                now = side[where + step].before
                if where + step and now != old[place + step].before:
                    changed[place + step].append(now)
    return [
        max(new, key=lambda now: (now.count("\n"), now), default=one.before)
        for one, new in zip(old, changed, strict=True)
    ]


def _joined(sentences: Sequence[Sentence]) -> str:
    """Sentences as a text. What stood first in its own, and does not any more, gets a blank before it."""
    text = ""
    for one in sentences:
        text += (one.before or " ") * bool(text) + one.text
    return text
