"""Meetings as a calendar (iCalendar, RFC 5545): one file, or a feed that a calendar asks for again and again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from flask import current_app
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from portal.foundation import clock
from portal.foundation.dates import daytime
from portal.foundation.i18n import gettext as _
from portal.foundation.text import plain_text, shortened
from portal.meetings.models import Meeting

ZONE = "Europe/Copenhagen"
ASKED_AGAIN = timedelta(hours=4)  # how often a calendar is asked to come by


def calendar_of(meetings: Sequence[Meeting], name: str = "") -> bytes:
    """These meetings as a calendar; with a `name` it is one to subscribe to.

    Times are those of Denmark, with the rule of the zone beside them: a list of days instead is read an hour late by
    some programs in summer.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Portal for ad hoc committees//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)  # what was there before RFC 7986, and is read by most
        calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT4H")
    calendar.add_component(_zone())
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Event:
    event, is_off = Event(), meeting.cancelled_at is not None
    event.add(
        "uid", f"meeting-{meeting.id}-{int(meeting.created_at.timestamp())}@{meeting.committee.municipality.slug}"
    )
    event.add("sequence", meeting.version - 1)  # every change makes a new version
    event.add("dtstamp", _last_told(meeting))
    event.add("dtstart", clock.in_denmark(meeting.starts_at), parameters={"TZID": ZONE})
    event.add("dtend", clock.in_denmark(meeting.ends_at), parameters={"TZID": ZONE})
    event.add("summary", _("Cancelled: %(title)s", title=meeting.title) if is_off else meeting.title)
    event.add("location", meeting.place)
    event.add("description", "\n\n".join(_told(meeting)))
    event.add("url", current_app.config["BASE_URL"] + meeting.path)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return event


def _told(meeting: Meeting) -> list[str]:
    """What has happened to it, whose it is and what it is about, and the way to its page."""
    said = [meeting.committee.name]
    if meeting.cancelled_at is not None:
        said.append(_("Cancelled. Why: %(reason)s", reason=meeting.cancel_reason))
    elif meeting.moves:
        moved = meeting.moves[0]
        said.append(_("Moved from %(time)s, %(place)s.", time=daytime(moved.starts_at), place=moved.place))
    if meeting.about_html:
        said.append(shortened(plain_text(meeting.about_html), 600))
    return [*said, current_app.config["BASE_URL"] + meeting.path]


def _last_told(meeting: Meeting) -> datetime:
    """When it was planned, moved or cancelled: the same for everybody who asks, however often."""
    moved = (move.created_at for move in meeting.moves)
    return max(moment for moment in (meeting.created_at, meeting.cancelled_at, *moved) if moment is not None)


@cache
def _zone() -> Timezone:
    """Summer time in the European Union since 1996 (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for kind, name, before, after, month in (
        (TimezoneDaylight, "CEST", 1, 2, 3),
        (TimezoneStandard, "CET", 2, 1, 10),
    ):
        part = kind()
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, 2 if month == 3 else 3))  # noqa: PLR2004
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone
