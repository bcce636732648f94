"""Presses about a meeting as it goes, with what the page showed."""

from wtforms import HiddenField
from wtforms.validators import Length

from portal.committees.models import SeatType
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _

DIGITS = 6
KEY_LENGTH = 60  # beside which the kind stands


def _stale() -> Refused:
    return Refused(_("Open the page of the meeting anew, and press there."))


class ContributionForm(PortalForm):
    """That somebody spoke from a kind of seat."""

    kind = HiddenField()
    submission_key = HiddenField(validators=[Length(max=KEY_LENGTH)])

    def contribution(self) -> tuple[SeatType, str]:
        """Each kind is counted once for each page that was opened. Raises `Refused` for what no page says."""
        key = self.submission_key.data or ""
        if self.kind.data not in set(SeatType) or not key or len(key) > KEY_LENGTH:
            raise _stale()
        return SeatType(self.kind.data), f"{key} {self.kind.data}"


class SeenForm(PortalForm):
    """How many there were on the page."""

    seen = HiddenField()

    def number(self) -> int:
        """Raises `Refused` for what no page says."""
        said = self.seen.data or ""
        if not (said.isascii() and said.isdigit() and len(said) <= DIGITS):
            raise _stale()
        return int(said)
