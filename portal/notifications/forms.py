"""What people choose about what they are told."""

from typing import Any

from portal.foundation.forms import PortalForm, radio
from portal.foundation.i18n import lazy_gettext as _l
from portal.notifications.models import Pace
from portal.notifications.words import KINDS, PACE_LABELS
from portal.rules.notices import NoticeKind


def _pace_of(kind: NoticeKind) -> Any:
    choices = [(pace.value, _l(label)) for pace, label in PACE_LABELS.items()]
    needed = _l("Choose how you want to be told")
    return radio(_l(KINDS[kind].label), choices, needed=needed, hint=_l(KINDS[kind].holds))


class SettingsForm(PortalForm):
    """How fast each kind comes; a field for each kind that can be turned off."""

    task = _pace_of(NoticeKind.TASK)
    answer = _pace_of(NoticeKind.ANSWER)
    appointment = _pace_of(NoticeKind.APPOINTMENT)
    own = _pace_of(NoticeKind.OWN)
    committee = _pace_of(NoticeKind.COMMITTEE)
    followed = _pace_of(NoticeKind.FOLLOWED)

    def draft(self) -> dict[NoticeKind, Pace]:
        """What was chosen."""
        return {NoticeKind(name): Pace(sent) for name, sent in self.data.items()}


def pace_sent(sent: str | None) -> Pace | None:
    """The pace on the button that was pressed; None when it is odd."""
    return Pace(sent) if sent in set(Pace) else None


def kind_sent(sent: str | None) -> NoticeKind | None:
    """The kind that was asked for; None for all of them, and when it is odd."""
    return NoticeKind(sent) if sent in set(NoticeKind) else None
