"""Two versions of a text side by side: what was added, taken away and changed, by sentences and then by words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

ALIKE = 0.5  # from here on, two sentences are one that was changed
MOST_PAIRS = 4_000  # beyond this many pairs a passage counts as rewritten, so that no text can keep the server busy

# After a full stop and before a capital letter, or after a line break; "kl. 7.30", "d. 1. maj" and "1. Veje" stay whole
_BETWEEN = re.compile(r"(?<=[.!?…])(?<!^\d\.)(?<!\s\d\.)(?=\s+[»\"“(]?[A-ZÆØÅ])|(?<=\n)(?=[^\n])", re.MULTILINE)


class Kind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they were there before, are new, or are gone."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class SentenceChange:
    """A sentence that was added, removed or changed, as it was and as it is; `pieces` mark the words."""

    kind: Kind
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Comparison:
    """Every sentence of both texts in reading order."""

    sentences: tuple[SentenceChange, ...]

    @property
    def changes(self) -> tuple[SentenceChange, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.kind is not Kind.SAME)

    @property
    def is_same(self) -> bool:
        return not self.changes

    def count(self, kind: str) -> int:
        return sum(sentence.kind == kind for sentence in self.sentences)


def words_in(text: str) -> list[str]:
    """The words of a text, without signs between them and capitals."""
    return re.findall(r"\w+", text.casefold())


def words_in_common(before: list[str], after: list[str]) -> int:
    """How many words stand in both, in the same order. However they repeat, it takes one step for each word of `after`.

    Bits stand for the words of `before` (H. Hyyrö 2004, "Bit-parallel LCS-length computation revisited").
    """
    places: dict[str, int] = {}
    for number, word in enumerate(before):
        places[word] = places.get(word, 0) | 1 << number
    everything = (1 << len(before)) - 1
    unmatched = everything
    for word in after:
        found = unmatched & places.get(word, 0)
        unmatched = (unmatched + found | unmatched - found) & everything
    return len(before) - unmatched.bit_count()


def share_of_words_kept(before: str, after: str) -> float:
    """From 0 to 1: how much of two texts is the same words in the same order."""
    old, new = words_in(before), words_in(after)
    if not old and not new:
        return float(before == after)
    return 2 * words_in_common(old, new) / (len(old) + len(new))


def compare(before: str, after: str) -> Comparison:
    """What became of `before` on its way to `after`."""
    old, new = sentences_of(before), sentences_of(after)
    found: list[SentenceChange] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, _bare(old), _bare(new)).get_opcodes():
        if tag == "equal":
            found += [_whole(Kind.SAME, sentence) for sentence in new[j1:j2]]
        else:
            found += _changed(old[i1:i2], new[j1:j2])
    return Comparison(tuple(found))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, with the blanks and line breaks that follow them; joined, they are the text again."""
    parts: list[str] = []
    for part in re.split(_BETWEEN, text):
        if parts and (not part.strip() or not parts[-1].strip()):
            parts[-1] += part
        else:
            parts.append(part)
    return [part for part in parts if part]


def _bare(sentences: list[str]) -> list[str]:
    return [" ".join(sentence.split()) for sentence in sentences]


def _whole(kind: Kind, sentence: str) -> SentenceChange:
    before, after = ("", sentence) if kind is Kind.ADDED else (sentence, "" if kind is Kind.REMOVED else sentence)
    return SentenceChange(kind, before.strip(), after.strip(), (Piece(kind, sentence),))


def _changed(old: list[str], new: list[str]) -> Iterator[SentenceChange]:
    """Sentences that resemble each other are taken as one that was changed; the others as removed and added."""
    if len(old) * len(new) > MOST_PAIRS:
        yield from (_whole(Kind.REMOVED, sentence) for sentence in old)
        old = []
    rest = list(new)
    for sentence in old:
        place = next((n for n, other in enumerate(rest) if _are_alike(sentence, other)), None)
        if place is None:
            yield _whole(Kind.REMOVED, sentence)
            continue
        yield from (_whole(Kind.ADDED, added) for added in rest[:place])
        yield SentenceChange(
            Kind.CHANGED, sentence.strip(), rest[place].strip(), tuple(_words_changed(sentence, rest[place]))
        )
        rest = rest[place + 1 :]
    yield from (_whole(Kind.ADDED, added) for added in rest)


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split())
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words_changed(before: str, after: str) -> Iterator[Piece]:
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Piece(Kind.SAME, "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield Piece(Kind.REMOVED, "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece(Kind.ADDED, "".join(new[j1:j2]))
