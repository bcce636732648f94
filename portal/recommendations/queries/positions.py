"""How the members of a committee stand on a recommendation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.committees.models import Membership, SeatType
from portal.committees.queries import sitting_members
from portal.foundation import clock
from portal.recommendations.models import AdoptedSeat, Adoption, Choice, Position, Recommendation

FEWEST = 3  # so many that nobody can tell which of them said what


@dataclass(frozen=True)
class Group:
    """Members who are shown together: one party's politicians, everybody on one kind of seat, or on several kinds.

    Politicians answer for a party in public. Of the others no group is so small that it says who they are, as long as
    there are enough of them.
    """

    letter: str  # of the party; empty for other groups
    name: str  # of the party; empty for other groups, and where it is not known what the party was called
    seat_type: SeatType | None  # none: those on kinds of seat that too few have
    votes_for: int
    votes_against: int
    votes_neither: int
    silent: int


@dataclass(frozen=True)
class Standing:
    """Where the committee stands: counts in all and by group, and how many have not said anything.

    Of an old adoption it may not be known how each group stood, how many were silent, or anything at all.
    """

    groups: tuple[Group, ...]
    votes_for: int
    votes_against: int
    votes_neither: int
    silent: int | None
    on_other_text: int  # of those who sit, how many took their position on another text than this
    is_known: bool = True

    @property
    def taken(self) -> int:
        return self.votes_for + self.votes_against + self.votes_neither

    @property
    def sitting(self) -> int:
        return self.taken + (self.silent or 0)


def standing(recommendation: Recommendation, on: date | None = None) -> Standing:
    """Until adoption, where those stand who sit `on` that day (today), on the text as it is; afterwards, as it was
    when adopted."""
    if recommendation.is_public:
        return _frozen(recommendation, recommendation.adoption)
    table = table_of(recommendation, on)
    sitting = {seat.membership.id for seat in table}
    elsewhere = [
        position
        for position in recommendation.positions
        if position.membership_id in sitting and position.text_version != recommendation.text_version
    ]
    return _standing(table, len(elsewhere))


def table_of(recommendation: Recommendation, on: date | None = None) -> list[AdoptedSeat]:
    """Everybody who sits in the committee on a day (today) as a row of an adoption: seat, party, and the position on
    this text, taken by the end of that day."""
    stands = {p.membership_id: p for p in _on_this_text(recommendation) if on is None or _day_of(p) <= on}
    return [_seat(member, stands.get(member.id)) for member in sitting_members(recommendation.committee, on)]


def taken_after(recommendation: Recommendation, on: date) -> int:
    """How many who sat on that day took their position on this text, or changed it, when the day was over."""
    late = {position.membership_id for position in _on_this_text(recommendation) if _day_of(position) > on}
    return sum(member.id in late for member in sitting_members(recommendation.committee, on))


def _on_this_text(recommendation: Recommendation) -> list[Position]:
    return [one for one in recommendation.positions if one.text_version == recommendation.text_version]


def _day_of(position: Position) -> date:
    return clock.in_denmark(position.taken_at).date()


def position_of(recommendation: Recommendation, membership: Membership | None) -> Position | None:
    """The position that this member has taken, if any, be it on another text."""
    return next(
        (p for p in recommendation.positions if membership is not None and p.membership_id == membership.id), None
    )


def _seat(member: Membership, position: Position | None) -> AdoptedSeat:
    party = member.party if member.seat.type is SeatType.POLITICIAN else None
    return AdoptedSeat(
        membership=member,
        seat_type=member.seat.type,
        party_letter=party.letter if party else "",
        party_name=party.name if party else "",
        choice=position.choice if position else None,
        text_version=position.text_version if position else None,
    )


def _frozen(recommendation: Recommendation, adoption: Adoption | None) -> Standing:
    if adoption is None or adoption.votes_for is None:
        return Standing((), 0, 0, 0, None, 0, is_known=False)
    if adoption.seats:
        known = (seat.text_version for seat in adoption.seats if seat.text_version is not None)
        return _standing(adoption.seats, sum(version != recommendation.text_version for version in known))
    return Standing(
        (), adoption.votes_for, adoption.votes_against or 0, adoption.votes_neither or 0, adoption.silent, 0
    )


def _standing(table: Iterable[AdoptedSeat], on_other_text: int) -> Standing:
    said = Counter(seat.choice for seat in table)
    return Standing(
        groups=grouped(table),
        votes_for=said[Choice.FOR],
        votes_against=said[Choice.AGAINST],
        votes_neither=said[Choice.NEITHER],
        silent=said[None],
        on_other_text=on_other_text,
    )


def grouped(table: Iterable[AdoptedSeat]) -> tuple[Group, ...]:
    """Politicians by party in order of letter, then the others by kind of seat; where nobody spoke, none."""
    seats = list(table)
    parties: dict[tuple[str, str], Counter[Choice | None]] = {}
    kinds: dict[SeatType, Counter[Choice | None]] = {}
    for seat in seats:
        if seat.seat_type is SeatType.POLITICIAN:
            parties.setdefault((seat.party_letter, seat.party_name), Counter())[seat.choice] += 1
        else:
            kinds.setdefault(seat.seat_type, Counter())[seat.choice] += 1
    groups = [_group(said, SeatType.POLITICIAN, *party) for party, said in sorted(parties.items())]
    groups += [_group(said, kind) for kind, said in _large_enough(kinds)]
    return tuple(group for group in groups if group.votes_for + group.votes_against + group.votes_neither)


def _large_enough(
    kinds: Mapping[SeatType, Counter[Choice | None]],
) -> list[tuple[SeatType | None, Counter[Choice | None]]]:
    """The kinds in their order; those with few members in one group, with the next larger where that is still small."""
    by_size = sorted(kinds.items(), key=lambda one: (one[1].total(), list(SeatType).index(one[0])))
    joined: Counter[Choice | None] = Counter()
    alone = set(kinds)
    for kind, said in by_size:
        if said.total() >= FEWEST and not 0 < joined.total() < FEWEST:
            break
        joined.update(said)
        alone.discard(kind)
    known: list[tuple[SeatType | None, Counter[Choice | None]]] = [(k, kinds[k]) for k in SeatType if k in alone]
    return [*known, (None, joined)] if joined else known


def _group(said: Counter[Choice | None], kind: SeatType | None, letter: str = "", name: str = "") -> Group:
    return Group(letter, name, kind, said[Choice.FOR], said[Choice.AGAINST], said[Choice.NEITHER], said[None])
