"""Whether a new text only corrects the spelling of the one before. In doubt it does not: then people are asked.

The words are the same, in the same order, but for capitals, signs between them, words that were written apart, and one
letter in a long word. A number, an address, or a word that turns a sentence round is never misspelled; nor is a word
that still stands elsewhere in the text.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

LONG = 5  # letters; shorter words are one letter from another too often: "kan" and "kun", "vest" and "fest"
ALWAYS = 3  # so many words may be misspelled in any text …
SHARE = 0.05  # … and in a long one this share of them
SIGNS = ".,;:!?…\"'»«”“’()[]*_"
DASHES = "-–—#|"
TURNING = frozenset({
    "aldrig", "altid", "begge", "eller", "heller", "hverken", "hvis", "ikke", "imens", "inden", "ingen", "intet",
    "kunne", "måske", "skulle", "uden", "undtagen", "ville",
})  # fmt: skip


def corrects_spelling(before: str, after: str) -> bool:
    """Whether nothing but the spelling differs; so also where nothing does."""
    old, new = _words(before), _words(after)
    found = 0
    kept = set(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or _is_joined(old[i1:i2], new[j1:j2]):
            continue
        if i2 - i1 != j2 - j1:
            return False
        for was, now in zip(old[i1:i2], new[j1:j2], strict=True):
            if was in kept or not _is_misspelled(was, now):
                return False
            found += 1
    return found <= max(ALWAYS, int(len(old) * SHARE))


def _words(text: str) -> list[str]:
    """The words without capitals and signs; where a word holds figures, a dash before it is part of it."""
    bare = (one.strip(SIGNS) for one in text.casefold().split())
    words = (one if any(sign.isdigit() for sign in one) else one.strip(SIGNS + DASHES) for one in bare)
    return [one for one in words if one]


def _is_joined(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the same letters are written apart, or in one; what turns a sentence round is not a part of a word."""
    if TURNING & ({*old} ^ {*new}) or any(not one.isalpha() for one in (*old, *new)):
        return False
    return "".join(old) == "".join(new)


def _is_misspelled(was: str, now: str) -> bool:
    if {was, now} & TURNING or min(len(was), len(now)) < LONG or was[0] != now[0]:
        return False
    is_word = all(one.replace("-", "").isalpha() for one in (was, now))
    return is_word and _is_one_letter_off(was, now)


def _is_one_letter_off(was: str, now: str) -> bool:
    """One letter more, less or other, or two that changed places."""
    if len(was) > len(now):
        was, now = now, was
    start = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), len(was))
    if len(was) < len(now):
        return was[start:] == now[start + 1 :]
    turned = was[start : start + 2] == now[start : start + 2][::-1]
    return was[start + 1 :] == now[start + 1 :] or (turned and was[start + 2 :] == now[start + 2 :])
