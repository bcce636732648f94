"""Who sits where: rounds of tables at which nobody meets anybody twice where that is possible, mixed as well as may be.

It knows no database: people are ids with marks. What it gives back is counted anew: nothing is claimed that is not so.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from random import Random
from time import monotonic

from portal.workshops.seating.board import Board
from portal.workshops.seating.designs import Round, rows_of_people
from portal.workshops.seating.families import family_rounds
from portal.workshops.seating.turning import turned_rounds

Late = Callable[[float], bool]  # whether so large a share of the time is used
Tables = Sequence[Sequence[int]]
STEPS = 80_000  # of a search: what decides, so that the same seed gives the same plan …
SECONDS = 1.7  # … unless the machine is so slow that the time is up before
COLLEAGUES = 1_000  # what two of one organisation have in common: more than any number of kinds and parties
MOVES = 3_000  # of whole tables to other numbers


class TooFewSeats(ValueError):
    """More people than seats."""


@dataclass(frozen=True)
class Guest:
    """Somebody to be seated. `marks` is what they share with others: a kind, a party."""

    id: int
    marks: frozenset[Hashable] = frozenset()
    table: int | None = None  # who holds a table stays there; counted from 0
    organisation: str | None = None  # its people know each other, as if they had met


@dataclass(frozen=True)
class Seating:
    """For each round and table who sits there, by their ids; and what was counted of it."""

    rounds: Sequence[Tables]
    before: Sequence[Tables] = field(default=(), repr=False)  # rounds that are over: not laid here, but counted

    @property
    def again(self) -> int:
        """How many pairs meet more than once."""
        return sum(many > 1 for many in meetings([*self.before, *self.rounds]).values())

    @property
    def repeats(self) -> int:
        """How many meetings are between two who have met before."""
        return sum(many - 1 for many in meetings([*self.before, *self.rounds]).values())


def meetings(rounds: Iterable[Tables]) -> Counter[tuple[int, int]]:
    """How often each pair sits at one table."""
    return Counter(pair for laid in rounds for table in laid for pair in combinations(sorted(table), 2))


def seated(
    guests: Sequence[Guest], seats: Sequence[int], rounds: int, *, before: Sequence[Tables] = (), seed: int = 1
) -> Seating:
    """Seat these people at tables with so many seats for some rounds. The tables of a round differ by one person at
    most, where the seats allow it, and nobody sits alone who need not. Raises `TooFewSeats`."""
    sizes = _sizes(guests, seats)
    if not guests or rounds < 1:
        return Seating([[[] for _seats in seats] for _round in range(rounds)], before)
    rng, begun = Random(seed), monotonic()  # noqa: S311 - nothing secret; the same seed lays the same tables
    is_late: Late = lambda share: monotonic() > begun + SECONDS * share  # noqa: E731
    number_of = {guest.id: number for number, guest in enumerate(guests)}
    stay = {number: guest.table for number, guest in enumerate(guests) if guest.table is not None}
    met = [[0] * len(guests) for _guest in guests]
    for (one, other), many in meetings(before).items():
        if one in number_of and other in number_of:
            met[number_of[one]][number_of[other]] = met[number_of[other]][number_of[one]] = many
    for one, other in _colleagues(guests):
        met[one][other] = met[other][one] = max(1, met[one][other])
    laid = [] if stay or before else _laid(sizes, seats, rounds, rng, is_late)
    while len(laid) < rounds:
        laid.append(_by_chance(len(guests), sizes, stay, rng))
    board = Board(laid, met, _alike(guests), set(stay))
    _search(board, rng, is_late, may_rename=not before)
    _move_tables(board.rounds, seats, set(stay.values()), rng)
    return Seating([[sorted(guests[p].id for p in table) for table in one] for one in board.rounds], before)


def _search(board: Board, rng: Random, is_late: Late, *, may_rename: bool) -> None:
    if not board.movable:
        return
    size = max(len(table) for table in board.rounds[0])
    steps = max(STEPS // max(1, size // 4), 20_000)
    if may_rename and any(COLLEAGUES in row for row in board.alike):
        board.rename(rng=rng, steps=min(steps, 20 * len(board.movable) ** 2), is_late=partial(is_late, 0.5))
    board.part_those_who_met(least=_least(board), rng=rng, steps=steps, is_late=partial(is_late, 0.7))
    if may_rename:
        board.rename(rng=rng, steps=min(steps, 20 * len(board.movable) ** 2), is_late=partial(is_late, 0.9))
    board.mix(rng=rng, steps=steps // 4, is_late=partial(is_late, 1))


def _least(board: Board) -> int:
    """How many meetings again cannot be avoided, by counting: there are only so many others to meet, and only so many
    tables over which those of one table can be spread in another round."""
    others = len(board.met) - 1
    by_people = sum(max(0, sum(row) - others) for row in board.met) // 2
    laid = [[len(table) for table in one if table] for one in board.rounds]
    together = sum(_left_together(size, len(two)) for one, two in combinations(laid, 2) for size in one)
    return max(by_people, -(-2 * together // len(laid)))  # of those who sit together in m rounds m - 1 meet again


def _left_together(people: int, tables: int) -> int:
    """How many pairs sit together again, spread over so many tables as evenly as can be."""
    each, more = divmod(people, tables)
    return more * each * (each + 1) // 2 + (tables - more) * each * (each - 1) // 2


def _sizes(guests: Sequence[Guest], seats: Sequence[int]) -> list[int]:
    """How many sit at each table: one more at the emptiest until all have a seat."""
    if len(guests) > sum(seats):
        raise TooFewSeats
    held = Counter(guest.table for guest in guests if guest.table is not None)
    sizes = [held[number] for number in range(len(seats))]
    if any(size > most for size, most in zip(sizes, seats, strict=True)):
        raise TooFewSeats
    used = _used(sizes, seats, len(guests))
    for _guest in range(len(guests) - sum(sizes)):
        free = [number for number in used if sizes[number] < seats[number]]
        sizes[min(free, key=lambda number: (sizes[number], number))] += 1
    return sizes


def _used(held: Sequence[int], seats: Sequence[int], people: int) -> list[int]:
    """The tables that are laid: all, or so few that nobody need sit alone. Those that somebody holds come first."""
    order = sorted(range(len(seats)), key=lambda number: (not held[number], number))
    count = max(1, min(len(seats), people // 2), sum(map(bool, held)))
    while sum(seats[number] for number in order[:count]) < people:
        count += 1
    return order[:count]


def _laid(sizes: Sequence[int], seats: Sequence[int], rounds: int, rng: Random, is_late: Late) -> list[Round]:
    """Rounds that are known to hold, or a first few of them."""
    used = [number for number, size in enumerate(sizes) if size]
    people, most = sum(sizes), max(sizes)
    by_rows: list[Round] = []
    if all(seats[number] >= most for number in used) and most - min(sizes[number] for number in used) <= 1:
        by_rows = rows_of_people(people, len(used), rounds)
    found = by_rows
    if len(by_rows) < rounds:
        in_use = [sizes[number] for number in used]
        found = (
            family_rounds(in_use, rounds, rng=rng, is_late=partial(is_late, 0.6))
            or turned_rounds(in_use, rounds, rng=rng, steps=STEPS // 2, is_late=partial(is_late, 0.6))
            or by_rows
        )
    return [_at(used, laid, len(sizes)) for laid in found]


def _at(used: Sequence[int], laid: Round, tables: int) -> Round:
    whole: Round = [[] for _table in range(tables)]
    for number, table in zip(used, laid, strict=True):
        whole[number] = list(table)
    return whole


def _by_chance(people: int, sizes: Sequence[int], stay: Mapping[int, int], rng: Random) -> Round:
    others = [p for p in range(people) if p not in stay]
    rng.shuffle(others)
    laid: Round = []
    for number, size in enumerate(sizes):
        table = [p for p, at in stay.items() if at == number]
        laid.append(table + [others.pop() for _seat in range(size - len(table))])
    return laid


def _alike(guests: Sequence[Guest]) -> list[list[int]]:
    alike = [[len(one.marks & other.marks) for other in guests] for one in guests]
    for one, other in _colleagues(guests):
        alike[one][other] = alike[other][one] = COLLEAGUES
    return alike


def _colleagues(guests: Sequence[Guest]) -> Sequence[tuple[int, int]]:
    """Who is of the same organisation, as pairs of numbers."""
    some = [(number, guest.organisation) for number, guest in enumerate(guests) if guest.organisation]
    return [(one, other) for (one, mine), (other, theirs) in combinations(some, 2) if mine == theirs]


def _move_tables(rounds: list[Round], seats: Sequence[int], held: set[int], rng: Random) -> None:
    """Give the tables of each round other numbers, so that people come to different ones: each has its own question.
    Those that somebody holds keep theirs."""
    free = [number for number in range(len(seats)) if number not in held]
    if len(free) < 2:  # noqa: PLR2004 - there is no other number to have
        return
    been = Counter((p, at) for laid in rounds for at, table in enumerate(laid) for p in table)
    for _step in range(MOVES):
        laid, (one, other) = rng.choice(rounds), rng.sample(free, 2)
        here, there = laid[one], laid[other]
        worse = sum(been[p, other] - been[p, one] + 1 for p in here) + sum(
            been[p, one] - been[p, other] + 1 for p in there
        )
        if worse <= 0 and len(here) <= seats[other] and len(there) <= seats[one]:
            laid[one], laid[other] = there, here
            been.update([*((p, other) for p in here), *((p, one) for p in there)])
            been.subtract([*((p, one) for p in here), *((p, other) for p in there)])
