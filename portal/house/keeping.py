"""What rooms say of what they keep of people. Each declares its own in `keeping.py`, and `app` hands it down."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm.interfaces import ORMOption

from portal.foundation.handed import Handed
from portal.house.holdings import Holding

Words = Callable[[Any], str]
Value = type[Any] | tuple[str, str]  # its type, or, where that does not tell what it means, table and column
ValueWords = Mapping[Value, Words]


def _title(thing: Any) -> str:
    return str(thing.title)


def name(thing: Any) -> str:
    """For things that have a name, and no title."""
    return str(thing.name)


def _path(thing: Any) -> str:
    return str(thing.path)


@dataclass(frozen=True)
class Subject:
    """A kind of thing that rows are about: what it is called, its title as the public reads it, and its page."""

    label: str
    model: type[Any]
    title: Words = _title
    path: Words | None = _path
    loads: tuple[ORMOption, ...] = ()


@dataclass(frozen=True)
class Obstacle:
    """Something that must happen before an account can be erased, and where."""

    sentence: str
    path: str


@dataclass(frozen=True)
class Keeping:
    """What all rooms say of what they keep of people, as `Room` tells of each; the holdings in the order of doing."""

    holdings: Sequence[Holding]
    subjects: Mapping[str, Subject]  # by table
    value_words: ValueWords
    column_labels: Mapping[str, str]
    obstacles: Sequence[Callable[[Any], Iterable[Obstacle]]]


keeping: Handed[Keeping] = Handed("what is kept of people")
