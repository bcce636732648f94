"""What letters about workshops say."""

from collections.abc import Mapping
from datetime import datetime

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.dates import daytime, longday
from portal.foundation.i18n import N_
from portal.house.letters import LetterWords, saying
from portal.house.telling import about
from portal.workshops.models import Workshop
from portal.workshops.telling import told_of_the_meeting

TIME, PLACE = N_("Time: %(time)s"), N_("Place: %(place)s")
SIGN_OFF = N_("If you cannot come, sign off on the page, so that somebody else gets your place.")
KEPT = N_("You keep your place.")
HAVE_NO_PLACE = {told_of_the_meeting: frozenset({KEPT, SIGN_OFF})}  # a member who heard of it, and has not signed up


def _when_and_where(event: Event) -> Mapping[str, str]:
    """When and where it is held, and was to be held when the event happened."""
    workshop = about(event, Workshop)
    if workshop is None:
        return dict.fromkeys(("time", "day", "place", "old_time", "old_place"), "")
    was = event.details.get("was") or {}
    old_time = datetime.fromisoformat(was["starts_at"]) if was else workshop.starts_at
    return {
        "time": daytime(workshop.starts_at),
        "day": longday(workshop.starts_at),
        "place": workshop.place,
        "old_time": daytime(old_time),
        "old_place": was.get("place", workshop.place),
    }


E = EventType
LETTERS: Mapping[EventType, LetterWords] = {
    E.WORKSHOP_SIGNED_UP: saying(
        N_("You have signed up: %(title)s"),
        N_('You have a place at "%(title)s".'),
        TIME,
        PLACE,
        SIGN_OFF,
        button=N_("See the workshop"), values=_when_and_where,
    ),
    E.WORKSHOP_PLANNED: saying(
        N_("Workshop %(day)s: %(title)s"),
        N_('"%(name)s" holds "%(title)s". Everybody may come; you sign up on the page.'),
        TIME,
        PLACE,
        button=N_("See the workshop"), values=_when_and_where,
    ),
    E.WORKSHOP_MOVED: saying(
        N_("Moved: %(title)s"),
        N_('"%(title)s" has been moved.'),
        KEPT,
        N_("Why: %(reason)s"),
        N_("New time: %(time)s"),
        N_("New place: %(place)s"),
        N_("It should have been held %(old_time)s, %(old_place)s."),
        SIGN_OFF,
        button=N_("See the workshop"), values=_when_and_where, without=HAVE_NO_PLACE,
    ),
    E.WORKSHOP_CANCELLED: saying(
        N_("Cancelled: %(title)s"),
        N_('"%(title)s" is cancelled.'),
        N_("Why: %(reason)s"),
        N_("It should have been held %(time)s, %(place)s."),
        N_("You need do nothing. Other meetings stand on the page of %(the_committee)s."),
        button=N_("See the workshop"), values=_when_and_where,
    ),
}  # fmt: skip
