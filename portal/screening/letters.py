"""What letters about something that is read before it is public say of why."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from portal.events.models import Event
from portal.house.telling import subject_of
from portal.screening.queries import reason_of_last


def reason_of(state: StrEnum) -> Callable[[Event], Mapping[str, str]]:
    """A letter goes the next morning; the reason is that of its own step, whatever has happened since."""

    def values(event: Event) -> Mapping[str, str]:
        record = subject_of(event)
        return {"reason": event.details.get("reason") or (reason_of_last(record, state) if record is not None else "")}

    return values
