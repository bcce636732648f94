"""Walking the thread from any record, both ways, in a bounded number of queries.

A knot shows what came of it by edges that were written for it. Where many things meet – a workshop, a version of a
proposal, a theme – the walk ends, unless it began there: not all that went in lies behind all that came out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from portal.foundation import clock
from portal.foundation.handed import Handed
from portal.trace.edges import End, Key, key_of
from portal.trace.models import TraceRelation
from portal.trace.nearby import MOST_NODES, Edge, edges_near
from portal.trace.ordering import in_order
from portal.trace.words import name_of, said

MOST_STEPS = 10  # the longest real thread, idea to lessons, has eight kinds of knots
PLACES = frozenset(
    {TraceRelation.GATHERED_IN, TraceRelation.CARRIED_INTO, TraceRelation.MERGED_INTO}
)  # what an idea comes to may be older than it


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
    outcome: str = ""  # "Vedtaget med ændringer"
    is_named_by_title: bool = False  # has no number, so its label alone says too little
    because: tuple[str, ...] = ()  # "Bygger på idé 3 og forslag 1, version 2."

    @property
    def key(self) -> Key:
        return self.kind, self.id

    @property
    def place(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.id}"

    @property
    def name(self) -> str:
        """What it is called within a sentence."""
        return name_of(self.label, self.title if self.is_named_by_title else "")


@dataclass(frozen=True)
class NodeType:
    """How one kind of record looks on the thread; each room declares its own in `tracing.py`."""

    kind: str
    load: Callable[[Sequence[int]], Iterable[Any]]  # one query; leaves out what is not public
    describe: Callable[[Any], Node]
    is_meeting_place: bool = False  # many things come in and many go out; they need not be the same
    offer: Callable[[int], Iterable[Any]] | None = None  # rows of a committee in which an idea can go on
    matter: Callable[[int], Iterable[Any]] | None = None  # public rows of a committee that a meeting can take up


@dataclass(frozen=True)
class Thread:
    """What led to a record, the record with its parts, and what came of it."""

    before: tuple[Node, ...] = ()
    itself: tuple[Node, ...] = ()
    after: tuple[Node, ...] = ()
    nodes: tuple[Node, ...] = ()  # all of it: by what came of what, then by date
    is_cut: bool = False  # there is more than was walked to


Types = Mapping[str, NodeType]
node_types: Handed[Types] = Handed("the kinds of knots")


def thread_of(subject: End, parts: Iterable[End] = ()) -> Thread:
    """The red thread through `subject` and its `parts`. One query, and one for each kind of record met."""
    types = node_types()
    starts = {key_of(subject): None, **{key_of(part): None for part in parts}}
    near = edges_near(starts, frozenset(kind for kind in types if types[kind].is_meeting_place))
    (behind, more_behind), (ahead, more_ahead) = (_walk(starts, near, types, backwards=way) for way in (True, False))
    met = {*starts, *behind, *ahead}
    if len(met) == len(starts):
        return Thread()
    nodes = _load(met, types)
    edges = [edge for edge in near if edge[1] in met and edge[2] in met and _is_in_time(edge, nodes)]
    before, after = (_reached(starts, edges, types, backwards=way) for way in (True, False))
    tied = {end for _relation, *ends in edges for end in ends}
    itself = {key for key in starts if key == key_of(subject) or key in tied}
    ordered = _told({*before, *itself, *after}, nodes, edges)
    led, own, came = (tuple(node for node in ordered if node.key in part) for part in (before, itself, after))
    return Thread(led, own, came, ordered, is_cut=more_behind or more_ahead)


def _walk(starts: Iterable[Key], edges: Iterable[Edge], types: Types, *, backwards: bool) -> tuple[list[Key], bool]:
    """What is met on the way, and whether there is more than that."""
    ways = [(later, earlier) if backwards else (earlier, later) for _relation, earlier, later in edges]
    known, found, reached = set(starts), dict[Key, None](), set(starts)
    for _ in range(MOST_STEPS):
        ends = [there for here, there in ways if here in reached]
        new = list(dict.fromkeys(key for key in ends[: MOST_NODES + 1] if key not in found and key not in known))
        room = MOST_NODES - len(found)
        found.update(dict.fromkeys(new[:room]))
        reached = {key for key in new[:room] if not _ends_a_walk(key, types)}
        if len(new) > room or len(ends) > MOST_NODES:
            return list(found), True
        if not reached:
            break
    return list(found), bool(reached)


def _ends_a_walk(key: Key, types: Types) -> bool:
    return key[0] in types and types[key[0]].is_meeting_place


def _is_in_time(edge: Edge, nodes: Mapping[Key, Node]) -> bool:
    """Nothing is a cause of what happened on a day before it."""
    relation, *ends = edge
    cause, effect = (nodes[end].when if end in nodes else None for end in ends)
    if cause is None or effect is None or relation in PLACES:
        return True
    return clock.in_denmark(cause).date() <= clock.in_denmark(effect).date()


def _reached(starts: Iterable[Key], edges: Iterable[Edge], types: Types, *, backwards: bool) -> set[Key]:
    steps: dict[Key, list[Key]] = {}
    for _relation, earlier, later in edges:
        here, there = (later, earlier) if backwards else (earlier, later)
        steps.setdefault(here, []).append(there)
    found, waiting = set(starts), list(starts)
    while waiting:
        new = [key for key in steps.get(waiting.pop(), ()) if key not in found]
        found.update(new)
        waiting += [key for key in new if not _ends_a_walk(key, types)]
    return found - set(starts)


def _load(keys: Collection[Key], types: Types) -> dict[Key, Node]:
    ids: dict[Callable[[Sequence[int]], Iterable[Any]], list[int]] = {}  # a version and its parts are one row
    known = sorted(key for key in keys if key[0] in types)
    for kind, id_ in known:
        ids.setdefault(types[kind].load, []).append(id_)
    rows = {load: list(load(sorted(set(wanted)))) for load, wanted in ids.items()}
    kinds = dict.fromkeys(kind for kind, _id in known)
    nodes = (types[kind].describe(row) for kind in kinds for row in rows[types[kind].load])
    return {node.key: node for node in nodes if node.key in keys}


def _told(shown: Collection[Key], nodes: Mapping[Key, Node], edges: Sequence[Edge]) -> tuple[Node, ...]:
    """The knots in order, each with what it comes from in words."""
    known = {key: node for key, node in nodes.items() if key in shown}
    tied = [edge for edge in edges if edge[1] in known and edge[2] in known]
    when = {key: (node.when is None, node.when or clock.now(), *key) for key, node in known.items()}
    ordered = in_order(when, [(earlier, later) for _relation, earlier, later in tied])
    return tuple(replace(known[key], because=_because(key, ordered, known, tied)) for key in ordered)


def _because(key: Key, ordered: Sequence[Key], nodes: Mapping[Key, Node], edges: Iterable[Edge]) -> tuple[str, ...]:
    causes: dict[TraceRelation, set[Key]] = {}
    for relation, earlier, later in edges:
        if later == key:
            causes.setdefault(relation, set()).add(earlier)
    return tuple(
        said(relation, [nodes[cause].name for cause in ordered if cause in causes[relation]])
        for relation in TraceRelation
        if relation in causes
    )
