"""Saying whether one comes."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.sittings.deeds import ANSWER_INVITATION
from portal.sittings.models import Sitting, SittingAnswer
from portal.sittings.queries import answer_of, seat_at


def answer_invitation(actor: User, sitting: Sitting, *, is_coming: bool) -> None:
    """A member says whether they come, and may say otherwise until the meeting begins. The secretary is told of a no.
    The same said twice is said once."""
    with transaction():
        ANSWER_INVITATION.require_leave(actor, sitting)
        hold(sitting, compares=False)
        ANSWER_INVITATION.ensure(sitting)
        seat = seat_at(sitting, actor)
        if seat is None:
            raise Refused(_("Only those who sit in %(the_committee)s on the day of the meeting answer."))
        answer = answer_of(sitting, seat)
        if answer is None:
            answer = SittingAnswer(sitting_id=sitting.id, membership_id=seat.id)
        elif answer.is_coming is is_coming:
            return
        answer.is_coming = is_coming
        db.session.add(answer)
        told = EventType.SITTING_ACCEPTED if is_coming else EventType.SITTING_DECLINED
        record(told, sitting, actor=actor, title=sitting.title, path=sitting.path)
