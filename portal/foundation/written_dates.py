"""Danish dates and times as people and council sites write them."""

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
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
A_WEEKDAY = (
    r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\b|man\.|(?:tirs|ons|tors|fre|lør|søn)\b\.?)"  # "man" is a word too
)
_DAY_BEFORE = re.compile(rf"\b({A_WEEKDAY})\s*,?\s*(?:den|d\.)?\s*$", re.IGNORECASE)
_DAY_AFTER = re.compile(rf"^\s*[,(]?\s*({A_WEEKDAY})", re.IGNORECASE)
_HOUR = r"\d{1,2}(?:[.:]\d{2})?(?![\d.:]*\d)"
_HOURS = re.compile(rf"[\s,]*\bkl\.?\s*({_HOUR})(?:\s*(?:-|–|til)\s*(?:kl\.?\s*)?{_HOUR})?", re.IGNORECASE)
_CLOCK = re.compile(r"\bkl\.?\s*(\d{1,2})(?:[.:](\d{2}))?(?!\d)", re.IGNORECASE)


def read_date(text: str) -> date | None:
    """The first date in a text ("onsdag den 1. oktober 2025", "02-09-2025", "08/10-2025", "2025-10-08"), or None."""
    return cut_date(text)[0]


def cut_date(text: str) -> tuple[date | None, str]:
    """The same, and what stands beside it."""
    when, found = _found(text)
    return when, " ".join((text[: found.start()] + text[found.end() :]).split()) if found else text


def weekday_beside(text: str) -> str | None:
    """The weekday that is written beside the first date of a text, right or wrong, in full or cut short ("tirs.")."""
    _when, found = _found(text)
    if found is None:
        return None
    named = _DAY_BEFORE.search(text[: found.start()]) or _DAY_AFTER.search(text[found.end() :])
    return next(day for day in WEEKDAYS if day.startswith(named[1].lower().rstrip("."))) if named else None


def names_no_day(text: str) -> bool:
    """Whether the first date of a text is one that no calendar has ("31-02-2027")."""
    when, found = _found(text)
    return found is not None and when is None


def cut_clock(text: str) -> tuple[time | None, str]:
    """When something begins ("kl. 17", "kl. 17.00-19", "kl. 17 til 19"), and the text without it. Without a clock time,
    or with an impossible one, None and the whole."""
    found = _HOURS.search(text)
    if found is None:
        return None, text
    hour, _point, minute = found[1].replace(":", ".").partition(".")
    try:
        when = time(int(hour), int(minute or 0))
    except ValueError:
        return None, text
    return when, " ".join((text[: found.start()] + " " + text[found.end() :]).split())


def _found(text: str) -> tuple[date | None, re.Match[str] | None]:
    if found := _WORDS.search(text):
        return _date(found[3], MONTHS.index(found[2].lower()) + 1, found[1]), found
    if found := _ISO.search(text):
        return _date(found[1], found[2], found[3]), found
    if found := _DIGITS.search(text):
        return _date(found[3], found[2], found[1]), found
    return None, None


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
