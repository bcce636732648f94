"""Who spoke at a meeting: how much of it each kind of seat said, beside how much of the table it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from portal.committees.models import Membership, SeatType
from portal.foundation.db import all_of, db
from portal.foundation.seen import fingerprint
from portal.sittings.models import Attending, Sitting
from portal.sittings.speaking import Contribution, SpokenMinutes

Said = Mapping[tuple[int, SeatType], int]  # minutes, by the item and the kind of seat


@dataclass(frozen=True)
class Spoken:
    """One kind of seat: its contributions, minutes and seats, and the shares in percent. The share of what was said is
    of minutes where there are such, else of contributions."""

    kind: SeatType
    count: int
    minutes: int
    share: int
    seats: int
    share_of_seats: int


def spoken_at(sitting: Sitting, members: Sequence[Membership]) -> list[Spoken]:
    """Every kind that sits at the table or has spoken, in the order of the kinds; of these members. Two questions."""
    counted = _by_kind(Contribution, func.count(Contribution.id), sitting)
    timed = _by_kind(SpokenMinutes, func.sum(SpokenMinutes.minutes), sitting)
    said = timed or counted
    seats = Counter(member.seat.type for member in _there(sitting, members))
    return [
        Spoken(
            kind,
            counted.get(kind, 0),
            timed.get(kind, 0),
            _percent(said.get(kind, 0), said),
            seats[kind],
            _percent(seats[kind], seats),
        )
        for kind in SeatType
        if kind in counted or kind in timed or seats[kind]
    ]


def minutes_by_item(sitting: Sitting) -> dict[tuple[int, SeatType], int]:
    """What the secretary has written, by the item and the kind of seat."""
    rows = all_of(select(SpokenMinutes).where(SpokenMinutes.sitting_id == sitting.id).order_by(SpokenMinutes.id))
    return {(one.item_id, one.kind): one.minutes for one in rows}


def spoken_mark(said: Said) -> str:
    """What is said of the minutes now, as a form about them carries it."""
    return fingerprint(f"{item_id} {kind} {minutes}" for (item_id, kind), minutes in sorted(said.items()))


def _by_kind(
    table: type[Contribution] | type[SpokenMinutes], number: ColumnElement[int], sitting: Sitting
) -> dict[SeatType, int]:
    rows = select(table.kind, number).where(table.sitting_id == sitting.id).group_by(table.kind)
    return {kind: int(said) for kind, said in db.session.execute(rows).tuples().all()}


def _there(sitting: Sitting, members: Sequence[Membership]) -> Sequence[Membership]:
    """Those who were there, as far as it is said; else all."""
    present = {
        one.membership_id for item in sitting.items for one in item.presences if one.state is not Attending.ABSENT
    }
    return [one for one in members if one.id in present] or members


def _percent(part: int, of: Mapping[SeatType, int]) -> int:
    whole = sum(of.values())
    return round(100 * part / whole) if whole else 0
