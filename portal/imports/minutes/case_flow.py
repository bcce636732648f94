"""The way a case has taken: "Udvalg: …", "Dato: …", "Punktnummer: …" and what each body made of it."""

import re
from collections.abc import Iterator

from portal.foundation.written_dates import read_date
from portal.imports.minutes.document import CaseStep, Place, Reason, Unread
from portal.imports.minutes.lines import Line
from portal.imports.minutes.statements import read_outcome

_LABEL = re.compile(r"(udvalg|organ|dato|mødedato|punktnummer|punkt|pkt\.?)\s*:\s*(.*)", re.IGNORECASE)
_BODY = frozenset({"udvalg", "organ"})
_DATE = frozenset({"dato", "mødedato"})


def read_case_flow(lines: list[Line], place: Place) -> tuple[tuple[CaseStep, ...], list[Unread]]:
    """The steps in order, and what could not be read. A step begins where a body is named."""
    unread: list[Unread] = []
    steps: list[CaseStep] = []
    for start, group in _groups(lines):
        where = Place(place.document, place.item, place.heading, start)
        if _label(group[0])[0] not in _BODY:
            unread.extend(
                Unread(Place(*_in(where), start + offset), Reason.BEFORE_FIRST_STEP, line.text)
                for offset, line in enumerate(group)
            )
            continue
        step, dates = _step(group)
        steps.append(step)
        unread.extend(Unread(where, Reason.DATE_UNREADABLE, f"{step.body}: {date}") for date in dates)
    return tuple(steps), unread


def _in(place: Place) -> tuple[str, str, str]:
    return place.document, place.item, place.heading


def _groups(lines: list[Line]) -> Iterator[tuple[int, list[Line]]]:
    start, group = 1, list[Line]()
    for number, line in enumerate(lines, 1):
        if group and _label(line)[0] in _BODY:
            yield start, group
            start, group = number, []
        group.append(line)
    if group:
        yield start, group


def _step(group: list[Line]) -> tuple[CaseStep, list[str]]:
    """One step, and the dates in it that could not be read (an empty one where there is none)."""
    body, item_number, dates, rest = "", "", list[str](), list[str]()
    for line in group:
        label, value = _label(line)
        if label in _BODY:
            body = value
        elif label in _DATE and not dates:
            dates.append(value)
        elif label and label not in _DATE and not item_number:
            item_number = value
        else:
            rest.append(line.text)
    held_on = read_date(dates[0]) if dates else None
    return CaseStep(body, held_on, item_number, read_outcome(rest)), [] if held_on else (dates or [""])


def _label(line: Line) -> tuple[str, str]:
    found = _LABEL.fullmatch(line.text)
    return (found[1].lower().rstrip("."), found[2].strip()) if found else ("", "")
