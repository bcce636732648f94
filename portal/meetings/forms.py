"""What browsers send about calendars."""

from wtforms import HiddenField

from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _

DIGITS = 6  # more often nobody has asked


class RenewForm(PortalForm):
    """Asking for another address, with how often that has been done."""

    seen = HiddenField()

    def seen_renewals(self) -> int:
        """What the page said. Raises `Refused` for what no page says."""
        said = self.seen.data or ""
        if not (said.isascii() and said.isdigit() and len(said) <= DIGITS):
            raise Refused(_("Open the page anew, and ask for another address there."))
        return int(said)
