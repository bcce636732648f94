"""How often a member has come to the latest meetings, as the minutes say it. Shown to the member and the secretary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.models import User
from portal.committees.models import Committee, Membership
from portal.committees.queries import sitting_members
from portal.foundation.db import all_of, db
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.sittings.models import AgendaItem, Attending, ItemPresence, Sitting, SubstituteCall
from portal.sittings.words import Turnout

LATEST = 8  # meetings; what lies further back says little of today
LOOKED_AT, MISSED = 3, 2  # of the latest three, two missed: worth a friendly word


@dataclass(frozen=True)
class Trend:
    """The latest meetings at which a member had a place, oldest first."""

    member: Membership
    course: Sequence[tuple[Sitting, Turnout]]

    @property
    def came(self) -> int:
        return sum(turnout is Turnout.CAME for _sitting, turnout in self.course)

    @property
    def replaced(self) -> int:
        return sum(turnout is Turnout.REPLACED for _sitting, turnout in self.course)

    @property
    def is_falling(self) -> bool:
        """Whether nobody came to most of the latest meetings for this member."""
        latest = self.course[-LOOKED_AT:]
        return sum(turnout is Turnout.AWAY for _sitting, turnout in latest) >= MISSED


def trends_for(person: User, committee: Committee) -> list[Trend]:
    """What this person may see: whoever plans the meetings sees everybody who sits in the committee today, in the order
    of the seats; a member sees themselves. Five questions at most."""
    may_see_all = can(person, Permission.SITTING_PLAN, committee)
    members = [one for one in sitting_members(committee) if may_see_all or one.user_id == person.id]
    sittings = _latest(committee)
    there, replaced = _presences(sittings), _replaced(sittings)
    return [_trend(member, sittings, there, replaced) for member in members]


def _latest(committee: Committee) -> list[Sitting]:
    """Those whose minutes the members have read; oldest first."""
    found = all_of(
        select(Sitting)
        .where(Sitting.committee_id == committee.id, Sitting.minutes_sent_at.is_not(None))
        .order_by(Sitting.starts_at.desc(), Sitting.id.desc())
        .limit(LATEST)
    )
    return found[::-1]


def _presences(sittings: Sequence[Sitting]) -> Mapping[tuple[int, int], bool]:
    """By meeting and seat: whether they were there at any item."""
    asked = (
        select(AgendaItem.sitting_id, ItemPresence.membership_id, ItemPresence.state)
        .join(ItemPresence.item)
        .where(AgendaItem.sitting_id.in_([one.id for one in sittings]))
    )
    there: dict[tuple[int, int], bool] = {}
    for sitting_id, seat_id, state in db.session.execute(asked).tuples():
        there[sitting_id, seat_id] = there.get((sitting_id, seat_id), False) or state is not Attending.ABSENT
    return there


def _replaced(sittings: Sequence[Sitting]) -> set[tuple[int, int]]:
    """By meeting and seat of the member: where a substitute had said yes."""
    asked = select(SubstituteCall.sitting_id, SubstituteCall.member_id).where(
        SubstituteCall.sitting_id.in_([one.id for one in sittings]),
        SubstituteCall.is_coming.is_(True),
        SubstituteCall.ended_at.is_(None),
    )
    return set(db.session.execute(asked).tuples())


def _trend(
    member: Membership,
    sittings: Sequence[Sitting],
    there: Mapping[tuple[int, int], bool],
    replaced: set[tuple[int, int]],
) -> Trend:
    course = []
    for sitting in sittings:
        key = sitting.id, member.id
        if key in there:
            course.append((sitting, Turnout.CAME if there[key] else Turnout.AWAY))
        elif key in replaced:
            course.append((sitting, Turnout.REPLACED))
    return Trend(member, course)
