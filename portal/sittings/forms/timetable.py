"""The timetable of a mandate, a line for each meeting: in words when it comes, with days when it goes."""

import re
from collections.abc import Iterator
from datetime import date

from wtforms.validators import ValidationError

from portal.foundation import clock
from portal.foundation.dates import longday
from portal.foundation.forms import text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.foundation.written_dates import cut_date
from portal.meetings.forms import moment_of
from portal.meetings.models import TITLE_LENGTH
from portal.municipalities.models import Municipality
from portal.sittings.forms import MOST_IN_SERIES, SittingDraft, SittingForm

LINES_LENGTH = 6_000
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\n+")
_BEFORE_A_DAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\b)?\s*(?:\bden\b|\bd\.)?"
AROUND_A_DAY = re.compile(rf"^{_BEFORE_A_DAY}[\s:.,–-]*|\s*{_BEFORE_A_DAY}[\s:,–-]*$", re.IGNORECASE)


def as_lines(timetable: str) -> str:
    """What a timetable says, a sentence on each line, with the day first where it names one."""
    said = (one.strip(" \t-–*•") for one in SENTENCE.split(timetable))
    return "\n".join(_line(one) for one in said if one)


def _line(said: str) -> str:
    on, rest = cut_date(said)
    return f"{on:%d-%m-%Y} {_name(rest)}" if on else said.rstrip(".")


def _name(rest: str) -> str:
    return AROUND_A_DAY.sub("", rest.rstrip(" ."))


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
            if on is None:
                yield _("Line %(number)s names no day: “%(said)s”. Put one first, or delete the line.",
                        number=number, said=said)  # fmt: skip
            elif not name or len(name) > TITLE_LENGTH:
                yield _("Line %(number)s needs a name of at most %(most)s characters.",
                        number=number, most=TITLE_LENGTH)  # fmt: skip
            elif on < clock.today():
                yield _("Line %(number)s: %(day)s has passed.", number=number, day=longday(on))
            elif first.setdefault((on, name), number) != number:
                yield _("Line %(number)s is the same as line %(other)s.", number=number, other=first[on, name])

    def drafts(self) -> list[SittingDraft]:
        """One for each line. Moments are in UTC."""
        return [
            SittingDraft(
                title=name,
                starts_at=moment_of(on, self.from_time.data),
                ends_at=moment_of(on, self.to_time.data),
                place=self.place.data,
                link=self.link.data or "",
            )
            for _number, _said, on, name in self._rows()
            if on is not None
        ]

    def days_off(self, home: Municipality) -> list[str]:
        """What speaks against some of the days, for whoever is asked once more."""
        named = ((on, home.off_on(on)) for _number, _said, on, _name in self._rows() if on is not None)
        return [
            _("%(day)s is a day without meetings: %(name)s", day=longday(on), name=name)
            for on, name in named
            if name is not None
        ]

    def _rows(self) -> Iterator[tuple[int, str, date | None, str]]:
        for number, said in enumerate((self.lines.data or "").splitlines(), start=1):
            if said.strip():
                on, rest = cut_date(said.strip())
                yield number, said.strip(), on, _name(rest)
