"""Reading what people type into a search field. Any text is a question; nothing here ever raises."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.search.analysis import STOP_WORDS, stem, words
from portal.search.documents import Facet

LONGEST_TEXT = 200
MOST_WORDS = 20
SHORTEST_PREFIX = 4
DEEPEST_RESULT = 1_000_000


class Sort(StrEnum):
    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


class Ignored(StrEnum):
    """Why a piece of what was typed was left out; the page tells."""

    TEXT_TOO_LONG = "text_too_long"
    TOO_MANY_WORDS = "too_many_words"
    PREFIX_TOO_SHORT = "prefix_too_short"
    ONLY_EXCLUDED = "only_excluded"
    TOO_MANY_CHOICES = "too_many_choices"


@dataclass(frozen=True)
class Word:
    """A word in any of its inflections."""

    word: str

    @property
    def stem(self) -> str:
        return stem(self.word)


@dataclass(frozen=True)
class Prefix:
    """Every word that begins so."""

    start: str


@dataclass(frozen=True)
class Phrase:
    """These words as they are, side by side."""

    words: tuple[str, ...]


Wish = Word | Prefix | Phrase


@dataclass(frozen=True)
class Wishes:
    """What the text asks for: all of `wanted`, none of `unwanted`; `ignored` says what was left out, and why."""

    wanted: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    ignored: tuple[tuple[Ignored, str], ...] = ()


@dataclass(frozen=True)
class SearchQuery:
    """One question to the index. `filters` holds the chosen values of each facet; several of one facet mean either.

    `any_word`: what has some of the words is wanted too, as when a whole text is held against others.
    """

    text: str = ""
    filters: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.BEST
    page: int = 1
    per_page: int = 20
    any_word: bool = False
    has_left_out: bool = False  # more was chosen of one facet than can be asked at once

    @property
    def wishes(self) -> Wishes:
        return read_wishes(self.text)

    @property
    def span(self) -> tuple[int, int]:
        """First and last-but-one place of this page in the whole list."""
        first = min((max(self.page, 1) - 1) * self.per_page, DEEPEST_RESULT)
        return first, first + self.per_page


_PIECE = re.compile(
    r"(?P<minus>(?<!\S)[-\u2013\u2212])?"
    r'(?:"(?P<quoted>[^"]*)"?|(?P<section>(?:§+|\bparagraf)\s*\d+)|(?P<plain>[^\s"]+))',
    re.IGNORECASE,
)
_QUOTES = str.maketrans("“”„»«", '"""""')


def read_wishes(text: str) -> Wishes:
    """Take a typed text apart: words, "exact phrases", -unwanted and begin* with at least four letters."""
    ignored: list[tuple[Ignored, str]] = []
    if len(text) > LONGEST_TEXT:
        ignored.append((Ignored.TEXT_TOO_LONG, ""))
        text = text[:LONGEST_TEXT]
    wanted: dict[Wish, None] = {}
    unwanted: dict[Wish, None] = {}
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        side = unwanted if piece["minus"] else wanted
        side.update(dict.fromkeys(_wishes_of(piece, ignored)))
    chosen = _without_fillers(tuple(wanted))
    if len(chosen) > MOST_WORDS:
        ignored.append((Ignored.TOO_MANY_WORDS, ""))
    if unwanted and not chosen:
        ignored.append((Ignored.ONLY_EXCLUDED, ""))
    return Wishes(chosen[:MOST_WORDS], tuple(unwanted)[:MOST_WORDS] if chosen else (), tuple(ignored))


def _wishes_of(piece: re.Match[str], ignored: list[tuple[Ignored, str]]) -> list[Wish]:
    if piece["section"]:
        return [Word(next(words(piece["section"])))]
    if piece["quoted"] is not None:
        return _phrase(tuple(words(piece["quoted"])))
    typed = piece["plain"]
    found = tuple(words(typed))
    if typed.endswith("*") and found:
        if len(found[-1]) >= SHORTEST_PREFIX:
            return [*(Word(word) for word in found[:-1]), Prefix(found[-1])]
        ignored.append((Ignored.PREFIX_TOO_SHORT, typed))
    if len(found) > 1 and any(word.isdigit() for word in found):
        return _phrase(found)  # a number of a case or a decision: 2026/118
    return [Word(word) for word in found]


def _phrase(found: tuple[str, ...]) -> list[Wish]:
    return [Phrase(found)] if found else []


def _without_fillers(wanted: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """Words such as "og" are left out, unless there is nothing else: then they are looked for as they are."""
    telling = tuple(wish for wish in wanted if not (isinstance(wish, Word) and wish.word in STOP_WORDS))
    return telling or tuple(Phrase((wish.word,)) if isinstance(wish, Word) else wish for wish in wanted)
