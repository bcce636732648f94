"""Which block of a text is which block of the text before it: told by what stands in them, never by where they stand.

Blocks with the same words are the same, in the order in which they stand; a moved one too. Of the others those that
have most words in common. A block that was divided stays the larger part, and of two that were joined the larger stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from portal.foundation.comparison import share_of_words_kept, words_in, words_in_common

ALIKE = 0.5  # from here on, as of sentences, two blocks are one that was changed
WITHIN = 0.8  # from here on, words of one block that stand in another came from there
FEWEST = 4  # words; fewer stand in many blocks


@dataclass(frozen=True)
class Known:
    """A block of the text before: its number, and its words as they were typed."""

    id: int
    text: str


@dataclass(frozen=True)
class Aligned:
    """What became of a text. For each new block the number of the one it is, or none; new blocks that were part of
    another, and former blocks that are part of another now, by the place of the new one."""

    ids: tuple[int | None, ...]
    divided: dict[int, int]  # place of a new block → the number of the block that it was part of
    joined: dict[int, int]  # number of a former block → the place of the block that it went into


def align(before: Sequence[Known], after: Sequence[str]) -> Aligned:
    """Tell the blocks of two texts apart. Takes as many comparisons as there are pairs of blocks that changed."""
    found = dict(_unchanged(before, after))
    taken = set(found.values())
    old = [place for place in range(len(before)) if place not in taken]
    new = [place for place in range(len(after)) if place not in found]
    found |= _changed([(place, before[place].text) for place in old], [(place, after[place]) for place in new])
    taken = set(found.values())
    gone = [place for place in old if place not in taken]
    divided = {
        place: before[came].id
        for place in new
        if place not in found and (came := _where(after[place], [(one, before[one].text) for one in old])) is not None
    }
    joined = {
        before[place].id: went
        for place in gone
        if (went := _where(before[place].text, [(one, after[one]) for one in new])) is not None
    }
    ids = tuple(before[found[place]].id if place in found else None for place in range(len(after)))
    return Aligned(ids, divided, joined)


def _unchanged(before: Sequence[Known], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of blocks with the same words, new → former: first those in the same order, then those that were moved."""
    old, new = [_bare(block.text) for block in before], [_bare(text) for text in after]
    in_order = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    found = {b + step: a + step for a, b, size in in_order for step in range(size)}
    yield from found.items()
    left: dict[str, list[int]] = {}
    for place in sorted(set(range(len(old))) - set(found.values())):
        left.setdefault(old[place], []).append(place)
    for place, text in enumerate(new):
        if place not in found and left.get(text):
            yield place, left[text].pop(0)


def _changed(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Of the blocks that are left, those most alike, each once; of equals those that stand nearest."""
    pairs = [(share_of_words_kept(was, now), -abs(a - b), -a, -b) for a, was in old for b, now in new]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for share, _near, a, b in sorted(pairs, reverse=True):
        if share < ALIKE:
            break
        if -b not in found and -a not in taken:
            found[-b] = -a
            taken.add(-a)
    return found


def _where(text: str, others: Sequence[tuple[int, str]]) -> int | None:
    """The place of the block in which nearly all words of a text stand in their order."""
    words = words_in(text)
    if len(words) < FEWEST:
        return None
    shares = [(words_in_common(words, words_in(other)) / len(words), -place) for place, other in others]
    share, place = max(shares, default=(0.0, 0))
    return -place if share >= WITHIN else None


def _bare(text: str) -> str:
    return " ".join(text.split())
