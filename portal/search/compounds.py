"""Danish writes compounds in one word; this takes "skolevejen" apart into "skole" and "vej", so that either finds it.

The longest known tail wins, known means that it stands in the index's own vocabulary. No list of words is needed, and
a compound is only split where the municipality really uses its parts.
"""

from collections.abc import Callable

from portal.search.analysis import STOP_WORDS, stem

VERSION = 1  # as in `analysis`

SHORTEST_PART = 4  # three letters would find more, and split one word in four wrongly: "borg-mest", "mark-ing"
_SHORT_PARTS_TEXT = "bad bil bro bus by hal hav hus liv lov lys mad mål råd rum sti sø tal tog træ vej"
SHORT_PARTS = frozenset(_SHORT_PARTS_TEXT.split())
LONGEST_COMPOUND = 40
LINKING_LETTERS = ("s", "e")

# Small words at the front of a word, and endings that happen to be words, say too little to be found by.
_EMPTY_HEADS_TEXT = (
    "alle anden andre efter frem fremad gennem hele hoved hver imellem inden indtil ingen mellem midt mest mod "
    "neden nogle oven over samme sammen samt selv siden særlig tilbage uden under videre"
)
_EMPTY_HEADS = STOP_WORDS | frozenset(_EMPTY_HEADS_TEXT.split())
_EMPTY_TAILS_TEXT = "agtig ell else end endt hed ing ingen lig løs mæs mæssig ning ret sel sen ser sig skab som"
_EMPTY_TAILS = frozenset(_EMPTY_TAILS_TEXT.split())

_ONE_THING = frozenset({"byråd", "udvalg"})  # so common that their parts would find nearly everything


def parts(word: str, is_known: Callable[[str], bool]) -> list[str]:
    """Stems of the parts of a folded word, none when it is no compound. `is_known` tells of a stem."""
    if not word.isalpha() or not SHORTEST_PART < len(word) <= LONGEST_COMPOUND or stem(word) in _ONE_THING:
        return []
    for start in range(1, len(word)):
        tail = word[start:]
        if _may_stand(tail, _EMPTY_TAILS, is_known) and (head := _known_head(word[:start], is_known)):
            return [*head, stem(tail), *parts(tail, is_known)]
    return []


def _may_stand(part: str, too_empty: frozenset[str], is_known: Callable[[str], bool]) -> bool:
    if len(part) < SHORTEST_PART and part not in SHORT_PARTS:
        return False
    return part not in too_empty and stem(part) not in too_empty and is_known(stem(part))


def _known_head(head: str, is_known: Callable[[str], bool]) -> list[str]:
    """Stems of a head that is a word, a word with a linking letter, or a compound itself."""
    bare = head[:-1] if head.endswith(LINKING_LETTERS) else head
    for candidate in (head, bare):
        if _may_stand(candidate, _EMPTY_HEADS, is_known):
            return [stem(candidate), *parts(candidate, is_known)]
    return parts(head, is_known) or parts(bare, is_known)
