"""Is the table in balance? Arithmetic on seats and needs that are loaded; it knows categories, never persons."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.committees.models import (
    Category,
    CompositionCategory,
    Criterion,
    LeaderRole,
    Membership,
    Seat,
    SeatFunction,
    SeatType,
)
from portal.foundation.i18n import N_
from portal.foundation.seen import fingerprint
from portal.foundation.text import danish_order

CATEGORY_OF_SEAT: Mapping[SeatType, Category] = {
    SeatType.POLITICIAN: Category.POLITICIANS,
    SeatType.CITIZEN: Category.CITIZENS,
    SeatType.ASSOCIATION: Category.ASSOCIATIONS,
    SeatType.COMPANY: Category.COMPANIES,
    SeatType.EXPERT: Category.EXPERTS,
    SeatType.PROFESSIONAL: Category.PROFESSIONALS,
    SeatType.EMPLOYEE: Category.ADMINISTRATORS,
}
BESIDE_THE_TABLE = (SeatFunction.SUBSTITUTE, SeatFunction.OBSERVER)


class Sector(StrEnum):
    """Where those at the table come from: the welfare triangle, with families and neighbours inside it."""

    STATE = "state"
    MARKET = "market"
    CIVIL_SOCIETY = "civil_society"
    NEAR_COMMUNITY = "near_community"
    INDEPENDENT = "independent"


SECTORS: Mapping[Sector, str] = {
    Sector.STATE: N_("The municipality and other public bodies"),
    Sector.MARKET: N_("Business"),
    Sector.CIVIL_SOCIETY: N_("Associations and other civil society"),
    Sector.NEAR_COMMUNITY: N_("Families and neighbourhoods"),
    Sector.INDEPENDENT: N_("Independent knowledge"),
}
SECTOR_OF_SEAT: Mapping[SeatType, Sector] = {
    SeatType.POLITICIAN: Sector.STATE,
    SeatType.EMPLOYEE: Sector.STATE,
    SeatType.PROFESSIONAL: Sector.STATE,
    SeatType.COMPANY: Sector.MARKET,
    SeatType.ASSOCIATION: Sector.CIVIL_SOCIETY,
    SeatType.CITIZEN: Sector.NEAR_COMMUNITY,
    SeatType.EXPERT: Sector.INDEPENDENT,
}


class Coverage(StrEnum):
    """How well a need is met by the seats that are taken."""

    WELL = "well"
    PARTLY = "partly"
    MISSING = "missing"


COVERAGES: Mapping[Coverage, str] = {
    Coverage.WELL: N_("Well covered"),
    Coverage.PARTLY: N_("Partly covered"),
    Coverage.MISSING: N_("Missing"),
}


@dataclass(frozen=True)
class Row:
    """A category with how many places it has, how many are taken, and how its needs are covered."""

    category: CompositionCategory
    places: int
    taken: int

    @property
    def needs(self) -> Mapping[Criterion, int]:
        return {need.criterion: need.need for need in self.category.needs if need.need}

    @property
    def wanted(self) -> int:
        """How many people of this kind the greatest of its needs asks for."""
        return max(self.needs.values(), default=0)

    @property
    def coverage(self) -> Coverage:
        return covered(min(self.taken, self.wanted), self.wanted)


@dataclass(frozen=True)
class Balance:
    """The table held against its needs."""

    rows: tuple[Row, ...]
    criteria: Mapping[Criterion, Coverage]  # only those that something is needed for
    parties: tuple[tuple[str, str, int], ...]  # letter, name, how many
    sectors: tuple[tuple[Sector, int], ...]
    roles: Mapping[LeaderRole, bool]

    @property
    def gaps(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.wanted and row.coverage is not Coverage.WELL)

    @property
    def is_described(self) -> bool:
        return bool(self.criteria)


def covered(taken: int, wanted: int) -> Coverage:
    """What a number of people is against the number that is wanted."""
    return Coverage.WELL if taken >= wanted else Coverage.PARTLY if taken else Coverage.MISSING


def balance(
    seats: Sequence[Seat], categories: Sequence[CompositionCategory], roles: Iterable[LeaderRole], day: date
) -> Balance:
    """The table as it is on a day. Categories that nothing is needed of are left out."""
    taken, places = _counted(seats, categories, day)
    rows = [Row(one, places[one.id], taken[one.id]) for one in categories if any(need.need for need in one.needs)]
    chosen = set(roles)
    return Balance(
        tuple(rows),
        {criterion: found for criterion in Criterion if (found := _of_criterion(rows, criterion)) is not None},
        _parties(seats, day),
        _sectors(seats, day),
        {role: role in chosen for role in LeaderRole},
    )


def mark_of_needs(categories: Sequence[CompositionCategory], seats: Iterable[Seat] = ()) -> str:
    """The mark of the whole matrix, to tell whether it has changed since it was read or reviewed.

    With `seats`, also of which of them count as another category than their kind.
    """
    places = {one.id: one.position for one in categories}
    counted = [f"{seat.id}|{places.get(seat.category_id)}" for seat in seats if seat.category_id]
    needs = [
        f"{one.position}|{one.kind}|{one.name}|{one.knows}|{one.speaks_for_others}|{need.criterion}|{need.need}|{need.reason}"
        for one in categories
        for need in sorted(one.needs, key=lambda need: need.criterion)
    ]
    return fingerprint(needs + counted)


def _counted(
    seats: Sequence[Seat], categories: Sequence[CompositionCategory], day: date
) -> tuple[Counter[int], Counter[int]]:
    """People and places by category. Places count as their kind of seat says, where the matrix says nothing else."""
    by_kind = {one.kind: one.id for one in categories if one.kind is not None}
    taken: Counter[int] = Counter()
    places: Counter[int] = Counter()
    for seat in seats:
        counts_as = seat.category_id or by_kind.get(CATEGORY_OF_SEAT[seat.type])
        if counts_as is not None:
            taken[counts_as] += len(sitting(seat, day))
            places[counts_as] += seat.quota
    return taken, places


def sitting(seat: Seat, day: date) -> list[Membership]:
    """Those who have a place on this seat on a day."""
    return [one for one in seat.memberships if one.holds_on(day) and one.function not in BESIDE_THE_TABLE]


def _of_criterion(rows: Iterable[Row], criterion: Criterion) -> Coverage | None:
    asked = [(row, row.needs[criterion]) for row in rows if criterion in row.needs]
    wanted = sum(need for _row, need in asked)
    return covered(sum(min(row.taken, need) for row, need in asked), wanted) if wanted else None


def _parties(seats: Iterable[Seat], day: date) -> tuple[tuple[str, str, int], ...]:
    found: Counter[tuple[str, str]] = Counter(
        (one.party.letter, one.party.name) for seat in seats for one in sitting(seat, day) if one.party
    )
    in_order = sorted(found.items(), key=lambda one: (danish_order(one[0][0]), danish_order(one[0][1])))
    return tuple((letter, name, number) for (letter, name), number in in_order)


def _sectors(seats: Iterable[Seat], day: date) -> tuple[tuple[Sector, int], ...]:
    found: Counter[Sector] = Counter()
    for seat in seats:
        found[SECTOR_OF_SEAT[seat.type]] += len(sitting(seat, day))
    return tuple((sector, found[sector]) for sector in Sector)
