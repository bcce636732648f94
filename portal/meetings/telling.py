"""What letters about a meeting say, whichever form it has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from portal.events.models import Event
from portal.foundation.dates import daytime, longday
from portal.foundation.mail import Attached
from portal.house.letters import NOTHING_BESIDE, Beside
from portal.house.telling import subject_of
from portal.meetings.calendar import calendar_of
from portal.meetings.models import Meeting


def when_and_where(event: Event) -> Mapping[str, str]:
    """When and where it is held, and was to be held when the event happened."""
    meeting = subject_of(event)
    if not isinstance(meeting, Meeting):
        return dict.fromkeys(("time", "day", "place", "old_time", "old_place"), "")
    was = event.details.get("was") or {}
    old_time = datetime.fromisoformat(was["starts_at"]) if was else meeting.starts_at
    return {
        "time": daytime(meeting.starts_at),
        "day": longday(meeting.starts_at),
        "place": meeting.place,
        "old_time": daytime(old_time),
        "old_place": was.get("place", meeting.place),
    }


def as_file(meetings: Sequence[Meeting]) -> Attached:
    """Meetings for a reader's calendar, to be sent with a letter. A meeting that is moved keeps its place there."""
    name = f"moede-{meetings[0].id}.ics" if len(meetings) == 1 else "moeder.ics"
    return Attached(name, "text/calendar", calendar_of(meetings), {"method": "PUBLISH", "charset": "utf-8"})


def with_calendar(event: Event, _reader: Any) -> Beside:
    """The meeting for the calendar of whoever reads the letter."""
    meeting = subject_of(event)
    return Beside(attached=(as_file([meeting]),)) if isinstance(meeting, Meeting) else NOTHING_BESIDE
