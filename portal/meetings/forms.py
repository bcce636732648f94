"""What browsers send about calendars."""

from wtforms import HiddenField

from portal.foundation.forms import PortalForm

NEVER = 1_000_000


class RenewForm(PortalForm):
    """Asking for another address, with how often that has been done."""

    seen = HiddenField()

    def seen_renewals(self) -> int:
        """What the page said; for a form that says nothing sensible a number that nobody reaches."""
        said = self.seen.data or ""
        return int(said) if said.isascii() and said.isdigit() else NEVER
