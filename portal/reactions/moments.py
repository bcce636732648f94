"""Which news cannot wait for the day's letter."""

from datetime import datetime, timedelta

from portal.events.models import Event
from portal.foundation import clock
from portal.reactions.subjects import subject_of
from portal.workshops.models import Workshop

SOON = timedelta(days=2)  # by the calendar: the letter of tomorrow may come too late


def never(_event: Event) -> bool:
    return False


def always(_event: Event) -> bool:
    """Its reader has asked for it."""
    return True


def is_soon(event: Event) -> bool:
    """Whether the meeting is, or before it was moved would have been, today, tomorrow or the day after."""
    workshop = subject_of(event)
    if not isinstance(workshop, Workshop):
        return False
    was = event.details.get("was", {}).get("starts_at")
    moments = [workshop.starts_at, *([datetime.fromisoformat(was)] if was else ())]
    days = [clock.in_denmark(moment).date() - clock.today() for moment in moments]
    return any(timedelta(0) <= away <= SOON for away in days)
