"""What people do with their calendar of meetings; and what the deeds of every form of meeting share."""

from collections.abc import Mapping
from typing import Any

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.meetings.models import Meeting, MeetingForm, MeetingMove, MeetingReminder, OwnCalendar
from portal.meetings.queries import about_to_begin, has_begun, is_to_be_reminded_of, own_calendar, renewals_of
from portal.rules.access import require
from portal.rules.permissions import Permission

REMINDS = {MeetingForm.CLOSED: EventType.SITTING_REMINDED, MeetingForm.OPEN: EventType.WORKSHOP_REMINDED}


def remind_of_meetings(at_most: int) -> int:
    """The worker reminds those who come of meetings that are held soon, each once; gives of how many it did."""
    return sum(_remind_of(meeting) for meeting in about_to_begin(at_most) if is_to_be_reminded_of(meeting))


def _remind_of(meeting: Meeting) -> bool:
    with transaction():
        hold(meeting, compares=False)  # of two workers the second waits here, and then sees what the first has done
        if not is_to_be_reminded_of(meeting):
            return False
        db.session.add(MeetingReminder(meeting_id=meeting.id, held_on=clock.in_denmark(meeting.starts_at).date()))
        record(REMINDS[meeting.form], meeting, actor=None, title=meeting.title, path=meeting.path)
    return True


def renew_address(person: User, *, seen: int) -> None:
    """A person gets another address of their calendar; whoever has a former one reads nothing more.

    `seen` is how often that had been done when they asked: a second click renews nothing more.
    """
    with transaction():
        require(person, Permission.ACCOUNT_KEEP)
        hold(person)
        if renewals_of(person) != seen:
            return
        calendar = own_calendar(person) or OwnCalendar(user_id=person.id, renewals=0)
        calendar.renewals += 1
        db.session.add(calendar)
        record(EventType.CALENDAR_RENEWED, person, actor=person)


def ensure_starts_later(meeting: Meeting) -> None:
    """Raise `Refused` for a time that has passed."""
    if has_begun(meeting):
        raise Refused(_("Choose a time that has not passed."))


def keep_move(meeting: Meeting, was: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """Within a transaction: keep when and where it should have been held, and why not. Gives what the trail is told."""
    db.session.add(MeetingMove(meeting=meeting, reason=reason, **was))
    return {"was": {"starts_at": was["starts_at"].isoformat(), "place": was["place"]}, "reason": reason}


def call_off(meeting: Meeting, reason: str) -> None:
    """Within a transaction: it is cancelled now, for a reason that everybody can read."""
    meeting.cancelled_at, meeting.cancel_reason = clock.now(), reason
