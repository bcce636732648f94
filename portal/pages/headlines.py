"""Events told in words, for the timelines that everybody reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.committees.words import STAGES
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.dates import ours
from portal.foundation.i18n import N_, gettext as _
from portal.implementation.queries.timeline import days_of
from portal.rules.stages import Stage
from portal.trace.thread import Node, Thread

WORDS: Mapping[EventType, str] = {
    EventType.MANDATE_ADOPTED: N_("The task is adopted"),
    EventType.CALL_PUBLISHED: N_("Call for members is published"),
    EventType.GATE_OPENED: N_("%(The_committee)s moves on"),
    EventType.WORKSHOP_PLANNED: N_("Workshop planned"),
    EventType.WORKSHOP_OUTCOME_PUBLISHED: N_("The outcome of a workshop is published"),
    EventType.PROPOSAL_PUBLISHED: N_("A proposal is published"),
    EventType.RECOMMENDATION_ADOPTED: N_("A recommendation is adopted"),
    EventType.RECOMMENDATION_HANDED_OVER: N_("A recommendation is handed over"),
    EventType.RESPONSE_GIVEN: N_("A recommendation is answered"),
    EventType.RECORD_PUBLISHED: N_("A decision is published"),
    EventType.COMMITMENT_MADE: N_("A promise is made"),
    EventType.LESSONS_WRITTEN: N_("The lessons are written"),
}


# The story that the front page tells of a thread: one knot of each kind, from the idea to what was promised.
STORY = ("idea", "workshop", "recommendation", "decision_record", "commitment")


def in_short(thread: Thread) -> list[Node]:
    """Of each kind of the story the record itself, or the first on its thread."""
    told_of: dict[str, Node] = {}
    for node in (*thread.itself, *thread.nodes):
        told_of.setdefault(node.kind, node)
    return [told_of[kind] for kind in STORY if kind in told_of]


@dataclass(frozen=True)
class Headline:
    """One line of a timeline, shaped as a knot on the thread."""

    label: str
    title: str
    path: str
    when: datetime
    text: str = ""
    is_key: bool = False
    is_waiting: bool = False


def told_of(events: Sequence[Event]) -> list[Headline]:
    """Events as lines that everybody may read, with the days on which they happened."""
    days = days_of(events)
    return [_told(event, days.get(event.id)) for event in events]


def _told(event: Event, on: date | None) -> Headline:
    kind = EventType(event.type)
    title = str(event.details.get("title", ""))
    if kind is EventType.GATE_OPENED:
        title = ours(_(STAGES[Stage(event.details["entered"])]))
    return Headline(
        label=_(WORDS[kind]),
        title=title,
        path=str(event.details.get("path", "")),
        when=clock.noon(on) if on else event.created_at,
        is_key=kind is EventType.RECORD_PUBLISHED,
    )
