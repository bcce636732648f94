"""A few rounds that are turned into all the others, for small evenings: everything that such a turning leaves is tried.

As in `turning` most people stand in rings and everybody takes the place of the next from round to round; here several
rounds may be turned so, one after the other, and no distance may occur twice in all of them together. These are the
"base blocks" from which resolvable designs are made by differences (R. C. Bose, On the construction of balanced
incomplete block designs, 1939; Beth, Jungnickel and Lenz, Design Theory, chapter VII). What is left to choose is so
little that tables are put together by trying each that fits, the person with the fewest first. Where even that is too
much, whole families of tables are chosen at once: those that become each other where all distances in the rings are
multiplied and the rings change places.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from math import comb, gcd
from random import Random

from portal.workshops.seating.designs import Round

BASES = (1, 2)  # rounds that are turned
LONGER = 1  # how much longer than need be a ring may be
CHOICES = 40_000  # of people for one table: more are not looked through
LOOKS = 150_000  # at families that may still fit, until a search is given up

Table = tuple[int, ...]
Family = tuple[int, int, Sequence[Table]]  # the people and the distances in it as bits; tables that come together
Late = Callable[[], bool]


def family_rounds(sizes: Sequence[int], rounds: int, *, rng: Random, is_late: Late) -> list[Round]:
    """Rounds of tables with so many people, in which nobody meets twice; none where no such turning is found. Where
    some tables have one seat less, people who never meet are left out of rounds of full tables."""
    size, people = max(sizes), sum(sizes)
    if size - min(sizes) > 1:
        return []
    full = _full_rounds(len(sizes), size, rounds, is_late)
    missing = _apart(full, size * len(sizes), size * len(sizes) - people) if full else None
    if missing is None:
        return []
    names = list(range(people))
    rng.shuffle(names)
    name = dict(zip((p for p in range(size * len(sizes)) if p not in missing), names, strict=True))
    return [_in_order([[name[p] for p in table if p in name] for table in laid], sizes) for laid in full]


def _in_order(laid: Round, sizes: Sequence[int]) -> Round:
    """The tables where those of their size are."""
    by_size = {size: [table for table in laid if len(table) == size] for size in set(sizes)}
    return [by_size[size].pop() for size in sizes]


def _apart(rounds: Sequence[Round], people: int, many: int) -> list[int] | None:
    """So many people of whom no two meet."""
    met = {frozenset(pair) for laid in rounds for table in laid for pair in combinations(table, 2)}
    for first in range(people):
        apart: list[int] = []
        for p in range(first, people):
            if len(apart) < many and all(frozenset((p, other)) not in met for other in apart):
                apart.append(p)
        if len(apart) == many:
            return apart
    return None


def _full_rounds(tables: int, size: int, rounds: int, is_late: Late) -> list[Round]:
    if comb(tables * size, size) > CHOICES:
        return []
    for bases, turning in _turnings(tables, size, rounds):
        for families in (turning.multiplied, turning.single):
            found = _Choosing(turning.people, bases, families(size)).found()
            if found:
                return [_turned(base, turning, by) for base in found for by in range(turning.length)][:rounds]
            if is_late():
                return []
    return []


def _turnings(tables: int, size: int, rounds: int) -> Iterator[tuple[int, "_Turning"]]:
    """How many rounds might be turned, and how, as far as counting says."""
    people = tables * size
    for bases in BASES:
        least = max(2, -(-rounds // bases))
        for length in range(least, min(least + LONGER, people) + 1):
            if people % length > tables:
                continue  # two who are left over would sit together all the time
            turning = _Turning(people, length)
            if turning.many >= bases * tables * comb(size, 2):
                yield bases, turning


def _turned(base: Round, turning: "_Turning", by: int) -> Round:
    return [[turning.moved(p, by) for p in table] for table in base]


@dataclass
class _Turning:
    """People in rings of one length, those who are left over at the end, and the distances between two of them."""

    people: int
    length: int
    many: int = field(init=False)  # distances that there are
    distance: list[list[int]] = field(init=False)  # a number for each pair; -1 where they would meet again by turning

    def __post_init__(self) -> None:
        numbers: dict[tuple[int, int, int], int] = {}
        self.distance = [[-1] * self.people for _person in range(self.people)]
        for p, q in combinations(range(self.people), 2):
            kind = self._kind(p, q)
            if kind is not None:
                self.distance[p][q] = self.distance[q][p] = numbers.setdefault(kind, len(numbers))
        self.many = len(numbers)

    @property
    def rings(self) -> int:
        return self.people // self.length

    def moved(self, p: int, by: int) -> int:
        ring, place = divmod(p, self.length)
        return p if ring == self.rings else ring * self.length + (place + by) % self.length

    def _kind(self, p: int, q: int) -> tuple[int, int, int] | None:
        """Of two people, the second with the higher number."""
        (ring, place), (other, there) = divmod(p, self.length), divmod(q, self.length)
        if ring == self.rings:
            return None  # both are left over
        if other == self.rings:
            return ring, other, there
        away = (there - place) % self.length
        if ring != other:
            return ring, other, away
        return None if 2 * away == self.length else (ring, ring, min(away, self.length - away))

    def single(self, size: int) -> list[Family]:
        """Each table that can be, by itself."""
        return [(people, used, [table]) for table, people, used in self._tables(size)]

    def multiplied(self, size: int) -> list[Family]:
        """Tables that come together when distances are multiplied and rings change places, where they go together."""
        after = self._multiplying()
        known = {table: (people, used) for table, people, used in self._tables(size)}
        families: list[Family] = []
        while known:
            table, (people, used) = known.popitem()
            together, fits = [table], True
            while (table := tuple(sorted(after[p] for p in table))) in known:
                more, distances = known.pop(table)
                fits = fits and not people & more and not used & distances
                people, used = people | more, used | distances
                together.append(table)
            if fits:
                families.append((people, used, together))
        return families[::-1]

    def _tables(self, size: int) -> Iterator[tuple[Table, int, int]]:
        """Every table at which no distance occurs twice, with its people and its distances as bits."""
        begun: list[tuple[Table, int, int]] = [((), 0, 0)]
        while begun:
            table, people, used = begun.pop()
            if len(table) == size:
                yield table, people, used
                continue
            for p in range(table[-1] + 1 if table else 0, self.people):
                more = self._with(table, p, used)
                if more is not None:
                    begun.append(((*table, p), people | 1 << p, more))

    def _with(self, table: Table, p: int, used: int) -> int | None:
        """The distances once this person sits there too; None where one occurs twice."""
        row = self.distance[p]
        for other in table:
            if row[other] < 0 or used >> row[other] & 1:
                return None
            used |= 1 << row[other]
        return used

    def _multiplying(self) -> list[int]:
        """Who takes whose place: distances times what is coprime to the length and comes back to one as late as can be;
        rings in circles as long as that allows; those who are left over in one circle."""
        factor, order = max(((one, self._order(one)) for one in range(1, self.length) if gcd(one, self.length) == 1),
                            key=lambda one: (one[1], -one[0]))  # fmt: skip
        circles = [size for size in range(order, 0, -1) if order % size == 0]
        after, ring = list(range(self.people)), 0
        while ring < self.rings:
            circle = next(size for size in circles if size <= self.rings - ring)
            for number in range(circle):
                here, there = ring + number, ring + (number + 1) % circle
                for place in range(self.length):
                    after[here * self.length + place] = there * self.length + factor * place % self.length
            ring += circle
        left_over = range(self.rings * self.length, self.people)
        for p in left_over:
            after[p] = p + 1 if p + 1 < self.people else left_over[0]
        return after

    def _order(self, factor: int) -> int:
        power, order = factor, 1
        while power % self.length > 1:
            power, order = power * factor % self.length, order + 1
        return order


@dataclass(frozen=True)
class _Choice:
    """A family in one of the rounds that are turned. A seat is a person in such a round."""

    base: int
    tables: Sequence[Table]
    seats: Sequence[int]
    taken: int  # the seats as bits
    used: int


class _Choosing:
    """Families chosen until everybody sits in each round that is turned, and no distance occurs twice."""

    def __init__(self, people: int, bases: int, families: Sequence[Family]) -> None:
        self.bases, self.seats, self.looks = bases, people * bases, LOOKS
        self.all = [
            _Choice(base, tables, [p + people * base for table in tables for p in table], seated << people * base, used)
            for base in range(bases)
            for seated, used, tables in families
        ]

    def found(self) -> list[Round]:
        chosen = self._seat_the_rest(0, self.all)
        if chosen is None:
            return []
        return [[list(t) for one in chosen if one.base == base for t in one.tables] for base in range(self.bases)]

    def _seat_the_rest(self, taken: int, fitting: Sequence[_Choice]) -> list[_Choice] | None:
        free = [seat for seat in range(self.seats) if not taken >> seat & 1]
        self.looks -= len(fitting)
        if not free or self.looks < 0:
            return None if free else []
        many = Counter(chain.from_iterable(one.seats for one in fitting))
        seat = 1 << min(free, key=lambda one: many[one])
        for one in (one for one in fitting if one.taken & seat and self.looks >= 0):
            rest = [other for other in fitting if not (other.taken & one.taken or other.used & one.used)]
            chosen = self._seat_the_rest(taken | one.taken, rest)
            if chosen is not None:
                return [one, *chosen]
        return None
