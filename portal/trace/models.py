"""The red thread as rows: one typed edge from a record to the record that comes of it."""

from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation.db import Record, by_value


class TraceRelation(StrEnum):
    """How the later record comes from the earlier one."""

    DERIVED_FROM = "derived_from"  # a text builds on it
    TAKEN_UP_AT = "taken_up_at"  # a workshop works on an idea
    GATHERED_IN = "gathered_in"  # a theme holds an idea
    CARRIED_INTO = "carried_into"  # where an answer says that an idea goes on
    MERGED_INTO = "merged_into"
    SPLIT_FROM = "split_from"
    SAID_OF = "said_of"  # in the discussion of it
    ANSWERS = "answers"
    RECORDS = "records"  # a decision record is the published form of an answer
    BECAME = "became"  # a citizens' proposal became a committee
    FOLLOWS = "follows"  # the same case, treated again
    IMPLEMENTS = "implements"
    LEARNED_FROM = "learned_from"


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
