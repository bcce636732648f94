"""The link in an invitation: it belongs to one seat and one meeting, and says whether its holder comes."""

from datetime import timedelta

from portal.committees.models import Membership
from portal.foundation.db import db
from portal.foundation.signing import list_in, serializer
from portal.sittings.models import Sitting
from portal.sittings.queries import answerable

PATH = "/udvalgsmoeder/svar/"
LASTS = timedelta(days=400)  # nobody calls a meeting so long before
PURPOSE = "sitting-answer"


def path_of_answer(sitting: Sitting, seat: Membership) -> str:
    """Where whoever sits on this seat says whether they come. Links of earlier letters go on working, also when the
    meeting is moved."""
    return PATH + serializer(PURPOSE).dumps([sitting.id, seat.id, seat.created_at.isoformat()])


def invitation_of(token: str) -> tuple[Sitting, Membership] | None:
    """Which meeting, and whose seat; None when the link is false or too old, or the person is no longer here. Numbers
    are used again, so the moment says whether it is still the same seat."""
    found = list_in(PURPOSE, token, LASTS)
    sitting = answerable(found[0]) if found else None
    seat = db.session.get(Membership, found[1]) if found else None
    if found is None or sitting is None or seat is None or not seat.user.is_active:
        return None
    is_same = seat.created_at.isoformat() == found[2] and seat.committee_id == sitting.committee_id
    return (sitting, seat) if is_same else None
