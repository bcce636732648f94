"""Who came to a workshop, noted on the evening or after it."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.foundation.seen import ensure_as_seen
from portal.workshops.deeds import ATTEND
from portal.workshops.forms import AttendanceDraft
from portal.workshops.models import Workshop, WorkshopSignUp
from portal.workshops.queries import walked_in, who_comes


def note_attendance(actor: User, workshop: Workshop, draft: AttendanceDraft) -> None:
    """Whoever holds the meeting notes who came of those who had signed up, and how many came besides. It can be noted
    anew; of those whose names are deleted what was noted stays. The same twice is noted once."""
    with transaction():
        ATTEND.require_leave(actor, workshop)
        hold(workshop, compares=False)
        ATTEND.ensure(workshop)
        places = who_comes(workshop)
        said = AttendanceDraft(frozenset(place.id for place in places if place.came), walked_in(workshop))
        if workshop.attended_at is not None and said == draft:
            return
        ensure_as_seen(workshop)
        for place in places:
            place.came = place.id in draft.came
        _count_those_besides(workshop, draft)
        workshop.attended_at = clock.now()
        record(EventType.WORKSHOP_ATTENDED, workshop, actor=actor, came=len(draft.came) + sum(draft.walked_in.values()))


def _count_those_besides(workshop: Workshop, draft: AttendanceDraft) -> None:
    """A row for each, so that they are counted as the others are."""
    before = walked_in(workshop)
    for (kind, party_id), number in draft.walked_in.items():
        more = number - before.pop((kind, party_id), 0)
        of_these = {"workshop_id": workshop.id, "kind": kind, "party_id": party_id, "walked_in": True}
        db.session.add_all(WorkshopSignUp(**of_these, came=True) for _one in range(more))
        _take_away(workshop, kind, party_id, -more)
    for (kind, party_id), number in before.items():
        _take_away(workshop, kind, party_id, number)


def _take_away(workshop: Workshop, kind: object, party_id: int | None, number: int) -> None:
    alike = [row for row in workshop.sign_ups if row.walked_in and (row.kind, row.party_id) == (kind, party_id)]
    for row in alike[: max(0, number)]:
        db.session.delete(row)
