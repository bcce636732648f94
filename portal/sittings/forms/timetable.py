"""The timetable of a mandate, a line for each meeting: in words when it comes, with days when it goes."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from wtforms.validators import ValidationError

from portal.foundation import clock
from portal.foundation.dates import longday
from portal.foundation.forms import text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.foundation.written_dates import A_WEEKDAY, WEEKDAYS, cut_clock, cut_date, names_no_day, weekday_beside
from portal.meetings.forms import moment_of
from portal.meetings.models import TITLE_LENGTH
from portal.municipalities.models import Municipality
from portal.sittings.forms import MOST_IN_SERIES, SittingDraft, SittingForm

LINES_LENGTH = 6_000
FARTHEST = timedelta(days=4 * 365 + 1)  # a slip of the year would plan a meeting that nobody holds
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\n+")
_BEFORE_A_DAY = rf"(?:\(?\b{A_WEEKDAY}\)?)?\s*(?:\bden\b|\bd\.)?"
_NUMBER = "et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv"
AN_HOUR = re.compile(  # which is in words, or no hour of the clock
    rf"\bkl(?:\.|\b|okken\b)\s*(?:\d|halv\b|kvart\b|(?:{_NUMBER}|tyve|middag)\b)"
    rf"|\b(?:halv|kvart i|kvart over)\s+(?:{_NUMBER})\b",
    re.IGNORECASE,
)
AROUND_A_DAY = re.compile(rf"^{_BEFORE_A_DAY}[\s:.,–-]*|\s*{_BEFORE_A_DAY}[\s:,–-]*$", re.IGNORECASE)


def as_lines(timetable: str) -> str:
    """What a timetable says, a sentence on each line, with the day first where it names one."""
    said = (one.strip(" \t-–*•") for one in SENTENCE.split(timetable))
    return "\n".join(_line(one) for one in said if one)


def _line(said: str) -> str:
    """A weekday that is wrong is kept, and so is an hour, so that both are asked about."""
    hour, without = cut_clock(said)
    on, rest = cut_date(without)
    if on is None:
        return said.rstrip(".")
    weekday = weekday_beside(without)
    words = (weekday if _is_wrong(weekday, on) else "", f"{on:%d-%m-%Y}", f"{hour:kl. %H.%M}" if hour else "")
    return " ".join(word for word in (*words, _name(rest)) if word)


def _name(rest: str) -> str:
    """What is left beside the day, and not the day of the week or the hour."""
    _hour, without = cut_clock(rest)
    return AROUND_A_DAY.sub("", without.strip(" .,:–-"))


def _is_wrong(weekday: str | None, on: date) -> bool:
    return weekday is not None and weekday != WEEKDAYS[on.weekday()]


class TimetableForm(SittingForm):
    """Planning the meetings of a timetable at once: each line a day and a name; hours, place and link are the same."""

    title = held_on = None  # every line has its own
    lines = text(
        _l("One line for each meeting"),
        needed=_l("Write a line for each meeting"),
        hint=_l("First the day, then the name. For example: 12-01-2027 What do we know?"),
        most=LINES_LENGTH,
        rows=10,
    )

    def validate_lines(self, field: object) -> None:
        faults = [*self._faults()]
        if faults:
            raise ValidationError(" ".join(faults))

    def _faults(self) -> Iterator[str]:
        first: dict[tuple[date, str], int] = {}
        rows = [*self._rows()]
        if len(rows) > MOST_IN_SERIES:
            yield _("At most %(most)s meetings can be planned at once.", most=MOST_IN_SERIES)
            return
        for number, said, on, name in rows:
            if on is None and names_no_day(said):
                yield _("Line %(number)s names a day that no calendar has: “%(said)s”.", number=number, said=said)
            elif on is None:
                yield _("Line %(number)s names no day: “%(said)s”. Put one first, or delete the line.",
                        number=number, said=said)  # fmt: skip
            elif not name or len(name) > TITLE_LENGTH:
                yield _("Line %(number)s needs a name of at most %(most)s characters.",
                        number=number, most=TITLE_LENGTH)  # fmt: skip
            elif AN_HOUR.search(name):
                yield _("Line %(number)s names an hour that cannot be read: “%(said)s”.", number=number, said=said)
            else:
                yield from self._faults_of_day(number, said, on)
            if on is not None and first.setdefault((on, name), number) != number:
                yield _("Line %(number)s is the same as line %(other)s.", number=number, other=first[on, name])

    def _faults_of_day(self, number: int, said: str, on: date) -> Iterator[str]:
        weekday, hour = weekday_beside(cut_clock(said)[1]), cut_clock(said)[0]
        if on < clock.today():
            yield _("Line %(number)s: %(day)s has passed.", number=number, day=longday(on))
        elif on > clock.today() + FARTHEST:
            yield _("Line %(number)s: %(day)s is more than four years ahead. Is the year right?",
                    number=number, day=longday(on))  # fmt: skip
        elif _is_wrong(weekday, on):
            yield _("Line %(number)s says %(weekday)s, but that day is %(day)s.",
                    number=number, weekday=weekday, day=longday(on))  # fmt: skip
        begins = self.from_time.data
        if hour is not None and begins not in (None, hour):
            yield _("Line %(number)s says %(hour)s, but you have written below that the meetings begin at %(other)s.",
                    number=number, hour=hour.strftime("%H.%M"), other=begins.strftime("%H.%M"))  # fmt: skip

    def drafts(self) -> list[SittingDraft]:
        """One for each line, in the order of their days. Moments are in UTC."""
        return [
            SittingDraft(
                title=name,
                starts_at=moment_of(on, self.from_time.data),
                ends_at=moment_of(on, self.to_time.data),
                place=self.place.data,
                link=self.link.data or "",
            )
            for _number, _said, on, name in self._by_day()
            if on is not None
        ]

    def days_off(self, home: Municipality) -> list[str]:
        """What speaks against some of the days, for whoever is asked once more."""
        named = ((on, home.off_on(on)) for _number, _said, on, _name in self._by_day() if on is not None)
        return [
            _("%(day)s is a day without meetings: %(name)s", day=longday(on), name=name)
            for on, name in named
            if name is not None
        ]

    def _by_day(self) -> list[tuple[int, str, date | None, str]]:
        return sorted(self._rows(), key=lambda row: (row[2] or date.max, row[0]))

    def _rows(self) -> Iterator[tuple[int, str, date | None, str]]:
        for number, said in enumerate((self.lines.data or "").splitlines(), start=1):
            if said.strip():
                on, rest = cut_date(said.strip())
                yield number, said.strip(), on, _name(rest)
