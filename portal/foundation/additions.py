"""Dated additions: what was published and turned out wrong stays, and what is right stands under it with its day.

Decisions, answers of bodies and answers to ideas have them; each room keeps its own rows, with `number`, `text` and
`author_id`, oldest first.
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar


class Addition(Protocol):
    """What every room's row of this kind has."""

    text: Any
    author_id: Any


A = TypeVar("A", bound=Addition)


def said_last(additions: Sequence[A], author_id: int, text: str) -> A | None:
    """The last addition, when the same person says the same once more: a second click, which adds nothing."""
    last = additions[-1] if additions else None
    return last if last is not None and (last.author_id, last.text) == (author_id, text) else None
