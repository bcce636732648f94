"""What people do with their calendar of meetings."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.meetings.models import OwnCalendar
from portal.meetings.queries import own_calendar, renewals_of
from portal.rules.access import require
from portal.rules.permissions import Permission


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
