"""Danish writes compounds in one word; this takes "skolevejen" apart into "skole" and "vej", so that either finds it.

The longest known tail wins, known means that it stands in the index's own vocabulary. No list of words is needed, and
a compound is only split where the municipality really uses its parts.
"""

from collections.abc import Callable

from portal.search.analysis import STOP_WORDS, stem

SHORTEST_PART = 4  # three letters ("vej", "bad") find more, but split one word in six wrongly; see `bench/search.py`
LONGEST_COMPOUND = 40
LINKING_LETTERS = ("s", "e")

# Small words at the front of a verb or noun say too little about it to be found by.
_EMPTY_HEADS = frozenset(
    "efter frem fremad gennem hele hoved imellem inden indtil mellem midt mest mod neden oven over samt samme sammen "
    "selv siden særlig tilbage uden under videre nogle ingen hver anden andre alle".split()
) | STOP_WORDS


def parts(word: str, is_known: Callable[[str], bool]) -> list[str]:
    """Stems of the parts of a folded word, none when it is no compound. `is_known` tells of a stem."""
    if not word.isalpha() or not 2 * SHORTEST_PART <= len(word) <= LONGEST_COMPOUND:
        return []
    for start in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        tail = word[start:]
        if is_known(stem(tail)) and (head := _known_head(word[:start], is_known)):
            return [*head, stem(tail), *parts(tail, is_known)]
    return []


def _known_head(head: str, is_known: Callable[[str], bool]) -> list[str]:
    """Stems of a head that is a word, a word with a linking letter, or a compound itself."""
    if head in _EMPTY_HEADS:
        return []
    bare = head[:-1] if head.endswith(LINKING_LETTERS) and len(head) > SHORTEST_PART else head
    for candidate in (head, bare):
        if is_known(stem(candidate)):
            return [stem(candidate), *parts(candidate, is_known)]
    return parts(head, is_known) or parts(bare, is_known)
