"""Writing a call for members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup
from wtforms import SelectMultipleField, ValidationError
from wtforms.validators import InputRequired

from portal.committees.models import Seat, SeatType
from portal.committees.words import SEAT_TYPES
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.forms import PortalForm, day, line, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.recruitment.models import CALL_LENGTH, SELECTION_LENGTH, Call

FOUR_WEEKS = timedelta(days=28)
HALF_A_YEAR = timedelta(days=182)
LONGEST_KEPT = timedelta(days=365)


@dataclass(frozen=True)
class CallDraft:
    """A call as the secretary wants it; `seat_ids` are seats of the same committee."""

    body: str
    hours: str
    selection: str
    opens_on: date
    closes_on: date
    delete_on: date
    seat_ids: tuple[int, ...]


class CallForm(PortalForm):
    """A new call, or one that is changed."""

    seat_ids = SelectMultipleField(
        _l("Which seats is it about?"),
        [InputRequired(_l("Choose at least one seat"))],
        coerce=int,
        description=_l("The profiles of the seats stand in the call. Politicians are appointed by %(the_council)s."),
    )
    body = text(
        _l("What we ask"),
        needed=_l("Write what we ask"),
        hint=_l("What is the task, and whom are we looking for? Everybody can read it."),
        most=CALL_LENGTH,
        rows=10,
        shaped=True,
    )
    hours = line(
        _l("What it takes of one's time"),
        needed=_l("Write what it takes of one's time"),
        hint=_l("For example: six meetings of three hours in the evening, from February to December."),
        most=300,
    )
    selection = text(
        _l("How members are chosen"),
        needed=_l("Write how members are chosen"),
        hint=_l("Who reads the applications, what they look at, and who decides when."),
        most=SELECTION_LENGTH,
        rows=4,
    )
    opens_on = day(_l("First day"), needed=_l("Write the first day"))
    closes_on = day(_l("Last day"), needed=_l("Write the last day"))
    delete_on = day(
        _l("The day the applications are deleted"),
        needed=_l("Write the day the applications are deleted"),
        hint=_l("Applicants are promised this day. At most a year after the last day."),
    )

    def offer_seats(self, seats: Sequence[Seat]) -> None:
        """Fill the list of seats."""
        self.seat_ids.choices = [(seat.id, seat_label(seat)) for seat in seats if seat.type is not SeatType.POLITICIAN]

    def validate_closes_on(self, field: Any) -> None:
        """A call has a time."""
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("Write a last day after the first"))

    def validate_delete_on(self, field: Any) -> None:
        """What is promised can be kept, and is not put off for ever."""
        last = self.closes_on.data
        if field.data and last and not last < field.data <= last + LONGEST_KEPT:
            raise ValidationError(_("Write a day after the last day, and at most a year after it"))

    def draft(self) -> CallDraft:
        """What was sent; only after `validate`."""
        return CallDraft(
            self.body.data,
            self.hours.data,
            self.selection.data,
            self.opens_on.data,
            self.closes_on.data,
            self.delete_on.data,
            tuple(self.seat_ids.data or ()),
        )


def seat_label(seat: Seat) -> str:
    """A seat in a list: "Forening: bruger vandet"."""
    kind = _(SEAT_TYPES[seat.type])
    return Markup("{}: {}").format(kind, quoted(seat.profile)) if seat.profile else kind


def form_of(call: Call | None) -> dict[str, Any]:
    """What stands in the form: the call that is changed, or the usual days of a new one."""
    if call is None:
        today = clock.today()
        return {"opens_on": today, "closes_on": today + FOUR_WEEKS, "delete_on": today + FOUR_WEEKS + HALF_A_YEAR}
    names = ("body", "hours", "selection", "opens_on", "closes_on", "delete_on")
    return {name: getattr(call, name) for name in names} | {"seat_ids": [seat.id for seat in call.seats]}
