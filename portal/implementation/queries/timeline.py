"""What happened in a committee, as everybody may read it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup
from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.committees.models import Committee, Mandate
from portal.committees.words import STAGES
from portal.events.models import Event
from portal.events.queries import committee_events
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.dates import ours, quoted
from portal.foundation.db import db
from portal.foundation.i18n import gettext
from portal.foundation.paging import Page, first_of, replaced
from portal.foundation.text import shortened
from portal.implementation.models import CommitmentStatus
from portal.implementation.words import DECISIONS, MILESTONES, TIMELINE, happening_name, status_name
from portal.moderation.queries import is_about_hidden
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.rules.stages import Stage
from portal.trace.thread import Node

OWN_KINDS = frozenset({"committee", "mandate"})
LONGEST_REASON = 400
MOST_MILESTONES = 60
HAPPENED_ON: Mapping[EventType, InstrumentedAttribute[Any]] = {
    EventType.MANDATE_ADOPTED: Mandate.adopted_on,
    EventType.RECOMMENDATION_ADOPTED: Recommendation.adopted_on,
    EventType.RECOMMENDATION_HANDED_OVER: Recommendation.handed_over_on,
    EventType.RESPONSE_GIVEN: CouncilResponse.met_on,
}


def timeline(committee_id: int, types: Collection[EventType] = TIMELINE.keys()) -> Select[tuple[Event]]:
    """Everything public that happened, newest first; nothing about a text that a moderator has hidden."""
    return committee_events(committee_id, types).where(~is_about_hidden(Event.subject_kind, Event.subject_id))


def milestones(committee: Committee) -> Page[Node]:
    """The long lines of a committee's story, oldest first; of very many the latest."""
    found = first_of(timeline(committee.id, MILESTONES), most=MOST_MILESTONES)
    return replaced(found, sorted(happenings(found.items[::-1]), key=lambda node: node.when or clock.now()))


def days_of(events: Iterable[Event]) -> dict[int, date]:
    """Of what is entered afterwards, the day on which it happened, by the event's number; one query for each kind."""
    found: dict[int, date] = {}
    told = list(events)
    for type_, day in HAPPENED_ON.items():
        subjects = {event.subject_id: event.id for event in told if event.type == type_}
        if subjects:
            rows = select(day.class_.id, day).where(day.class_.id.in_(subjects), day.is_not(None))
            found |= {subjects[id_]: on for id_, on in db.session.execute(rows)}
    return found


def happenings(events: Sequence[Event]) -> list[Node]:
    """Events as knots, each with the day on which it happened: that is not always the day on which it was typed in."""
    days = days_of(events)
    return [_happening(event, days.get(event.id)) for event in events]


def _happening(event: Event, on: date | None) -> Node:
    """What it tells stands in its details as they were on that day."""
    return Node(
        kind=event.type,
        id=event.id,
        label=happening_name(event.type),
        title=_title(event),
        path=str(event.details.get("path") or ""),
        when=clock.noon(on) if on else event.created_at,
        text=_text(event),
        is_key=event.type in DECISIONS,
    )


def _title(event: Event) -> str:
    """The stage that was entered, or the record's title; the committee's own name is known where this is read."""
    entered = event.details.get("entered")
    if event.type == EventType.GATE_OPENED and entered in set(Stage):
        return ours(gettext(STAGES[Stage(entered)]))
    return "" if event.subject_kind in OWN_KINDS else str(event.details.get("title") or "")


def _text(event: Event) -> str:
    if event.type == EventType.COMMITMENT_REPORTED:
        status = status_name(CommitmentStatus(event.details["status"]))
        return Markup("{}: {}").format(status, quoted(event.details["text"]))
    return quoted(shortened(str(event.details.get("reason") or ""), LONGEST_REASON))
