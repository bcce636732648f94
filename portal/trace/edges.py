"""Writing the thread. Actions call `link` within their own transaction."""

from sqlalchemy import select

from portal.foundation.db import Record, db
from portal.trace.models import TraceEdge, TraceRelation


def link(relation: TraceRelation, earlier: Record, later: Record) -> None:
    """Say that `later` comes from `earlier`. Saying it twice is saying it once."""
    db.session.flush()  # new records need their ids
    ends = {"earlier_kind": earlier.__tablename__, "earlier_id": earlier.id,
            "later_kind": later.__tablename__, "later_id": later.id}  # fmt: skip
    if db.session.scalar(select(TraceEdge.id).filter_by(relation=relation, **ends)) is None:
        db.session.add(TraceEdge(relation=relation, **ends))
