"""Where something can go on: the records of a committee that take things up, described by their own rooms."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from portal.foundation.db import all_of
from portal.trace.edges import LATER, End, Key, is_among, key_of, link, unlink
from portal.trace.models import TraceEdge, TraceRelation
from portal.trace.thread import Node, node_types


def places_of(committee_id: int) -> list[Node]:
    """What can take something up in this committee, as knots; one query for each kind."""
    return [kind.describe(row) for kind in node_types().values() if kind.offer for row in kind.offer(committee_id)]


def matters_of(committee_id: int) -> list[Node]:
    """What a meeting of this committee can take up, as knots; one query for each kind."""
    return [kind.describe(row) for kind in node_types().values() if kind.matter for row in kind.matter(committee_id)]


def taken_up_at(ends: Iterable[End]) -> dict[Key, list[Node]]:
    """What each of these takes up, as far as everybody may see it; one query, and one for each kind."""
    keys = [key_of(end) for end in ends]
    taken_up = select(TraceEdge).where(TraceEdge.relation == TraceRelation.TAKEN_UP_AT, is_among(LATER, keys))
    edges = all_of(taken_up.order_by(TraceEdge.earlier_kind, TraceEdge.earlier_id)) if keys else []
    types, nodes = node_types(), dict[Key, Node]()
    for kind in dict.fromkeys(edge.earlier_kind for edge in edges if edge.earlier_kind in types):
        ids = [edge.earlier_id for edge in edges if edge.earlier_kind == kind]
        nodes |= {node.key: node for node in map(types[kind].describe, types[kind].load(ids))}
    found: dict[Key, list[Node]] = {key: [] for key in keys}
    for edge in edges:
        if (node := nodes.get((edge.earlier_kind, edge.earlier_id))) is not None:
            found[edge.later_kind, edge.later_id].append(node)
    return found


def take_up(later: End, places: Collection[str], offered: Iterable[Node]) -> None:
    """Within a transaction: say that `later` takes up those of what was offered that are named in `places`, and no
    others of them."""
    for node in offered:
        tie = link if node.place in places else unlink
        tie(TraceRelation.TAKEN_UP_AT, node.key, later)


def place_named(place: str) -> Node | None:
    """The knot behind the name of a place, if everybody may see it."""
    types = node_types()
    kind, id_ = place_key(place)
    found = types[kind].load([id_]) if kind in types else ()
    return next((types[kind].describe(row) for row in found), None)


def place_key(place: str) -> Key:
    """The name of a place as the thread has it: "workshop:12"."""
    kind, _colon, id_ = place.partition(":")
    return kind, int(id_)
