"""What a password may not be: short, common, a pattern, or made of what everybody knows about the person."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from portal.foundation.i18n import gettext as _

SHORTEST = 12
LONGEST = 200  # hashing takes no longer for it, reading the form would
FEWEST_LETTERS = 5  # different ones
LONGEST_PATTERN = 4  # "abcd" over and over
LONGEST_RUN = 8  # letters as they stand in the alphabet or on the keyboard
LEFT_OVER = 8  # letters and digits that must be left when all that is known is taken away
KNOWN_WORD = 3  # shorter words stand in any password by chance
ROWS = ("abcdefghijklmnopqrstuvwxyzæøå", "01234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")
COMMON = Path(__file__).with_name("common_passwords.txt")


def faults_of(password: str, known: Iterable[str] = ()) -> list[str]:
    """Sentences that say how to choose a better one; none when it will do. `known`: name, e-mail address, site."""
    if len(password) > LONGEST:  # before anything else looks at it
        return [_("Write at most %(most)s characters", most=LONGEST)]
    checks = (
        (len(password) < SHORTEST, _("Write at least %(least)s characters", least=SHORTEST)),
        (_is_pattern(password), _("Choose a password that is not a sequence or a repetition")),
        (_is_common(password), _("Choose a password that fewer people use, for example three or four random words")),
        (_is_known(password, known), _("Choose a password without your name, your address and the portal's name")),
    )
    return [sentence for is_at_fault, sentence in checks if is_at_fault][:1]


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split())


def _is_common(password: str) -> bool:
    """Also with other signs around it and with the usual digits for letters: "P4ssword1234!!"."""
    plain = password.lower()
    spelled = plain.translate(str.maketrans("013457@$", "oieastas"))
    return any(form in _common() for form in (plain, plain.strip("!?.*#-_ "), plain.replace(" ", ""), spelled))


def _is_pattern(password: str) -> bool:
    plain = password.lower()
    if len(set(plain)) < FEWEST_LETTERS:
        return True
    if any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, LONGEST_PATTERN + 1)):
        return True
    runs = {plain[start : start + LONGEST_RUN] for start in range(len(plain) - LONGEST_RUN + 1)}
    return any(run in line * 2 for run in runs for row in ROWS for line in (row, row[::-1]))


def _is_known(password: str, known: Iterable[str]) -> bool:
    words = {word for text in known for word in re.split(r"[\W_]+", text.lower()) if len(word) >= KNOWN_WORD}
    left = password.lower()
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left != password.lower() and sum(sign.isalnum() for sign in left) < LEFT_OVER
