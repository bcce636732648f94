"""Who can come instead of a member, and in which order they are asked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from portal.accounts.models import User, Visitor
from portal.committees.models import Membership
from portal.committees.queries import standing_substitutes
from portal.foundation import clock
from portal.foundation.db import all_of, first_or_404
from portal.sittings.models import Sitting, SubstituteCall
from portal.sittings.queries import Coming, calls_to, day_of, invited

ANSWERS_WITHIN = timedelta(days=2)  # then the next is asked


def free_substitutes(sitting: Sitting) -> list[Membership]:
    """Those who can be asked now: nobody who is at the table already, is asked in somebody's place, has said no, or did
    not answer."""
    busy = {one.user_id for one in invited(sitting)}
    busy |= {call.substitute.user_id for call in calls_to(sitting) if call.is_open or call.is_over}
    standing = standing_substitutes(sitting.committee, day_of(sitting))
    return [one for one in standing if one.user.is_active and one.user_id not in busy]


def in_line(free: Sequence[Membership], member: Membership) -> list[Membership]:
    """Who of these can come instead of this member, in the order in which they are asked: substitutes of the same seat,
    then of seats of the same kind, each in the order of appointment. For a member of a party, those of that party."""
    fitting = [one for one in free if one.seat.type is member.seat.type and one.party_id == member.party_id]
    return sorted(fitting, key=lambda one: (one.seat_id != member.seat_id, one.id))


def line_for(sitting: Sitting, member: Membership) -> list[Membership]:
    """Who can be asked to come instead of this member, in order."""
    return in_line(free_substitutes(sitting), member)


def open_call(sitting: Sitting, member: Membership) -> SubstituteCall | None:
    """The substitute who comes instead of this member, or is asked to."""
    return next((call for call in calls_to(sitting) if call.member_id == member.id and call.is_open), None)


def own_call(sitting: Sitting, person: User | Visitor) -> SubstituteCall | None:
    """What this person was last asked: to come instead of a member."""
    own = [call for call in calls_to(sitting) if call.substitute.user_id == person.id]
    seats = {one.id for one in invited(sitting)} if own else set()
    own = [call for call in own if call.member_id in seats]  # else somebody sits there for a longer time
    return next((call for call in own if call.ended_at is None), own[-1] if own else None)


def answers_by(call: SubstituteCall) -> datetime:
    """Until when an answer is awaited: two days, and at most half of the time until the meeting, so that there is time
    for the next."""
    return call.asked_at + min(ANSWERS_WITHIN, (call.sitting.starts_at - call.asked_at) / 2)


def is_overdue(call: SubstituteCall) -> bool:
    return call.is_open and call.is_coming is None and answers_by(call) <= clock.now()


def late_calls() -> list[SubstituteCall]:
    """Of meetings to come, those whom somebody has not answered in time; the longest waiting first."""
    waiting = (
        select(SubstituteCall)
        .join(Sitting, SubstituteCall.sitting_id == Sitting.id)
        .where(SubstituteCall.ended_at.is_(None), SubstituteCall.is_coming.is_(None))
        .where(Sitting.starts_at > clock.now(), Sitting.cancelled_at.is_(None))
        .order_by(SubstituteCall.asked_at, SubstituteCall.id)
    )
    return [call for call in all_of(waiting) if is_overdue(call)]


def last_day_for(call: SubstituteCall) -> date:
    return clock.in_denmark(answers_by(call)).date()


def stood_in_for(sitting: Sitting) -> dict[int, str]:
    """Whose place each substitute has at the table, by the number of the substitute's own seat."""
    return {call.substitute_id: call.member.user.name for call in calls_to(sitting) if call.is_coming and call.is_open}


def has_line(sitting: Sitting, member: Membership) -> bool:
    """Whether anybody can come instead of this member, or is asked to."""
    return open_call(sitting, member) is not None or bool(line_for(sitting, member))


def call_or_404(sitting: Sitting, call_id: int) -> SubstituteCall:
    return first_or_404(
        select(SubstituteCall).where(SubstituteCall.id == call_id, SubstituteCall.sitting_id == sitting.id)
    )


def next_for(sitting: Sitting, coming: Sequence[Coming]) -> dict[int, Membership]:
    """Whom the secretary can ask next, by the seat of the member who does not come; as many questions however many they
    are."""
    away = [one.member for one in coming if one.is_coming is False and not one.is_replaced]
    free = free_substitutes(sitting) if away else ()
    lines = {member.id: in_line(free, member) for member in away}
    return {id_: line[0] for id_, line in lines.items() if line}
