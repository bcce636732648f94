"""What a browser sends when somebody fetches or erases what the portal holds."""

from portal.accounts.forms import secret
from portal.foundation.forms import PARAGRAPH, PortalForm, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_promise


class PasswordForm(PortalForm):
    """Somebody shows anew who they are."""

    password = secret(_l("Your password"), needed=_l("Write your password"), autocomplete="current-password")


class ErasureForm(PortalForm):
    """An administrator erases somebody who has asked for it."""

    reason = text(
        _l("Why, and how the person asked"),
        needed=_l("Write why, and how the person asked"),
        most=PARAGRAPH,
        rows=4,
        hint=_l("Write no names. %(promise)s", promise=lazy_promise(Kind.TRAIL)),
    )
