"""The edges that a walk from some records can meet, read in one question."""

from collections.abc import Iterable, Sequence

from sqlalchemy import CTE, Select, and_, select, tuple_, union

from portal.foundation.db import tuples_of
from portal.foundation.questions import question
from portal.trace.edges import Key
from portal.trace.models import TraceEdge, TraceRelation

MOST_NODES = 200  # that are met on one way
MOST_READ = 5 * MOST_NODES  # on one way: a walk takes them step by step, and here nobody counts the steps

Edge = tuple[TraceRelation, Key, Key]
_EARLIER = TraceEdge.earlier_kind, TraceEdge.earlier_id
_LATER = TraceEdge.later_kind, TraceEdge.later_id


def edges_near(starts: Iterable[Key], places: frozenset[str]) -> list[Edge]:
    """Every edge between the starts and what lies behind or ahead of them, oldest first; no walk goes through `places`,
    unless it began there."""
    rows = tuples_of(_edges_near(list(starts), places=places))
    return [(relation, (kind, id_), (later_kind, later_id)) for relation, kind, id_, later_kind, later_id in rows]


@question
def _edges_near(starts: Sequence[Key], *, places: frozenset[str]) -> Select[tuple[TraceRelation, str, int, str, int]]:
    ways = [_on_the_way(starts, places, backwards=way) for way in (True, False)]
    tied = [select(*end).where(tuple_(*end).in_(starts)) for end in (_EARLIER, _LATER)]
    met = union(*(select(way.c.kind, way.c.id).limit(MOST_READ).subquery().select() for way in ways), *tied).cte("met")
    begins = and_(TraceEdge.earlier_kind == met.c[0], TraceEdge.earlier_id == met.c[1])
    edges = select(TraceEdge.relation, *_EARLIER, *_LATER).join(met, begins)
    return edges.where(tuple_(*_LATER).in_(select(met))).order_by(TraceEdge.id)


def _on_the_way(starts: Sequence[Key], places: frozenset[str], *, backwards: bool) -> CTE:
    here, (kind, id_) = (_LATER, _EARLIER) if backwards else (_EARLIER, _LATER)
    first = select(kind.label("kind"), id_.label("id")).where(tuple_(*here).in_(starts))
    first_few = first.order_by(TraceEdge.id).limit(MOST_NODES + 1).subquery()
    way = select(first_few).cte("behind" if backwards else "ahead", recursive=True)
    onwards = select(kind, id_).join(way, and_(here[0] == way.c.kind, here[1] == way.c.id))
    return way.union(onwards.where(way.c.kind.not_in(sorted(places))))
