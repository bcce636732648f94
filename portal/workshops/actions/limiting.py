"""How many places there are for each kind of participants, and for each party."""

from sqlalchemy import delete

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.foundation.seen import ensure_as_seen
from portal.workshops.actions.places import move_up
from portal.workshops.deeds import LIMIT
from portal.workshops.forms.coming import LimitsDraft
from portal.workshops.models import Workshop, WorkshopLimit
from portal.workshops.queries.coming import limits_of


def limit_places(actor: User, workshop: Workshop, draft: LimitsDraft) -> None:
    """Whoever plans the meeting says how many places there are at most for some. Whoever has a place keeps it; who
    waits and may now have one gets it. The same twice is said once."""
    with transaction():
        LIMIT.require_leave(actor, workshop)
        hold(workshop, compares=False)
        LIMIT.ensure(workshop)
        if {(one.kind, one.party.id if one.party else None): one.places for one in limits_of(workshop)} == draft.most:
            return
        ensure_as_seen(workshop)
        db.session.execute(delete(WorkshopLimit).where(WorkshopLimit.workshop_id == workshop.id))
        for (kind, party_id), places in draft.most.items():
            db.session.add(WorkshopLimit(workshop_id=workshop.id, kind=kind, party_id=party_id, places=places))
        workshop.limited_at = clock.now()
        move_up(workshop)
        record(EventType.WORKSHOP_LIMITED, workshop, actor=actor)
