"""The red thread as rows: one typed edge from a record to the record that comes of it."""

from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation.db import Record, by_value


class TraceRelation(StrEnum):
    """How the later record comes from the earlier one."""

    DERIVED_FROM = "derived_from"
    MERGED_INTO = "merged_into"
    SPLIT_FROM = "split_from"
    ANSWERS = "answers"
    IMPLEMENTS = "implements"


class TraceEdge(Record):
    """`earlier` led to `later`. Both are named by table and id; the thread knows no feature."""

    __tablename__ = "trace_edge"
    __table_args__ = (
        UniqueConstraint("earlier_kind", "earlier_id", "later_kind", "later_id", "relation"),
        Index("ix_trace_edge_later", "later_kind", "later_id"),
    )

    relation: Mapped[TraceRelation] = mapped_column(by_value(TraceRelation))
    earlier_kind: Mapped[str] = mapped_column(String(40))
    earlier_id: Mapped[int]
    later_kind: Mapped[str] = mapped_column(String(40))
    later_id: Mapped[int]
