"""How many places there are for each kind of participants, and for each party.

Places are kept until a day, not until so many hours before: everybody can read a day and plan by it, and whoever waits
is told in the morning and not at night.
"""

from datetime import date

from sqlalchemy import delete, update

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.seen import ensure_as_seen
from portal.workshops.actions.places import ensure_room_for_kept, move_up
from portal.workshops.deeds import LIMIT
from portal.workshops.forms.coming import LimitsDraft
from portal.workshops.models import Workshop, WorkshopLimit
from portal.workshops.queries.coming import is_no_longer_kept, limits_of, no_longer_kept


def limit_places(actor: User, workshop: Workshop, draft: LimitsDraft) -> None:
    """Whoever plans the meeting says how many places there are at most for some, and how many are kept for them until a
    day. Whoever has a place keeps it; who waits and may now have one gets it. The same twice is said once.

    Raises `Refused` when more would be kept than there are places, or the day is not one before the meeting."""
    with transaction():
        LIMIT.require_leave(actor, workshop)
        hold(workshop, compares=False)
        LIMIT.ensure(workshop)
        if said(workshop) == draft:
            return
        ensure_as_seen(workshop)
        ensure_room_for_kept(workshop, {kind or party_id: many for (kind, party_id), many in draft.least.items()})
        _ensure_day(workshop, draft.kept_until)
        db.session.execute(delete(WorkshopLimit).where(WorkshopLimit.workshop_id == workshop.id))
        for of in {**draft.most, **draft.least}:
            limit = WorkshopLimit(workshop_id=workshop.id, kind=of[0], party_id=of[1])
            limit.places, limit.kept = draft.most.get(of), draft.least.get(of)
            db.session.add(limit)
        workshop.kept_until = draft.kept_until
        workshop.limited_at = clock.now()
        move_up(workshop)
        record(EventType.WORKSHOP_LIMITED, workshop, actor=actor)


def said(workshop: Workshop) -> LimitsDraft:
    """What stands. What was kept until a day that is over is not kept any more."""
    limits, until = limits_of(workshop), workshop.kept_until
    most = {limit.of: limit.places for limit in limits if limit.places is not None}
    least = {limit.of: limit.kept for limit in limits if limit.kept}
    return LimitsDraft(most, least, until if least else None)


def _ensure_day(workshop: Workshop, until: date | None) -> None:
    if until is not None and not clock.today() <= until < clock.in_denmark(workshop.starts_at).date():
        raise Refused(_("Choose a day from today on and before the day of the meeting."))


def release_places(at_most: int) -> int:
    """The worker gives what was kept until yesterday to those who wait; of how many meetings it did."""
    return sum(_release(workshop) for workshop in no_longer_kept(at_most))


def _release(workshop: Workshop) -> bool:
    with transaction():
        hold(workshop, compares=False)  # of two workers the second waits here
        if not is_no_longer_kept(workshop):
            return False
        workshop.kept_until = None
        of_this = WorkshopLimit.workshop_id == workshop.id
        db.session.execute(delete(WorkshopLimit).where(of_this, WorkshopLimit.places.is_(None)))
        db.session.execute(update(WorkshopLimit).where(of_this).values(kept=None))
        move_up(workshop)
        record(EventType.WORKSHOP_PLACES_RELEASED, workshop, actor=None)
    return True
