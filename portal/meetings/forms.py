"""What browsers send about meetings of every form, and about calendars."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from wtforms import HiddenField, TimeField
from wtforms.validators import InputRequired, ValidationError

from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm, day, line
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.meetings.models import PLACE_LENGTH, Meeting

DIGITS = 6  # more often nobody has asked


class WhenAndWhere(PortalForm):
    """The day, the hours, and the place."""

    held_on = day(_l("Day"), needed=_l("Write which day it is held"))
    from_time = TimeField(_l("From"), [InputRequired(_l("Write when it begins, for example 17:00"))])
    to_time = TimeField(_l("To"), [InputRequired(_l("Write when it ends, for example 19:00"))])
    place = line(_l("Place"), needed=_l("Write where it is held"), hint=_l("Name and address."), most=PLACE_LENGTH)

    def validate_to_time(self, field: Any) -> None:
        if self.from_time.data and field.data and field.data <= self.from_time.data:
            raise ValidationError(_("Write an end that is later than the beginning"))

    def when_and_where(self) -> Mapping[str, Any]:
        """`starts_at` and `ends_at` in UTC, and `place`."""
        on = self.held_on.data
        return {
            "starts_at": moment_of(on, self.from_time.data),
            "ends_at": moment_of(on, self.to_time.data),
            "place": self.place.data,
        }


def filled_with(meeting: Meeting) -> dict[str, Any]:
    """The day and the hours of a meeting, as the fields hold them."""
    starts, ends = clock.in_denmark(meeting.starts_at), clock.in_denmark(meeting.ends_at)
    return {"held_on": starts.date(), "from_time": starts.time(), "to_time": ends.time()}


def on_the_day(day: date, moment: datetime) -> datetime:
    """The same hour in Denmark on another day, in summer as in winter."""
    return clock.moment_in_denmark(datetime.combine(day, clock.in_denmark(moment).time()))


def moment_of(on: date | None, at: time | None) -> datetime:
    """A day and an hour in Denmark, in UTC."""
    assert on is not None and at is not None  # noqa: PT018, S101 - a form without them makes no draft
    return clock.moment_in_denmark(datetime.combine(on, at))


class RenewForm(PortalForm):
    """Asking for another address, with how often that has been done."""

    seen = HiddenField()

    def seen_renewals(self) -> int:
        """What the page said. Raises `Refused` for what no page says."""
        said = self.seen.data or ""
        if not (said.isascii() and said.isdigit() and len(said) <= DIGITS):
            raise Refused(_("Open the page anew, and ask for another address there."))
        return int(said)
