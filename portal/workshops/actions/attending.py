"""Who came to a workshop, noted on the evening or after it."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.foundation.seen import ensure_as_seen
from portal.workshops.deeds import ATTEND
from portal.workshops.forms.coming import AttendanceDraft
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries.coming import walked_in, who_signed_up


def note_attendance(actor: User, workshop: Workshop, draft: AttendanceDraft) -> None:
    """Whoever holds the meeting notes who came of those who had signed up, and how many came besides. It can be noted
    anew; of those whose names are deleted what was noted stays. The same twice is noted once."""
    with transaction():
        ATTEND.require_leave(actor, workshop)
        hold(workshop, compares=False)
        ATTEND.ensure(workshop)
        places, before = who_signed_up(workshop), walked_in(workshop)
        more = {key: number - before.get(key, 0) for key, number in draft.walked_in.items()}
        is_said = {place.id for place in places if place.came} == draft.came and not any(more.values())
        if workshop.attended_at is not None and is_said:
            return
        ensure_as_seen(workshop)
        for place in places:
            place.came = place.id in draft.came
        for (kind, party_id), number in more.items():
            _count_those_besides(workshop, kind, party_id, number)
        workshop.attended_at = clock.now()
        record(EventType.WORKSHOP_ATTENDED, workshop, actor=actor)


def _count_those_besides(workshop: Workshop, kind: ParticipantKind, party_id: int | None, more: int) -> None:
    """A row for each, so that they are counted as the others are; fewer where `more` is below zero."""
    of_these = {"workshop_id": workshop.id, "kind": kind, "party_id": party_id, "walked_in": True}
    db.session.add_all(WorkshopSignUp(**of_these, came=True) for _one in range(more))
    alike = [row for row in workshop.sign_ups if row.walked_in and (row.kind, row.party_id) == (kind, party_id)]
    for row in alike[: max(0, -more)]:
        db.session.delete(row)
