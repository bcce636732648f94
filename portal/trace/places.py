"""Where something can go on: the records of a committee that take things up, described by their own rooms."""

from portal.trace.edges import Key
from portal.trace.thread import Node, node_types


def places_of(committee_id: int) -> list[Node]:
    """What can take something up in this committee, as knots; one query for each kind."""
    return [kind.describe(row) for kind in node_types().values() if kind.offer for row in kind.offer(committee_id)]


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
