"""Opening a gate, and why."""

from dataclasses import dataclass

from wtforms import SubmitField

from portal.foundation.forms import TEXT, PortalForm, text
from portal.foundation.i18n import lazy_gettext as _l


@dataclass(frozen=True)
class Opening:
    """What a secretary sent: the reason, and whether to open anyway."""

    reason: str
    anyway: bool


class GateForm(PortalForm):
    """The reason is public and stays."""

    reason = text(
        _l("Reason"),
        needed=_l("Write why %(the_committee)s is ready"),
        hint=_l(
            "Write why %(the_committee)s is ready. Everybody can read it, it is shown with your name, and it stays."
        ),
        most=TEXT,
        rows=5,
    )
    anyway = SubmitField(_l("Open anyway"))

    def draft(self) -> Opening:
        """What was sent; only after `validate`."""
        return Opening(self.reason.data, bool(self.anyway.data))
