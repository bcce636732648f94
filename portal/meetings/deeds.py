"""What the state of any meeting lets be done with it."""

from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.meetings.models import Meeting
from portal.meetings.queries import has_begun


def ensure_held(meeting: Meeting) -> None:
    """Raise `Refused` when it has been cancelled."""
    if meeting.cancelled_at is not None:
        raise Refused(_("The meeting has been cancelled."))


def ensure_ahead(meeting: Meeting) -> None:
    """Raise `Refused` when it has been cancelled, or its time has come."""
    ensure_held(meeting)
    if has_begun(meeting):
        raise Refused(_("The meeting has begun, so it can no longer be changed."))
