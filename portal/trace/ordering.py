"""In which order knots stand: by what came of what, and where that leaves a choice by date."""

from collections.abc import Hashable, Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Any, TypeVar

Knot = TypeVar("Knot", bound=Hashable)


def in_order(when: Mapping[Knot, Any], edges: Iterable[tuple[Knot, Knot]]) -> list[Knot]:
    """Every knot after all that it comes from; of those that could stand next, the one with the least `when`.

    A circle is cut at its earliest knot.
    """
    causes: dict[Knot, set[Knot]] = {knot: set() for knot in when}
    effects: dict[Knot, set[Knot]] = {knot: set() for knot in when}
    for earlier, later in edges:
        if earlier != later:
            causes[later].add(earlier)
            effects[earlier].add(later)
    ready = [(when[knot], knot) for knot in when if not causes[knot]]
    heapify(ready)
    ordered: dict[Knot, None] = {}
    while len(ordered) < len(when):
        knot = heappop(ready)[1] if ready else min((k for k in when if k not in ordered), key=when.__getitem__)
        if knot in ordered:
            continue
        ordered[knot] = None
        for effect in effects[knot]:
            causes[effect].discard(knot)
            if not causes[effect]:
                heappush(ready, (when[effect], effect))
    return list(ordered)
