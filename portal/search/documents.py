"""How a record is described to the search. Each room declares its own kinds in `indexing.py`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from portal.foundation import clock
from portal.foundation.db import Record, all_of, rows_of
from portal.foundation.text import composed


class Facet(StrEnum):
    """What results can be narrowed by. The value is the name of the field in the index."""

    KIND = "kind"
    YEAR = "year"
    COMMITTEE = "committee"
    BODY = "body"
    RESULT = "result"
    THEME = "theme"
    PARTY = "party"
    STATUS = "status"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class Description:
    """What search may know and show of one public record. Everything in it is public.

    `text` is plain text, `path` an address of this site, `when` has a time zone. The other fields are values to narrow
    by: codes or names that stay the same (`committee` and `municipality` are slugs, `body` a name, `result` a code of
    `parameters.RESULTS`, `parties` the letters of those who voted for); the page that shows them gives them labels.
    `year` is the Danish year of `when` where it is not given.
    """

    title: str
    text: str
    path: str
    when: datetime
    municipality: str | None = None
    committee: str | None = None
    body: str | None = None
    result: str | None = None
    themes: tuple[str, ...] = ()
    status: str | None = None
    parties: tuple[str, ...] = ()
    year: int | None = None
    called: str = ""  # what it is also asked for by, e.g. its number; searched as its title is, and not shown
    meta: str = ""  # one short line for the list of results, e.g. "2026/118 · Byrådet, 26. august 2026"; not searched

    def __post_init__(self) -> None:
        """A letter is one sign, also in what was saved or imported otherwise."""
        for name in ("title", "text", "called", "body"):
            object.__setattr__(self, name, composed(getattr(self, name) or "") or getattr(self, name))
        object.__setattr__(self, "themes", tuple(composed(name) or "" for name in self.themes))

    def facet_values(self, kind: str) -> dict[Facet, tuple[str, ...]]:
        """The values of each facet, none where the record has nothing to say."""
        single = {
            Facet.KIND: kind,
            Facet.YEAR: str(self.year or clock.in_denmark(self.when).year),
            Facet.COMMITTEE: self.committee,
            Facet.BODY: self.body,
            Facet.RESULT: self.result,
            Facet.STATUS: self.status,
            Facet.MUNICIPALITY: self.municipality,
        }
        several = {Facet.THEME: self.themes, Facet.PARTY: self.parties}
        return {facet: (value,) if value else () for facet, value in single.items()} | several


@dataclass(frozen=True)
class DocumentType:
    """How one kind of record becomes documents in the index, and what `one` and `many` of them are called.

    `describe` gives None for what is not public: then it is not in the index, and never on a page of results, whatever
    the index says. `load` gives the rows with these ids, with everything that `describe` reads, in a number of queries
    that does not grow with the ids. `affected_by` names other tables whose events change these documents (a committee
    that is renamed changes its ideas): a function from the id of that subject to the ids of this kind.
    """

    kind: str
    model: type[Record]
    describe: Callable[[Any], Description | None]
    load: Callable[[Sequence[int]], Iterable[Any]] | None = None
    affected_by: Mapping[str, Callable[[int], Iterable[int]]] = field(default_factory=dict)
    one: str = ""  # a message: what one of them is called …
    many: str = ""  # … and several
    values: Mapping[Facet, Mapping[str, str]] = field(default_factory=dict)  # what its values of a facet are called

    def rows(self, ids: Sequence[int]) -> dict[int, Any]:
        """The rows with these ids, by id, as the database has them now."""
        if not ids:
            return {}
        found = self.load(ids) if self.load else rows_of(self.model, ids)
        return {row.id: row for row in found}

    def all_ids(self) -> Sequence[int]:
        return all_of(select(self.model.id).order_by(self.model.id))
