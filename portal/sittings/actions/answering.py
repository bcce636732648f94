"""Saying whether one comes by the link in a letter; and what every answer to an invitation shares."""

from portal.accounts.models import User
from portal.committees.models import Membership
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.sittings.actions.substituting import call_next, release, say_instead
from portal.sittings.deeds import ANSWER_INVITATION
from portal.sittings.forms import Reply
from portal.sittings.links import invitation_of
from portal.sittings.models import Sitting, SittingAnswer
from portal.sittings.queries import answer_of, own_invitation
from portal.sittings.substitutes import own_call

SAID = {
    Reply.YES: EventType.SITTING_ACCEPTED,
    Reply.NO: EventType.SITTING_DECLINED,
    Reply.SUBSTITUTE: EventType.SITTING_SUBSTITUTE_WANTED,
}


def answer_by_link(token: str, reply: Reply) -> bool:
    """Whoever has the link of an invitation says whether they come, as a member or instead of one. False when there is
    no such invitation."""
    with transaction():
        found = invitation_of(token)
        if found is None:
            return False
        sitting, seat = found
        hold(sitting, compares=False)
        ANSWER_INVITATION.ensure(sitting)
        call = own_call(sitting, seat.user)
        if call is not None and own_invitation(sitting, seat.user) is None:
            say_instead(call, reply, actor=seat.user)
        elif (told := say(sitting, seat.user, reply)) is not None:
            record(told, sitting, actor=seat.user, title=sitting.title, path=sitting.path)
    return True


def say(sitting: Sitting, person: User, reply: Reply) -> EventType | None:
    """Within a transaction that holds the meeting: keep what a member answers, and give what is to be recorded. The
    same said twice is said once: None. Whoever comes after all needs no substitute any more."""
    seat = own_invitation(sitting, person)
    if seat is None:
        raise Refused(_("Only those who sit in %(the_committee)s on the day of the meeting answer."))
    answer = answer_of(sitting, seat)
    said = {"is_coming": reply is Reply.YES, "wants_substitute": reply is Reply.SUBSTITUTE}
    if answer is not None and all(getattr(answer, name) is value for name, value in said.items()):
        return None
    _keep(answer or SittingAnswer(sitting_id=sitting.id, membership_id=seat.id), said)
    _see_to_a_substitute(sitting, seat, reply)
    return SAID[reply]


def _keep(answer: SittingAnswer, said: dict[str, bool]) -> None:
    for name, value in said.items():
        setattr(answer, name, value)
    db.session.add(answer)


def _see_to_a_substitute(sitting: Sitting, seat: Membership, reply: Reply) -> None:
    if reply is Reply.YES:
        release(sitting, seat, actor=seat.user)
    elif reply is Reply.SUBSTITUTE:
        call_next(sitting, seat, actor=seat.user)
