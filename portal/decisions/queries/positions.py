"""How the members of a committee stand on a recommendation."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.committees.models import Membership, SeatType
from portal.committees.queries import sitting_members
from portal.decisions.models import Choice, Position, Recommendation


@dataclass(frozen=True)
class Group:
    """Members who are shown together: one party's politicians, or everybody on one kind of seat."""

    letter: str  # of the party; empty for other groups
    name: str  # of the party; empty for other groups
    seat_type: SeatType
    votes_for: int
    votes_against: int
    votes_neither: int


@dataclass(frozen=True)
class Standing:
    """Where the committee stands: counts in all and by group, and how many have not said anything yet."""

    groups: tuple[Group, ...]
    votes_for: int
    votes_against: int
    votes_neither: int
    silent: int
    before_edit: int  # of those who sit, how many took their position before the text was last changed

    @property
    def taken(self) -> int:
        return self.votes_for + self.votes_against + self.votes_neither

    @property
    def sitting(self) -> int:
        return self.taken + self.silent


def standing(recommendation: Recommendation) -> Standing:
    """The positions that count. Until adoption, those of whoever sits today; afterwards, as they were adopted."""
    positions = list(recommendation.positions)
    silent = 0
    if not recommendation.is_public:
        sitting = {member.id for member in sitting_members(recommendation.committee)}
        positions = [position for position in positions if position.membership_id in sitting]
        silent = len(sitting) - len(positions)
    edited = recommendation.edited_at
    return Standing(
        groups=_grouped(positions),
        votes_for=_count(positions, Choice.FOR),
        votes_against=_count(positions, Choice.AGAINST),
        votes_neither=_count(positions, Choice.NEITHER),
        silent=silent,
        before_edit=sum(edited is not None and position.taken_at < edited for position in positions),
    )


def position_of(recommendation: Recommendation, membership: Membership | None) -> Position | None:
    """The position that this member has taken, if any."""
    return next(
        (p for p in recommendation.positions if membership is not None and p.membership_id == membership.id), None
    )


def _grouped(positions: Iterable[Position]) -> tuple[Group, ...]:
    """Politicians by party in order of letter, then the others by kind of seat."""
    kinds = list(SeatType)
    found: dict[tuple[int, str, str], list[Position]] = {}
    for position in positions:
        kind = position.membership.seat.type
        party = position.membership.party if kind is SeatType.POLITICIAN else None
        key = (kinds.index(kind), party.letter if party else "", party.name if party else "")
        found.setdefault(key, []).append(position)
    return tuple(
        Group(
            letter=letter,
            name=name,
            seat_type=kinds[place],
            votes_for=_count(group, Choice.FOR),
            votes_against=_count(group, Choice.AGAINST),
            votes_neither=_count(group, Choice.NEITHER),
        )
        for (place, letter, name), group in sorted(found.items())
    )


def _count(positions: Iterable[Position], choice: Choice) -> int:
    return sum(position.choice is choice for position in positions)
