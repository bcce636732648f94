"""Writing the thread. Actions call these within their own transaction."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, delete, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.foundation.db import Record, all_of, db
from portal.trace.models import TraceEdge, TraceRelation

Key = tuple[str, int]  # a table's name, or a kind that shares a table with another, and the row
End = Record | Key
EARLIER = (TraceEdge.earlier_kind, TraceEdge.earlier_id)
LATER = (TraceEdge.later_kind, TraceEdge.later_id)


def is_among(
    end: tuple[InstrumentedAttribute[str], InstrumentedAttribute[int]], keys: Iterable[Key]
) -> ColumnElement[bool]:
    """Whether this end of an edge is one of these records. Asked kind by kind: SQLite before 3.46 does not look
    pairs up in an index, but compares them with every edge there is (findings/sqlite-list-of-pairs.sh)."""
    kind, number = end
    by_kind: dict[str, list[int]] = {}
    for name, id_ in keys:
        by_kind.setdefault(name, []).append(id_)
    return or_(false(), *(and_(kind == name, number.in_(ids)) for name, ids in by_kind.items()))


def link(relation: TraceRelation, earlier: End, later: End) -> None:
    """Say that `later` comes from `earlier`. Saying it twice is saying it once."""
    db.session.flush()  # new records need their ids
    ends = _ends(earlier, later)
    if db.session.scalar(select(TraceEdge.id).filter_by(relation=relation, **ends)) is None:
        db.session.add(TraceEdge(relation=relation, **ends))


def unlink(relation: TraceRelation, earlier: End, later: End) -> None:
    """Take back what is no longer so."""
    db.session.execute(delete(TraceEdge).filter_by(relation=relation, **_ends(earlier, later)))


def link_as(relation: TraceRelation, earlier: End, twin: End) -> None:
    """Say of `twin`, which came later, what is said of `earlier`: the same records come from it in the same way."""
    db.session.flush()
    kind, id_ = key_of(earlier)
    known = select(TraceEdge.later_kind, TraceEdge.later_id).filter_by(
        relation=relation, earlier_kind=kind, earlier_id=id_
    )
    for row in db.session.execute(known).all():
        link(relation, twin, (row.later_kind, row.later_id))


def tied_to(later: End, kind: str) -> list[int]:
    """Those of one kind that a record is said to come from."""
    later_kind, later_id = key_of(later)
    ends = {"later_kind": later_kind, "later_id": later_id, "earlier_kind": kind}
    return all_of(select(TraceEdge.earlier_id).filter_by(**ends).order_by(TraceEdge.id))


def key_of(end: End) -> Key:
    """How the thread names a record."""
    return end if isinstance(end, tuple) else (end.__tablename__, end.id)


def _ends(earlier: End, later: End) -> dict[str, str | int]:
    (earlier_kind, earlier_id), (later_kind, later_id) = key_of(earlier), key_of(later)
    return {"earlier_kind": earlier_kind, "earlier_id": earlier_id, "later_kind": later_kind, "later_id": later_id}
