"""Walking the thread from any record, both ways, in a bounded number of queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_

from portal.foundation.db import Record, db
from portal.trace.models import TraceEdge

MOST_STEPS = 10  # the longest real thread, idea to spread, has eight kinds of knots
MOST_NODES = 200

Key = tuple[str, int]


@dataclass(frozen=True)
class Node:
    """One knot on the thread, as a page shows it."""

    kind: str  # the table's name
    id: int
    label: str  # "Idé 214"
    title: str
    path: str
    when: datetime | None
    text: str = ""
    is_key: bool = False  # a decision
    is_waiting: bool = False  # promised, not yet done


@dataclass(frozen=True)
class NodeType:
    """How one kind of record looks on the thread; each room declares its own in `tracing.py`."""

    kind: str
    load: Callable[[Sequence[int]], Iterable[Any]]  # one query; leaves out what is not public
    describe: Callable[[Any], Node]


@dataclass(frozen=True)
class Thread:
    """What led to a record, the record itself, and what came of it; each part in order of time."""

    before: tuple[Node, ...]
    itself: Node | None
    after: tuple[Node, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All of it in order of time; on the same day what came before stands before."""
        whole = (*self.before, *((self.itself,) if self.itself else ()), *self.after)
        return tuple(sorted(whole, key=lambda node: (node.when is None, node.when or 0)))


def thread_of(subject: Record, types: Mapping[str, NodeType]) -> Thread:
    """The red thread through `subject`. One query a step, and one for each kind of record met."""
    start: Key = (subject.__tablename__, subject.id)
    before, after = _walk(start, backwards=True), _walk(start, backwards=False)
    nodes = _load({start, *before, *after}, types)
    return Thread(_in_order(before, nodes), nodes.get(start), _in_order(after, nodes))


def _walk(start: Key, *, backwards: bool) -> list[Key]:
    earlier, later = (TraceEdge.earlier_kind, TraceEdge.earlier_id), (TraceEdge.later_kind, TraceEdge.later_id)
    here, there = (later, earlier) if backwards else (earlier, later)
    found: dict[Key, None] = {}
    edge = [start]
    for _ in range(MOST_STEPS):
        rows = db.session.execute(
            select(*there).where(tuple_(*here).in_(edge)).order_by(TraceEdge.id).limit(MOST_NODES)
        )
        edge = [key for row in rows if (key := (row[0], row[1])) not in found and key != start]
        found.update(dict.fromkeys(edge))
        if not edge or len(found) >= MOST_NODES:
            break
    return list(found)


def _load(keys: set[Key], types: Mapping[str, NodeType]) -> dict[Key, Node]:
    ids: dict[str, list[int]] = {}
    for kind, id_ in sorted(keys):
        ids.setdefault(kind, []).append(id_)
    nodes = [
        types[kind].describe(row) for kind, wanted in ids.items() if kind in types for row in types[kind].load(wanted)
    ]
    return {(node.kind, node.id): node for node in nodes}


def _in_order(keys: Iterable[Key], nodes: Mapping[Key, Node]) -> tuple[Node, ...]:
    known = [nodes[key] for key in keys if key in nodes]
    return tuple(sorted(known, key=lambda node: (node.when is None, node.when or 0, node.id)))
