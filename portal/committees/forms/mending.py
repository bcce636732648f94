"""Mending what was entered wrongly about somebody's seat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from markupsafe import Markup
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.committees.forms.members import NONE
from portal.committees.models import Membership, Seat, SeatType
from portal.committees.words import SEAT_TYPES
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.forms import SOMETIMES, PortalForm, choice, day, line, radio
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.municipalities.models import Party
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_how_long


class Since(StrEnum):
    """Since when another seat is the right one."""

    ALWAYS = "always"
    A_DAY = "a_day"


@dataclass(frozen=True)
class Move:
    """Where somebody belongs; from a day on, for a reason that everybody can read, or, without one, all along."""

    party_id: int | None
    presentation: str
    from_day: date | None = None
    reason: str = ""


class MoveForm(PortalForm):
    """Moving a member to the right seat."""

    seat_id = choice(_l("The right seat"), needed=_l("Choose the seat"), coerce=str)
    party_id = choice(_l("Party"), coerce=str, hint=_l("Only for politicians."))
    presentation = line(
        _l("Shown with the name"),
        hint=_l("For example the association the person comes from. Never anything private."),
    )
    since = radio(
        _l("Since when is it the right one?"),
        [
            (Since.ALWAYS.value, _l("All along: it was entered wrongly")),
            (Since.A_DAY.value, _l("From a day on: until then it was the old seat")),
        ],
        needed=_l("Choose since when"),
    )
    from_day = day(_l("From"), needed=SOMETIMES, hint=_l("Only when it is from a day on."))
    reason = line(
        _l("Reason"),
        needed=SOMETIMES,
        hint=_l("Why from that day. Everybody can read it. %(promise)s", promise=lazy_how_long(Kind.SEAT)),
        most=300,
    )

    def offer(self, seats: Sequence[Seat], parties: Sequence[Party]) -> None:
        """Fill the lists of seats and parties."""
        self.seats = {str(seat.id): seat for seat in seats}
        self.seat_id.choices = [SelectChoice(value=key, label=_name(seat)) for key, seat in self.seats.items()]
        self.party_id.choices = [(NONE, _("No party")), *((str(party.id), quoted(party.label)) for party in parties)]

    def show(self, membership: Membership) -> None:
        """As it stands now."""
        self.seat_id.data, self.presentation.data = str(membership.seat_id), membership.presentation
        self.party_id.data = str(membership.party_id) if membership.party_id else NONE
        self.from_day.data = clock.today()

    def validate_party_id(self, field: Any) -> None:
        """A party belongs to a politician's seat, and to no other."""
        seat = self.seats.get(self.seat_id.data)
        if field.data and seat is not None and seat.type is not SeatType.POLITICIAN:
            raise ValidationError(_("Choose “No party”: this seat is not a politician's"))

    def validate_from_day(self, field: Any) -> None:
        if self.since.data == Since.A_DAY and not field.data:
            raise ValidationError(_("Write the first day on the right seat"))

    def validate_reason(self, field: Any) -> None:
        if self.since.data == Since.A_DAY and not field.data:
            raise ValidationError(_("Write the reason"))

    def seat(self) -> Seat:
        """The seat that was chosen; only after `validate`."""
        return self.seats[self.seat_id.data]

    def draft(self) -> Move:
        """What was sent; only after `validate`."""
        party = int(self.party_id.data) if self.party_id.data else None
        if self.since.data == Since.ALWAYS:
            return Move(party, self.presentation.data or "")
        return Move(party, self.presentation.data or "", self.from_day.data, self.reason.data)


def _name(seat: Seat) -> str:
    kind = _(SEAT_TYPES[seat.type])
    return Markup("{}: {}").format(kind, quoted(seat.profile)) if seat.profile else kind
