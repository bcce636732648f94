"""Telling what this meeting decided from what another body, or another day, is quoted with in the same place."""

import re
from dataclasses import dataclass
from datetime import date

from portal.foundation.written_dates import MONTHS, read_date
from portal.imports.minutes.statements import sentences
from portal.municipalities.body_names import IS_A_BODY, same_body

_DATE = (
    rf"(?:\d{{1,2}}\.?\s*(?:{'|'.join(MONTHS)})\s+\d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_OPENS = (
    r"(?:(?:tidligere |udvalgets |byrådets )?(?:beslutning(?:er)?|behandling|behandlet)\s*(?:i|for|fra|på|af)?\s*)?"
)
_WEEKDAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\s+)?"
# "Beslutning i Teknisk Udvalg den 4. maj 2026", "Teknisk Udvalg, den 4. maj 2026", "18. september 2012", "Mødet den …"
_HEADING = re.compile(
    rf"{_OPENS}(?P<body>[^:.\d]{{0,110}}?)[\s,–-]*(?:\bmødet\s+)?{_WEEKDAY}(?:\bden\s+|\bd\.\s*)?(?P<day>{_DATE})"
    r"(?:\s*kl\.?\s*[\d.:]+)?(?:[\s,–-]*(?:punkt|pkt\.?|sag)(?: nr\.?)? (?P<point>\d{1,3}))?",
    re.IGNORECASE,
)
_BODY_ONLY = re.compile(rf"{_OPENS}(?P<body>[A-ZÆØÅ][^:.\d]{{0,110}}?)(?P<day>)(?P<point>)", re.IGNORECASE)
_COLON = re.compile(r"\s*:\s*")
_OF = re.compile(r"^(?:i|for|fra|af|på)\s+|s\s+beslutning$|\s+den$", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """Whose decision something is, as the heading over it says: an empty body and no day are this meeting's own."""

    body: str = ""
    day: date | None = None
    point: str = ""


@dataclass(frozen=True)
class Treatment:
    """Lines that another body, or this one on another day, is quoted with."""

    by: Said
    lines: tuple[str, ...]


def said_by(heading: str) -> Said | None:
    """Whose decision stands under a heading; None when it names neither a body nor a day."""
    text = heading.strip().rstrip(":.").strip()
    found = _HEADING.fullmatch(text)
    if found is None:
        found = _BODY_ONLY.fullmatch(text)
        if found is None or not _names_a_body(found["body"]):
            return None
    name = _OF.sub("", _OF.sub("", found["body"].strip(" ,"))).strip()
    if name and not _names_a_body(name):
        return None if found["day"] == "" else Said("", read_date(found["day"]), found["point"] or "")
    return Said(name, read_date(found["day"]) if found["day"] else None, found["point"] or "")


def is_own(by: Said, body: str, day: date | None) -> bool:
    """Whether it is this body's decision of this day."""
    return (not by.body or same_body(by.body, body)) and (by.day is None or day is None or by.day == day)


def own_part(lines: list[str], body: str, day: date | None) -> tuple[list[str], list[Treatment]]:
    """The lines that are this meeting's own decision, and those that are a step of the case."""
    own: list[str] = []
    steps: list[tuple[Said, list[str]]] = []
    here: list[str] = own
    for line in lines:
        for number, sentence in enumerate(sentences(line)):
            by, rest = _opening(sentence)
            if by is not None:
                if is_own(by, body, day):
                    here = own
                else:
                    here = []
                    steps.append((by, here))
                if rest:
                    here.append(rest)
            elif number and here:
                here[-1] = f"{here[-1]} {sentence}"
            else:
                here.append(sentence)
    return own, [Treatment(by, tuple(said)) for by, said in steps]


def _opening(sentence: str) -> tuple[Said | None, str]:
    """The heading that a sentence begins with, and the rest of it; a heading that is a whole line needs no colon."""
    before, colon, rest = _parted(sentence)
    if colon:
        return (
            (by, rest) if (by := said_by(before)) is not None and (by.day or _is_capital(before)) else (None, sentence)
        )
    by = said_by(sentence) if re.search(_DATE, sentence, re.IGNORECASE) else None
    return (by, "") if by is not None else (None, sentence)


def _parted(sentence: str) -> tuple[str, str, str]:
    found = next((place for place in _COLON.finditer(sentence) if not sentence[: place.start()].endswith("kl")), None)
    return (sentence[: found.start()], ":", sentence[found.end() :]) if found else (sentence, "", "")


def _is_capital(text: str) -> bool:
    return text[:1].isupper()


def _names_a_body(name: str) -> bool:
    """A body's name and no sentence: "Teknisk Udvalg", not "Udvalget ønsker at vide"."""
    return bool(IS_A_BODY.search(name)) and not re.search(
        r"\b(?:at|som|der|blev|er|har|ønsker|vil|kan|skal|til|ikke)\b", name
    )
