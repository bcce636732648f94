"""Who spoke at a meeting: how much of it each kind of seat said, beside how much of the table it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.committees.models import Membership, SeatType
from portal.foundation.db import db
from portal.sittings.models import Attending, Sitting
from portal.sittings.speaking import Contribution


@dataclass(frozen=True)
class Spoken:
    """One kind of seat: its contributions and its seats, and the share of all that each of them is, in percent."""

    kind: SeatType
    count: int
    share: int
    seats: int
    share_of_seats: int


def spoken_at(sitting: Sitting, members: Sequence[Membership]) -> list[Spoken]:
    """Every kind that sits at the table or has spoken, in the order of the kinds; of these members. One question."""
    said = dict(
        db.session.execute(
            select(Contribution.kind, func.count())
            .where(Contribution.sitting_id == sitting.id)
            .group_by(Contribution.kind)
        )
        .tuples()
        .all()
    )
    seats = Counter(member.seat.type for member in _there(sitting, members))
    return [
        Spoken(kind, said.get(kind, 0), _percent(said.get(kind, 0), said), seats[kind], _percent(seats[kind], seats))
        for kind in SeatType
        if kind in said or seats[kind]
    ]


def _there(sitting: Sitting, members: Sequence[Membership]) -> Sequence[Membership]:
    """Those who were there, as far as it is said; else all."""
    present = {
        one.membership_id for item in sitting.items for one in item.presences if one.state is not Attending.ABSENT
    }
    return [one for one in members if one.id in present] or members


def _percent(part: int, of: Mapping[SeatType, int]) -> int:
    whole = sum(of.values())
    return round(100 * part / whole) if whole else 0
