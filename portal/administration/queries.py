"""The trail as a person reads it: with the names of people and committees."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.queries import names_of
from portal.committees.models import Committee
from portal.events.models import Event, OutboxMessage
from portal.events.queries import trail
from portal.events.types import EventType
from portal.foundation.db import db, rows_of
from portal.foundation.paging import Page, paginate
from portal.foundation.text import danish_order
from portal.rules.access import can
from portal.rules.permissions import Permission

TRAIL_PER_PAGE = 50
# Whose pages are not for everybody who reads the trail
LOCKS = {"application": Permission.APPLICATION_HANDLE}
LOCKED_DEEDS = {EventType.RECOMMENDATION_EDITED: Permission.PROPOSAL_READ_DRAFT}  # nobody edits but a draft


@dataclass(frozen=True)
class TrailPage:
    """One page of the trail, with the names that its lines need."""

    page: Page[Event]
    people: dict[int, str] = field(default_factory=dict)
    committees: dict[int, Committee] = field(default_factory=dict)

    def leads_to(self, event: Event, reader: User) -> str | None:
        """The page of what happened, where there is one that the reader may open."""
        lock = LOCKED_DEEDS.get(EventType(event.type)) or LOCKS.get(event.subject_kind)
        committee = self.committees.get(event.committee_id or 0)
        return event.details.get("path") if lock is None or can(reader, lock, committee) else None


def trail_page(event_type: EventType | None, person_id: int | None) -> TrailPage:
    """What happened, newest first: everything, or of one type, or by one person. Four queries."""
    rows = trail()
    if event_type is not None:
        rows = rows.where(Event.type == event_type.value)
    if person_id is not None:
        rows = rows.where(Event.actor_id == person_id)
    page = paginate(rows, per_page=TRAIL_PER_PAGE)
    return TrailPage(page, _people_in(page.items), _committees_in(page.items))


def committee_choices() -> list[tuple[int, str]]:
    """Every committee that is not closed, with its id, in Danish order."""
    rows = db.session.execute(select(Committee.id, Committee.name).where(Committee.stage != "closed"))
    return sorted(((row[0], row[1]) for row in rows), key=lambda row: (danish_order(row[1]), row[0]))


def message_or_404(message_id: int) -> OutboxMessage:
    """One message of the outbox."""
    return db.get_or_404(OutboxMessage, message_id)


def _people_in(events: Sequence[Event]) -> dict[int, str]:
    subjects = [event.subject_id for event in events if event.subject_kind == "user"]
    given = [event.details.get("person") for event in events if isinstance(event.details.get("person"), int)]
    return names_of([*subjects, *given, *(event.actor_id for event in events)])


def _committees_in(events: Sequence[Event]) -> dict[int, Committee]:
    wanted = {event.committee_id for event in events if event.committee_id is not None}
    return {committee.id: committee for committee in rows_of(Committee, wanted)} if wanted else {}
