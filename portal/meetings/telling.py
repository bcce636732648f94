"""What letters about a meeting say, whichever form it has."""

from collections.abc import Mapping
from datetime import datetime

from portal.events.models import Event
from portal.foundation.dates import daytime, longday
from portal.house.telling import subject_of
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
