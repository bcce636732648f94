"""Danish dates and times as council sites write them."""

import re
from datetime import date, datetime, time

from portal.foundation.clock import DENMARK

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_WORDS = re.compile(rf"\b(\d{{1,2}})\.?\s*({'|'.join(MONTHS)})\.?\s+(\d{{4}})\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_CLOCK = re.compile(r"\bkl\.?\s*(\d{1,2})(?:[.:](\d{2}))?(?!\d)", re.IGNORECASE)


def read_date(text: str) -> date | None:
    """The first date in a text ("onsdag den 1. oktober 2025", "02-09-2025", "08/10-2025", "2025-10-08"), or None."""
    if found := _WORDS.search(text):
        day, month, year = found[1], MONTHS.index(found[2].lower()) + 1, found[3]
        return _date(year, month, day)
    if found := _ISO.search(text):
        return _date(found[1], found[2], found[3])
    if found := _DIGITS.search(text):
        return _date(found[3], found[2], found[1])
    return None


def read_moment(text: str) -> datetime | None:
    """A date with "kl. 16.00" after it, in Danish time; without a clock time, or with an impossible one, None."""
    day, found = read_date(text), _CLOCK.search(text)
    if day is None or found is None:
        return None
    try:
        return datetime.combine(day, time(int(found[1]), int(found[2] or 0)), DENMARK)
    except ValueError:
        return None


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
