"""The edges that a walk from some records can meet, read in one question."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import CTE, ColumnElement, Select, and_, select, tuple_, union
from sqlalchemy.orm import InstrumentedAttribute

from portal.foundation.db import tuples_of
from portal.foundation.questions import question
from portal.trace.edges import EARLIER, LATER, Key
from portal.trace.models import TraceEdge, TraceRelation

MOST_NODES = 200  # that are met on one way
MOST_READ = 5 * MOST_NODES  # on one way: a walk takes them step by step, and here nobody counts the steps

Edge = tuple[TraceRelation, Key, Key]
End = tuple[InstrumentedAttribute[str], InstrumentedAttribute[int]]


def edges_near(starts: Iterable[Key], places: frozenset[str]) -> list[Edge]:
    """Every edge between the starts and what lies behind or ahead of them, oldest first; no walk goes through `places`,
    unless it began there."""
    keys = list(starts)
    rows = tuples_of(_edges_near(keys, [kind for kind, _id in keys], [id_ for _kind, id_ in keys], places=places))
    return [(relation, (kind, id_), (later_kind, later_id)) for relation, kind, id_, later_kind, later_id in rows]


@question
def _edges_near(
    starts: Sequence[Key], kinds: Sequence[str], ids: Sequence[int], *, places: frozenset[str]
) -> Select[tuple[TraceRelation, str, int, str, int]]:
    def begins(end: End) -> ColumnElement[bool]:
        """By kinds and numbers, for an index; the pairs choose among what these find. See `edges.is_among`."""
        return and_(end[0].in_(kinds), end[1].in_(ids), tuple_(*end).in_(starts))

    ways = [_on_the_way(begins, places, backwards=way) for way in (True, False)]
    tied = [select(*end).where(begins(end)) for end in (EARLIER, LATER)]
    met = union(*(select(way.c.kind, way.c.id).limit(MOST_READ).subquery().select() for way in ways), *tied).cte("met")
    joined = and_(TraceEdge.earlier_kind == met.c[0], TraceEdge.earlier_id == met.c[1])
    edges = select(TraceEdge.relation, *EARLIER, *LATER).join(met, joined)
    return edges.where(tuple_(*LATER).in_(select(met))).order_by(TraceEdge.id)


def _on_the_way(begins: Callable[[End], ColumnElement[bool]], places: frozenset[str], *, backwards: bool) -> CTE:
    here, (kind, id_) = (LATER, EARLIER) if backwards else (EARLIER, LATER)
    first = select(kind.label("kind"), id_.label("id")).where(begins(here))
    first_few = first.order_by(TraceEdge.id).limit(MOST_NODES + 1).subquery()
    way = select(first_few).cte("behind" if backwards else "ahead", recursive=True)
    onwards = select(kind, id_).join(way, and_(here[0] == way.c.kind, here[1] == way.c.id))
    return way.union(onwards.where(way.c.kind.not_in(sorted(places))))
