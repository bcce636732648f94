"""Lists of what changed between two texts, which read in ten years as they do today.

Each way of comparing has a number. A text keeps the number of the way that was used when it was written, and no way is
ever changed: `tests/foundation/test_change_lists.py` holds what each of them said. A better way is a new number.
"""

from collections.abc import Callable, Mapping

from portal.foundation.comparison import Comparison, compare
from portal.foundation.text import plain_lines


def _first(before: str, after: str) -> Comparison:
    """Since 2026: lines as readers see them, sentences by their signs, words by what stands between blanks."""
    return compare("\n".join(plain_lines(before)), "\n".join(plain_lines(after)))


WAYS: Mapping[int, Callable[[str, str], Comparison]] = {1: _first}
NEWEST = max(WAYS)


def change_list(way: int, before: str, after: str) -> Comparison:
    """What became of one HTML text on its way to another, as this way of comparing says it."""
    return WAYS[way](before, after)
