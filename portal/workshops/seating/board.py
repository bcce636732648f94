"""Rounds of tables as a search changes them: who has met whom how often, and what exchanging two people would do."""

from collections.abc import Callable
from itertools import combinations
from math import exp
from random import Random

from portal.workshops.seating.designs import Round
from portal.workshops.seating.turning import EVERY


class Board:
    """People are numbers. `met` counts also what lies before these rounds; `alike` says how much two have in common."""

    def __init__(self, rounds: list[Round], met: list[list[int]], alike: list[list[int]], stay: set[int]) -> None:
        self.rounds, self.met, self.alike = rounds, met, alike
        self.movable = [p for p in range(len(met)) if p not in stay]
        self.table_of = [[0] * len(met) for _round in rounds]
        self._sit(1)
        self.repeats = self._counted()

    def _counted(self) -> int:
        return sum(max(0, many - 1) for p, row in enumerate(self.met) for many in row[p + 1 :])

    def _sit(self, more: int) -> None:
        """Count who meets at these tables (1), or take it back (-1)."""
        for at, laid in zip(self.table_of, self.rounds, strict=True):
            for number, table in enumerate(laid):
                for p in table:
                    at[p] = number
                for p, q in combinations(table, 2):
                    self._count(p, q, more)

    def _count(self, p: int, q: int, more: int) -> None:
        self.met[p][q] += more
        self.met[q][p] += more

    def pick(self, rng: Random) -> tuple[int, int, int] | None:
        """A round and two people at different tables of it; None where chance gave two of the same."""
        number = rng.randrange(len(self.rounds))
        p, q = rng.choice(self.movable), rng.choice(self.movable)
        return None if self.table_of[number][p] == self.table_of[number][q] else (number, p, q)

    def repeats_by(self, number: int, p: int, q: int) -> int:
        """How many more meetings again there would be, had these two changed places."""
        laid, at = self.rounds[number], self.table_of[number]
        of_p, of_q, more = self.met[p], self.met[q], 0
        for x in laid[at[p]]:
            if x != p:
                more += (of_q[x] > 0) - (of_p[x] > 1)
        for x in laid[at[q]]:
            if x != q:
                more += (of_p[x] > 0) - (of_q[x] > 1)
        return more

    def likeness_by(self, number: int, p: int, q: int) -> int:
        """How much more alike those at the tables would be."""
        laid, at = self.rounds[number], self.table_of[number]
        by_p, by_q = self.alike[p], self.alike[q]
        more = sum(by_q[x] - by_p[x] for x in laid[at[p]] if x != p)
        return more + sum(by_p[x] - by_q[x] for x in laid[at[q]] if x != q)

    def swap(self, number: int, p: int, q: int) -> None:
        laid, at = self.rounds[number], self.table_of[number]
        here, there = laid[at[p]], laid[at[q]]
        for x in here:
            if x != p:
                self._count(p, x, -1)
                self._count(q, x, 1)
        for x in there:
            if x != q:
                self._count(q, x, -1)
                self._count(p, x, 1)
        here[here.index(p)], there[there.index(q)] = q, p
        at[p], at[q] = at[q], at[p]

    def part_those_who_met(self, *, least: int, rng: Random, steps: int, is_late: Callable[[], bool]) -> None:
        """Exchange people until no more than `least` meetings are meetings again, or the steps are used."""
        warm, best, kept = 0.6, self.repeats, self._copy()
        for step in range(steps):
            if self.repeats <= least or (step % EVERY == 0 and is_late()):
                break
            picked = self.pick(rng)
            if picked is None:
                continue
            more = self.repeats_by(*picked)
            if more <= 0 or rng.random() < exp(-more / (warm * (1 - step / steps) + 0.05)):
                self.swap(*picked)
                self.repeats += more
                if self.repeats < best:
                    best, kept = self.repeats, self._copy()
        if self.repeats > best:
            self._go_back_to(kept, best)

    def mix(self, *, rng: Random, steps: int, is_late: Callable[[], bool]) -> None:
        """Exchange people where that makes tables more mixed and nobody meets again for it."""
        for step in range(steps):
            if step % EVERY == 0 and is_late():
                return
            picked = self.pick(rng)
            if picked is None:
                continue
            likeness = self.likeness_by(*picked)
            if likeness <= 0:
                more = self.repeats_by(*picked)
                if more <= 0:
                    self.swap(*picked)
                    self.repeats += more

    def rename(self, *, rng: Random, steps: int, is_late: Callable[[], bool]) -> None:
        """Let two people take each other's places in all rounds, where that makes tables more mixed: who meets whom
        how often is then another, but no meeting again is added. Only where nothing lies before these rounds."""
        for step in range(steps):
            if step % EVERY == 0 and is_late():
                break
            p, q = rng.choice(self.movable), rng.choice(self.movable)
            apart = [n for n, at in enumerate(self.table_of) if at[p] != at[q]]
            if p != q and sum(self.likeness_by(number, p, q) for number in apart) < 0:
                for number in apart:
                    self.swap(number, p, q)
        self.repeats = self._counted()  # fewer where people of one organisation came apart

    def _copy(self) -> list[Round]:
        return [[list(table) for table in laid] for laid in self.rounds]

    def _go_back_to(self, rounds: list[Round], repeats: int) -> None:
        self._sit(-1)
        self.rounds, self.repeats = rounds, repeats
        self._sit(1)
