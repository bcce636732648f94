"""Using an agenda again, and keeping one."""

from wtforms import HiddenField

from portal.foundation.forms import OnceForm, line
from portal.foundation.i18n import lazy_gettext as _l
from portal.sittings.models import TEMPLATE_NAME_LENGTH


class PutOnForm(OnceForm):
    """Which template."""

    template = HiddenField()


class KeepForm(OnceForm):
    """By which name the agenda is kept."""

    name = line(
        _l("Name of the template"),
        needed=_l("Write a name"),
        hint=_l("For example: The first meeting."),
        most=TEMPLATE_NAME_LENGTH,
    )
