"""The story that the demonstration tells: the files in `content/`, with their dates moved to the present day."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from babel.dates import format_date

from portal.foundation import clock

CONTENT = Path(__file__).parent / "content"
THE_STORY_ENDS = date(2026, 11, 20)
LISTS = (
    "idea", "together", "sitting", "series", "workshop", "proposal", "recommendation", "commitment", "application",
    "welcome", "standby", "substitute", "said", "summed", "amendment", "amendment_call", "pledge", "reading",
    "still_standing",
)  # fmt: skip
IN_THE_EVENING, LATEST, HALF_AN_HOUR = time(19), time(23, 59), timedelta(minutes=30)
DATE_IN_TEXT = re.compile(r"\{(\d{4}-\d{2})(-\d{2}| med år)?\}")  # a day, or a month with or without its year
MID_MONTH = "-15"  # what moves with a month: half of it stays in the same one

Chapter = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """Everything that is told: the municipality, its people, its committees, other decisions, proposals and reports."""

    municipality: Chapter
    people: Chapter
    committees: list[Chapter]
    records: list[Chapter]
    minutes: list[Chapter]
    initiatives: list[Chapter]
    reports: list[Chapter]
    accounts: Chapter
    privacy: Chapter

    def person(self, key: str) -> Chapter:
        """The facts of one person."""
        found: Chapter = next(person for person in self.people["person"] if person["key"] == key)
        return found


def read_story(today: date) -> Story:
    """Read all files. Moments come as UTC, days as dates, and texts name the days as moved."""
    moved = timedelta(weeks=(today - THE_STORY_ENDS).days // 7)
    return Story(
        municipality=_read("municipality.toml"),
        people=_read("people.toml"),
        committees=[_committee(folder, moved) for folder in sorted((CONTENT / "committees").iterdir())],
        records=_moved(_read("decisions.toml"), moved)["record"],
        minutes=_moved(_read("minutes.toml"), moved)["meeting"],
        initiatives=_moved(_read("initiatives.toml"), moved)["initiative"],
        reports=_moved(_read("moderation.toml"), moved)["report"],
        accounts=_moved(_read("accounts.toml"), moved),
        privacy=_moved(_read("privacy.toml"), moved),
    )


def _committee(folder: Path, moved: timedelta) -> Chapter:
    """All files of one committee as one chapter; what is history stays where it was, unless that were the future."""
    chapter: Chapter = {name: [] for name in LISTS}
    for file in sorted(folder.glob("*.toml")):
        chapter |= _read(file.relative_to(CONTENT))
    told: Chapter = _moved(chapter, min(moved, timedelta(0)) if chapter.get("fixed") else moved)
    for workshop in told["workshop"]:
        if workshop.get("tonight"):
            workshop.update(_tonight(workshop["ends"] - workshop["starts"]))
    return told


def _tonight(lasts: timedelta) -> Chapter:
    """On the evening of this very day; where that has begun, within half an hour, and before midnight all the same."""
    evening, latest = (clock.moment_in_denmark(datetime.combine(clock.today(), at)) for at in (IN_THE_EVENING, LATEST))
    now = clock.now().replace(second=0, microsecond=0)
    soon = now + HALF_AN_HOUR - timedelta(minutes=now.minute % 30)
    starts = min(max(evening, soon), latest)
    return {"starts": starts, "ends": starts + lasts}


def _read(path: Path | str) -> Chapter:
    with (CONTENT / path).open("rb") as file:
        return tomllib.load(file)


def _moved(value: Any, by: timedelta) -> Any:
    """The same facts with every moment, day and day in a text moved."""
    if isinstance(value, dict):
        return {key: _moved(part, by) for key, part in value.items()}
    if isinstance(value, list):
        return [_moved(part, by) for part in value]
    if isinstance(value, datetime):
        return clock.moment_in_denmark(value + by)
    if isinstance(value, date):
        return value + by
    return DATE_IN_TEXT.sub(partial(_named_day, by=by), value.strip()) if isinstance(value, str) else value


def _named_day(found: re.Match[str], by: timedelta) -> str:
    month, more = found[1], found[2] or ""
    is_day = more.startswith("-")
    shown = "d. MMMM y" if is_day else "MMMM y" if more else "MMMM"
    return format_date(date.fromisoformat(month + (more if is_day else MID_MONTH)) + by, shown, locale="da")


def crowd(people: Chapter) -> Iterator[tuple[str, str]]:
    """Names and addresses of the many who support and take part; the same each time."""
    facts = people["crowd"]
    first, last = facts["first"], facts["last"]
    for number in range(facts["size"]):
        name = f"{first[number % len(first)]} {last[(number * 5 + number // len(first)) % len(last)]}"
        yield name, f"borger{number + 1}@{facts['domain']}"
