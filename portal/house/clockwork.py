"""What becomes due by the clock alone: each minute the worker goes round all rooms, and each does what of it is due."""

from collections.abc import Callable, Sequence

from portal.foundation.handed import Handed

Round = Callable[[int], int]  # does at most so many things, and gives how many it did
rounds: Handed[Sequence[Round]] = Handed("what becomes due by the clock")


def go_round(at_most: int) -> int:
    """Do what is due now; how many things that were."""
    return sum(one(at_most) for one in rounds())
