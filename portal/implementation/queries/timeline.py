"""What happened in a committee, as everybody may read it."""

from collections.abc import Collection

from sqlalchemy import Select

from portal.committees.models import Committee
from portal.committees.words import STAGES
from portal.events.models import Event
from portal.events.queries import committee_events
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.i18n import gettext
from portal.foundation.text import shortened
from portal.implementation.models import CommitmentStatus
from portal.implementation.words import DECISIONS, MILESTONES, TIMELINE, happening_name, status_name
from portal.moderation.queries import is_about_hidden
from portal.rules.stages import Stage
from portal.trace.thread import Node

OWN_KINDS = frozenset({"committee", "mandate"})
LONGEST_REASON = 400


def timeline(committee: Committee, types: Collection[EventType] = TIMELINE.keys()) -> Select[tuple[Event]]:
    """Everything public that happened, newest first; nothing about a text that a moderator has hidden."""
    return committee_events(committee.id, types).where(~is_about_hidden(Event.subject_kind, Event.subject_id))


def latest_happenings(committee: Committee, limit: int = 3) -> list[Node]:
    """The latest of the timeline, for a short list."""
    return [happening(event) for event in db.session.scalars(timeline(committee).limit(limit))]


def milestones(committee: Committee, limit: int = 60) -> list[Node]:
    """The long lines of a committee's story, oldest first."""
    found = list(db.session.scalars(timeline(committee, MILESTONES).limit(limit)))
    return [happening(event) for event in reversed(found)]


def happening(event: Event) -> Node:
    """An event as a knot: what it tells stands in its details as they were on that day."""
    return Node(
        kind=event.type,
        id=event.id,
        label=happening_name(event.type),
        title=_title(event),
        path=str(event.details.get("path") or ""),
        when=event.created_at,
        text=_text(event),
        is_key=event.type in DECISIONS,
    )


def _title(event: Event) -> str:
    """The stage that was entered, or the record's title; the committee's own name is known where this is read."""
    entered = event.details.get("entered")
    if event.type == EventType.GATE_OPENED and entered in set(Stage):
        return gettext(STAGES[Stage(entered)])
    return "" if event.subject_kind in OWN_KINDS else str(event.details.get("title") or "")


def _text(event: Event) -> str:
    if event.type == EventType.COMMITMENT_REPORTED:
        return f"{status_name(CommitmentStatus(event.details['status']))}: {event.details['text']}"
    return shortened(str(event.details.get("reason") or ""), LONGEST_REASON)
