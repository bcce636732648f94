"""Who is told what happens to a committee and its seats."""

from collections.abc import Mapping

from portal.accounts.models import User
from portal.accounts.telling import members, members_and_secretaries, secretaries
from portal.committees.models import Committee, Membership
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.i18n import N_
from portal.house.telling import Named, Notice, People, about, because
from portal.rules.notices import NoticeKind


@because(N_("You are told because it is your seat."))
def the_member(event: Event) -> People:
    """Who was appointed to a seat, as long as it is theirs."""
    membership = about(event, Membership)
    if membership is None or (membership.ends_on and membership.ends_on < clock.today()):
        return ()
    if membership.created_at > event.created_at:
        return ()  # an appointment that was taken back, and whose number another one has got
    return [membership.user]


@because(N_("You are told because we had told you of the seat."))
def whose_seat_it_was(event: Event) -> People:
    """Whose appointment was a mistake, when they had been told of it."""
    found = db.session.get(User, event.subject_id) if event.details.get("was_told") else None
    return [found] if found else ()


NAMED = (Named(Committee, keeps_title_from=None), Named(Membership, keeps_title_from=None))
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.GATE_OPENED: Notice(K.COMMITTEE, members_and_secretaries, N_('"%(name)s" has moved on to its next stage')),
    E.MANDATE_ADOPTED: Notice(K.COMMITTEE, members, N_('The mandate of "%(name)s" has been adopted')),
    E.MEMBER_APPOINTED: Notice(K.TASK, the_member, N_('You have been given a seat in "%(name)s"')),
    E.MEMBER_ASKED_TO_LEAVE: Notice(K.TASK, secretaries, N_('A member of "%(name)s" would like to step down')),
    E.MEMBER_STAYS: Notice(K.TASK, secretaries, N_('A member of "%(name)s" who would step down stays after all')),
    E.MEMBER_MOVED: Notice(K.OWN, the_member, N_('You have been moved to another seat in "%(name)s"')),
    E.MEMBER_SUBSTITUTED: Notice(K.TASK, the_member, N_('You are a substitute in "%(name)s" for a time')),
    E.MEMBER_TAKEN_BACK: Notice(
        K.TASK, whose_seat_it_was, N_('Your seat in "%(name)s" was a mistake of ours, and is taken back')
    ),
}
