"""What rows have of another kind, loaded for all of them at once by a statement that is built once.

SQLAlchemy's `selectinload` does the same, and builds its statement anew each time: five to ten times as long.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.base import ExecutableOption

from portal.foundation.db import Record, each_of
from portal.foundation.questions import question

Way = tuple[InstrumentedAttribute[Any], ...]


class Parts:
    """A list that belongs to each of some rows: `of`, with what each of its rows is joined to, `way` by way."""

    def __init__(self, of: InstrumentedAttribute[Any], *ways: Way) -> None:
        self.of, self.ways = of, ways

    def load(self, rows: Iterable[Record]) -> None:
        """Put the list into each row that has not got it yet; one query, and none where all have it."""
        wanting = {row.id: row for row in rows if self.of.key not in vars(row)}
        if not wanting:
            return
        found: dict[int, list[Any]] = {id_: [] for id_ in wanting}
        for owner, part in each_of(_parts(list(wanting), of=self.of, ways=self.ways)):
            found[owner].append(part)
        for id_, row in wanting.items():
            set_committed_value(row, self.of.key, found[id_])


def load_parts(rows: Sequence[Record], *parts: Parts) -> None:
    """Several lists of the same rows; one query each."""
    for one in parts:
        one.load(rows)


@question
def _parts(ids: Sequence[int], *, of: InstrumentedAttribute[Any], ways: tuple[Way, ...]) -> Select[tuple[int, Any]]:
    relation = of.property
    owner, part = relation.parent.class_, relation.mapper.class_
    ((_own, key),) = relation.local_remote_pairs if relation.secondary is None else ((None, owner.id),)
    rows = select(key, part) if relation.secondary is None else select(key, part).select_from(owner).join(of)
    return rows.where(key.in_(ids)).order_by(*(relation.order_by or [part.id])).options(*map(_joined, ways))


def _joined(way: Way) -> ExecutableOption:
    first, *further = way
    return reduce(lambda load, one: load.joinedload(one), further, joinedload(first))
