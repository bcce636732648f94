"""Saying whether one comes by the link in a letter; and what every answer to an invitation shares."""

from portal.accounts.models import User
from portal.committees.models import Membership
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.sittings.deeds import ANSWER_INVITATION
from portal.sittings.links import invitation_of
from portal.sittings.models import Sitting, SittingAnswer
from portal.sittings.queries import answer_of, own_invitation


def answer_by_link(token: str, *, is_coming: bool) -> bool:
    """Whoever has the link of an invitation says whether they come. False when there is no such invitation."""
    with transaction():
        found = invitation_of(token)
        if found is None:
            return False
        sitting, seat = found
        hold(sitting, compares=False)
        ANSWER_INVITATION.ensure(sitting)
        if (told := say(sitting, seat.user, is_coming=is_coming)) is not None:
            record(told, sitting, actor=seat.user, title=sitting.title, path=sitting.path)
    return True


def say(sitting: Sitting, person: User, *, is_coming: bool) -> EventType | None:
    """Within a transaction that holds the meeting: keep what somebody answers, and give what is to be recorded. The
    same said twice is said once: None."""
    seat = own_invitation(sitting, person)
    if seat is None:
        raise Refused(_("Only those who sit in %(the_committee)s on the day of the meeting answer."))
    answer = answer_of(sitting, seat)
    if answer is None:
        answer = _unsaid(sitting, seat)
    elif answer.is_coming is is_coming:
        return None
    answer.is_coming = is_coming
    db.session.add(answer)
    return EventType.SITTING_ACCEPTED if is_coming else EventType.SITTING_DECLINED


def _unsaid(sitting: Sitting, seat: Membership) -> SittingAnswer:
    return SittingAnswer(sitting_id=sitting.id, membership_id=seat.id)
