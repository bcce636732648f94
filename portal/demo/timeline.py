"""Deeds in time order: each is done with the clock standing at its moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from portal.foundation import clock

Deed = Callable[[], None]


class Timeline:
    """Collects deeds of all committees and does them in the order in which they happened."""

    def __init__(self) -> None:
        self._deeds: list[tuple[datetime, Deed]] = []

    def at(self, moment: datetime, deed: Deed) -> None:
        """Plan a deed; of two at the same moment the one planned first comes first."""
        self._deeds.append((moment.astimezone(UTC), deed))

    def run(self, say: Callable[[str], None]) -> int:
        """Do everything that has happened by now; tell each year and how far it is. Returns how many deeds."""
        now = clock.now()
        past = sorted((planned for planned in self._deeds if planned[0] <= now), key=lambda planned: planned[0])
        year = 0
        for done, (moment, deed) in enumerate(past):
            if clock.in_denmark(moment).year != year:
                year = clock.in_denmark(moment).year
                say(f"{year} … ({done} of {len(past)} deeds)")
            with clock.frozen(moment):
                deed()
        return len(past)


def on(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of that day, by a Danish clock."""
    return clock.moment_in_denmark(datetime.combine(day, time(hour, minute)))
