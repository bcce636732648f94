"""Asking substitutes in order, what they answer, and telling them when they are not needed any more."""

from portal.accounts.models import User
from portal.committees.models import Membership
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.locking import hold
from portal.sittings.deeds import CHANGE
from portal.sittings.forms import Reply
from portal.sittings.models import Sitting, SubstituteCall
from portal.sittings.queries import answer_of, calls_to
from portal.sittings.substitutes import is_overdue, late_calls, line_for, open_call

NOT_NEEDED = N_(
    "No answer is needed any more: the member comes, somebody else is asked, or the meeting has been moved."
)


def ask_substitute(actor: User, sitting: Sitting, member: Membership, *, wanted: int) -> SubstituteCall | None:
    """A secretary asks the next in line to come instead of a member; whoever has not answered is asked no longer.
    `wanted` is whom the page named: where that is no longer the next, it was a second click, and nobody is asked."""
    with transaction():
        CHANGE.require_leave(actor, sitting)
        hold(sitting, compares=False)
        CHANGE.ensure(sitting)
        answer = answer_of(sitting, member)
        if answer is None or answer.is_coming:
            raise Refused(_("The member has not said that they do not come."))
        line = line_for(sitting, member)
        if not line or line[0].id != wanted:
            return None
        now_open = open_call(sitting, member)
        if now_open is not None and now_open.is_coming:
            raise Refused(_("Somebody comes instead already."))
        return _ask(sitting, member, line[0], actor)


def note_substitute(actor: User, sitting: Sitting, call: SubstituteCall, reply: Reply) -> None:
    """A secretary writes down what a substitute has said, on the phone for example."""
    with transaction():
        CHANGE.require_leave(actor, sitting)
        hold(sitting, compares=False)
        CHANGE.ensure(sitting)
        db.session.expire(call)
        _say_instead(call, reply, actor)


def say_instead(call: SubstituteCall, reply: Reply, *, actor: User) -> None:
    """Within a transaction that holds the meeting: whether a substitute comes. At a no the next is asked."""
    _say_instead(call, reply, actor)


def call_next(sitting: Sitting, member: Membership, *, actor: User | None) -> SubstituteCall | None:
    """Within a transaction that holds the meeting: ask the next in line, unless somebody is asked. The secretary is
    told when there is nobody."""
    if open_call(sitting, member) is not None:
        return None
    line = line_for(sitting, member)
    if not line:
        record(EventType.SITTING_WITHOUT_SUBSTITUTE, sitting, actor=None, title=sitting.title, path=sitting.path)
        return None
    return _ask(sitting, member, line[0], actor)


def pass_over_the_late(at_most: int) -> int:
    """The worker asks the next where a substitute has let the time pass; gives of how many it did. Where nobody is left
    the answer of the last is still awaited, and the secretary sees it on the desk."""
    return sum(_pass_over(call) for call in late_calls()[:at_most])


def _pass_over(call: SubstituteCall) -> bool:
    with transaction():
        sitting = call.sitting
        hold(sitting, compares=False)  # of two workers the second waits here, and then sees what the first has done
        db.session.expire(call)
        if not is_overdue(call) or not CHANGE.is_open(sitting):
            return False
        line = line_for(sitting, call.member)
        if not line:
            return False
        _ask(sitting, call.member, line[0], None)
    return True


def release(sitting: Sitting, member: Membership, *, actor: User | None) -> None:
    """Within a transaction that holds the meeting: nobody need come instead of this member any more."""
    for call in calls_to(sitting):
        if call.member_id == member.id and call.is_open:
            _end(call, actor)
        if call.member_id == member.id:
            call.passed_over = False


def release_all(sitting: Sitting) -> None:
    """The same for all, where members are asked anew; the letter about the move tells those who were asked."""
    for call in calls_to(sitting):
        call.ended_at = call.ended_at or clock.now()
        call.is_coming, call.passed_over = None, False  # a no was about another time


def _ask(sitting: Sitting, member: Membership, substitute: Membership, actor: User | None) -> SubstituteCall:
    before = open_call(sitting, member)
    if before is not None:
        _end(before, actor)
        before.passed_over = True
    call = _known(sitting, member, substitute) or SubstituteCall(
        sitting_id=sitting.id, member_id=member.id, substitute_id=substitute.id
    )
    call.asked_at, call.is_coming, call.ended_at, call.passed_over = clock.now(), None, None, False
    db.session.add(call)
    db.session.flush()
    record(EventType.SITTING_SUBSTITUTE_ASKED, call, actor=actor, title=sitting.title, path=sitting.path)
    return call


def _known(sitting: Sitting, member: Membership, substitute: Membership) -> SubstituteCall | None:
    pair = member.id, substitute.id
    return next((call for call in calls_to(sitting) if (call.member_id, call.substitute_id) == pair), None)


def _end(call: SubstituteCall, actor: User | None) -> None:
    call.ended_at = clock.now()
    db.session.flush()
    record(EventType.SITTING_SUBSTITUTE_RELEASED, call, actor=actor, title=call.title, path=call.path)


def _say_instead(call: SubstituteCall, reply: Reply, actor: User) -> None:
    is_coming = reply is Reply.YES
    if call.ended_at is not None:
        raise Refused(_(NOT_NEEDED))
    if call.is_coming is is_coming:
        return
    other = open_call(call.sitting, call.member)
    if is_coming and other is not None and other.id != call.id:
        raise Refused(_(NOT_NEEDED))
    call.is_coming = is_coming
    db.session.flush()
    kind = EventType.SITTING_SUBSTITUTE_ACCEPTED if is_coming else EventType.SITTING_SUBSTITUTE_DECLINED
    record(kind, call, actor=actor, title=call.title, path=call.path)
    if not is_coming:
        call_next(call.sitting, call.member, actor=None)
