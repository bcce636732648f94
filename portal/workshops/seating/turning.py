"""One round that is turned into all the others: searched for where arithmetic gives nothing.

Most people stand in rings, each as long as there are rounds, and from round to round everybody in a ring takes the
place of the next. Nobody meets twice if no distance within a ring, or from ring to ring, occurs twice in the round: a
far smaller thing to search for than all the rounds are. Who is left over stays, each at a table of their own.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from math import exp
from random import Random

from portal.workshops.seating.designs import Round

LONGER = 3  # how much longer than the rounds asked for a ring may be
TRIES = 3
WARMTH = 0.3
EVERY = 256  # how often a search looks at the clock


def turned_rounds(
    sizes: Sequence[int], rounds: int, *, rng: Random, steps: int, is_late: Callable[[], bool]
) -> list[Round]:
    """Rounds of tables with so many people, in which nobody meets twice; none where the search finds none in time."""
    people = sum(sizes)
    lengths = [length for length in range(max(2, rounds), rounds + LONGER + 1) if people % length <= len(sizes)]
    for length in [length for length in lengths if length <= people] * TRIES:
        turning = _Turning(sizes, length, rng)
        if turning.search(steps // TRIES, is_late):
            return [_turned(turning.base, length, by, people) for by in range(rounds)]
        if is_late():
            break
    return []


def _turned(base: Round, length: int, by: int, people: int) -> Round:
    whole = people - people % length
    return [[p if p >= whole else p - p % length + (p % length + by) % length for p in table] for table in base]


def _distances(people: int, length: int) -> list[list[int]]:
    """A number for each pair: the same for pairs that become each other. Two that stay, or stand opposite, are -1."""
    rings = people // length
    numbers: dict[tuple[int, ...], int] = {}

    def of(p: int, q: int) -> int:
        ring, other = sorted(((p // length, p % length), (q // length, q % length)))
        if ring[0] == rings:  # both are left over and would meet each round
            return -1
        away = (other[1] - ring[1]) % length
        if other[0] == rings:
            key: tuple[int, ...] = (ring[0], rings, other[1])
        elif ring[0] == other[0]:
            away = min(away, length - away)
            if 2 * away == length:
                return -1
            key = (ring[0], ring[0], away)
        else:
            key = (ring[0], other[0], away)
        return numbers.setdefault(key, len(numbers))

    return [[of(p, q) if p != q else -1 for q in range(people)] for p in range(people)]


class _Turning:
    """A round, and how often each distance occurs in it."""

    def __init__(self, sizes: Sequence[int], length: int, rng: Random) -> None:
        people = sum(sizes)
        self.rng, self.distance = rng, _distances(people, length)
        order = list(range(people - people % length))
        rng.shuffle(order)
        left_over = list(range(people - people % length, people))
        self.base: Round = []
        for size in sizes:
            first = [left_over.pop()] if left_over else []
            self.base.append(first + [order.pop() for _seat in range(size - len(first))])
        self.table_of = {person: table for table in self.base for person in table}
        self.used = Counter(self.distance[p][q] for table in self.base for p, q in combinations(table, 2))
        self.wrong = sum(many if one == -1 else many - 1 for one, many in self.used.items())

    def search(self, steps: int, is_late: Callable[[], bool]) -> bool:
        """Whether no distance occurs twice, after exchanging two people as long as one does."""
        people = list(self.table_of)
        for step in range(steps):
            if self.wrong == 0:
                break
            if step % EVERY == 0 and is_late():
                break
            p, q = self.rng.choice(people), self.rng.choice(people)
            if self.table_of[p] is not self.table_of[q]:
                self._try(p, q)
        return self.wrong == 0

    def _try(self, p: int, q: int) -> None:
        """Exchange two people if it does not make things worse, or now and then although it does."""
        here, there = self.table_of[p], self.table_of[q]
        of_p, of_q, used = self.distance[p], self.distance[q], self.used
        others, other_others = [x for x in here if x != p], [x for x in there if x != q]
        gone = [of_p[x] for x in others] + [of_q[x] for x in other_others]
        come = [of_q[x] for x in others] + [of_p[x] for x in other_others]
        worse = 0
        for one in gone:
            used[one] -= 1
            worse -= one == -1 or used[one] > 0
        for one in come:
            worse += one == -1 or used[one] > 0
            used[one] += 1
        if worse > 0 and self.rng.random() >= exp(-worse / WARMTH):
            used.subtract(come)
            used.update(gone)
            return
        here[here.index(p)], there[there.index(q)] = q, p
        self.table_of[p], self.table_of[q] = there, here
        self.wrong += worse
