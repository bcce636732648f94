"""What can be discussed. Each room declares its own in `discussing.py`, and `app` hands them down to the discussion."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.foundation.db import Record
from portal.foundation.errors import Refused
from portal.foundation.handed import Handed
from portal.foundation.i18n import N_, gettext
from portal.house.deeds import Deed
from portal.rules.permissions import OPEN_DURING, Permission
from portal.trace.thread import Node


@dataclass(frozen=True)
class Passage:
    """A part of a text that can be discussed by itself. `text` is what it says now; none where it is gone."""

    number: int
    text: str | None
    html: str
    path: str  # what became of it since the edition whose number is put behind
    called: int  # the number by which its readers know it


@dataclass(frozen=True)
class Place:
    """Where the search finds what is said of a record: slugs, as `search.documents` knows them."""

    municipality: str | None
    committee: str | None
    named: str  # for the list of results


def _no_passages(_record: Any, _numbers: Sequence[int]) -> Iterable[Passage]:
    return ()


def _no_editions(_record: Any, _since: datetime) -> Iterable[Node]:
    return ()


@dataclass(frozen=True, kw_only=True)
class DiscussedType:
    """One kind of record that can be discussed.

    `deed` says who may write, and while which state of the record. `is_seen` says of a viewer and a record whether its
    discussion is read. `load` gives those of the ids that are there, with what the others read, in one query. `called`
    is its name as its readers know it, and `writers` are told what is said of it. `passages` gives those of the parts
    with these numbers that there are or were, and `edition` the number of the text as it stands now. `editions` are
    those written since a moment, as knots: what was said then can have gone into them.
    """

    model: type[Record]
    address: str  # the word in addresses
    name: str  # a message
    deed: Deed
    load: Callable[[Sequence[int]], Iterable[Any]]
    is_seen: Callable[[Any, Any], bool]
    called: Callable[[Any], str]
    writers: Callable[[Any], Iterable[Any]]
    place: Callable[[Any], Place]
    passages: Callable[[Any, Sequence[int]], Iterable[Passage]] = _no_passages
    edition: Callable[[Any], int | None] = lambda _record: None
    editions: Callable[[Any, datetime], Iterable[Node]] = _no_editions

    @property
    def kind(self) -> str:
        return str(self.model.__tablename__)

    def one(self, id_: int) -> Any | None:
        """The record with this id, when there is one."""
        return next(iter(self.load([id_])), None)

    def path(self, record: Any) -> str:
        """Where all of its discussion is read."""
        return f"/debat/{self.address}/{record.id}"

    def scope(self, record: Any) -> Any:
        """Whose secretary has to do with it; none: the municipality's."""
        return self.deed.scope(record)


DiscussedTypes = Mapping[str, DiscussedType]  # by the name of the table
discussed_types: Handed[DiscussedTypes] = Handed("what can be discussed")


def discussing(address: str, is_open: Callable[[Any], bool], season: Permission | None = None) -> Deed:
    """The deed of a room that lets its records be discussed: at which word, while `is_open` says so of one, and in the
    stages of its committee in which `season` may be done."""

    def ensure(record: Any) -> None:
        if not is_open(record) or (season is not None and record.committee.stage not in OPEN_DURING[season]):
            raise Refused(gettext("The discussion is closed. You can still read it."))

    return Deed(
        permission=Permission.DISCUSSION_CONTRIBUTE,
        label=N_("Write in the discussion"),
        url=lambda record: f"/debat/{address}/{record.id}/skriv",
        ensure=ensure,
    )
