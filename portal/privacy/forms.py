"""What a browser sends when somebody fetches or erases what the portal holds."""

from portal.accounts.forms import proof_code, secret
from portal.foundation.forms import PARAGRAPH, PortalForm, text
from portal.foundation.i18n import gettext, lazy_gettext as _l
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_promise


class PasswordForm(PortalForm):
    """Somebody shows anew who they are."""

    password = secret(_l("Your password"), needed=_l("Write your password"), autocomplete="current-password")

    def proof(self) -> dict[str, str]:
        """What was written, as the deeds take it."""
        return {"password": self.password.data}

    def refuse(self) -> None:
        """Say that it was wrong."""
        self.password.errors = [gettext("This is not your password. Write it once more")]


class PasswordAndCodeForm(PasswordForm):
    """As before, where a one-time code is set up."""

    code = proof_code()

    def proof(self) -> dict[str, str]:
        return super().proof() | {"code": self.code.data}

    def refuse(self) -> None:
        self.code.errors = [
            gettext("The password and the code do not fit. Write both once more, with the code that your app shows now")
        ]


class ErasureForm(PortalForm):
    """An administrator erases somebody who has asked for it."""

    reason = text(
        _l("Why, and how the person asked"),
        needed=_l("Write why, and how the person asked"),
        most=PARAGRAPH,
        rows=4,
        hint=_l("Write no names. %(promise)s", promise=lazy_promise(Kind.TRAIL)),
    )
