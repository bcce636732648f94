"""Finding what may be personal data in a text before it is published: CPR numbers, e-mail addresses, phone numbers."""

import re
from dataclasses import dataclass
from enum import StrEnum


class PersonalData(StrEnum):
    """What was found."""

    CPR = "cpr"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True)
class Finding:
    """A piece of a text that looks like personal data, and where it begins."""

    kind: PersonalData
    text: str
    start: int


# Day and month of a CPR number are real ones; the four last figures may stand apart.
_CPR = re.compile(r"(?<![\d.,/-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-–\s]?\d{4}(?![\d/-]|[.,]\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Eight figures, together or in pairs or fours, perhaps with +45; the first is never 0 or 1.
_PHONE = re.compile(
    r"(?<![\d.,/+-])(?:(?:\+|00)45[\s.-]?)?[2-9]\d(?:\d{6}|(?:[\s.-]\d\d){3}|\d\d[\s.-]\d{4})(?![\d/-]|[.,]\d)"
)
_PATTERNS = ((PersonalData.CPR, _CPR), (PersonalData.EMAIL, _EMAIL), (PersonalData.PHONE, _PHONE))


def found_in(text: str) -> list[Finding]:
    """What in `text` looks like personal data, in order of place; nothing is counted twice."""
    found: list[Finding] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(_overlaps(match, other) for other in found):
                found.append(Finding(kind, match[0], match.start()))
    return sorted(found, key=lambda finding: finding.start)


def _overlaps(match: re.Match[str], other: Finding) -> bool:
    return match.start() < other.start + len(other.text) and other.start < match.end()
