"""What is to come in committees, as the rooms say it: steps that everybody may know of, each with its day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from portal.foundation import clock
from portal.foundation.handed import Handed
from portal.trace.thread import Node

Coming = Callable[[Sequence[Any]], Iterable[Node]]  # of committees: one query for all of them
coming_steps: Handed[Sequence[Coming]] = Handed("what is to come in committees")


def to_come(kind: str, id_: int, label: str, on: date | datetime, *, path: str, title: str = "") -> Node:
    """One step: on a day, or at a moment."""
    when = on if isinstance(on, datetime) else clock.noon(on)
    return Node(kind=kind, id=id_, label=label, title=title, path=path, when=when, is_waiting=True)


def steps_ahead(committees: Sequence[Any]) -> list[Node]:
    """Everything public that is to come from today on in these committees, soonest first; one query of each room."""
    found = [step for source in coming_steps() for step in source(committees)]
    return sorted(found, key=lambda step: (step.when, step.kind, step.id))
