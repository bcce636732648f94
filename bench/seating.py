"""The planner of tables: how often people meet again, and how long it takes, beside tables drawn by lot in one run.

    python -m bench.seating

The ratio of times is to 1,000 draws by lot of the same evening, of which the best is shown: what somebody with patience
and a pack of cards would get.
"""

import random
import time
from collections.abc import Callable

from portal.workshops.seating import Guest, Seating, seated

EVENINGS = (
    (24, 6, 4, 5), (24, 6, 4, 7), (18, 6, 4, 4), (18, 6, 3, 8), (21, 7, 3, 10), (32, 8, 4, 10), (30, 6, 5, 3),
    (15, 5, 3, 7), (40, 8, 5, 4), (60, 10, 6, 5), (150, 19, 8, 4),
)  # fmt: skip
DRAWS = 1_000


def drawn(people: int, tables: int, rounds: int, dice: random.Random) -> Seating:
    """Tables by lot, as even as the planner's."""
    order, laid = list(range(people)), []
    for _round in range(rounds):
        dice.shuffle(order)
        laid.append([order[table::tables] for table in range(tables)])
    return Seating(laid)


def timed(deed: Callable[[], Seating]) -> tuple[Seating, float]:
    began = time.perf_counter()
    return deed(), time.perf_counter() - began


def main() -> None:
    dice = random.Random(1)
    print(
        f"{'people':>6} {'tables':>6} {'seats':>5} {'rounds':>6} {'again':>6} {'by lot':>6} {'seconds':>8} {'ratio':>6}"
    )
    for people, tables, seats, rounds in EVENINGS:
        guests = [Guest(number) for number in range(people)]
        laid, took = timed(lambda guests=guests, seats=[seats] * tables, rounds=rounds: seated(guests, seats, rounds))
        lots, lasted = timed(
            lambda evening=(people, tables, rounds): min(
                (drawn(*evening, dice) for _draw in range(DRAWS)), key=lambda one: one.again
            )
        )
        row = f"{people:>6} {tables:>6} {seats:>5} {rounds:>6} {laid.again:>6} {lots.again:>6}"
        print(f"{row} {took:>8.2f} {took / lasted:>6.2f}")


if __name__ == "__main__":
    main()
