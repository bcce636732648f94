"""All rooms as one house: what they declare put together, where each name is claimed once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeVar

from click import Command
from flask import Blueprint

from portal.foundation.handed import Given
from portal.gates.criteria import Gates
from portal.house.moderated import ModeratedType
from portal.house.room import Facts, Numbers, Room
from portal.rules.stages import Stage
from portal.search.documents import DocumentType
from portal.tasks.task import Source
from portal.trace.thread import NodeType

T = TypeVar("T")


class ClaimedTwice(Exception):
    """Two rooms declare something of the same name. The message names both places."""


@dataclass(frozen=True)
class House:
    """What all rooms declare, in the order of the rooms. Made once, and never changed."""

    blueprints: Mapping[str, Blueprint]
    commands: Mapping[str, Command]
    documents: Mapping[str, DocumentType]
    nodes: Mapping[str, NodeType]
    moderated: Mapping[str, ModeratedType]
    stands: Mapping[str, Facts]
    criteria: Gates
    left_waiting: Sequence[Callable[[Any], Iterable[str]]]
    tasks: Sequence[Source]
    question_numbers: Sequence[Numbers]
    gives: Sequence[Given]
    fingerprint: str  # the same in every process that has the same rooms


def joined(rooms: Sequence[Room]) -> House:
    """The house of these rooms. `ClaimedTwice` where two of them, or one of them twice, claim a name."""
    claims: list[str] = []

    def once(what: str, declared: Callable[[Room], Iterable[tuple[str, T]]]) -> Mapping[str, T]:
        found, places = dict[str, T](), dict[str, str]()
        for room in rooms:
            for name, value in declared(room):
                place = f"portal/{room.name}/room.py"
                if name in found:
                    raise ClaimedTwice(f"{what} {name} is claimed by {places[name]} and by {place}")
                found[name], places[name] = value, place
                claims.append(f"{what} {name} {room.name}")
        return MappingProxyType(found)

    once("the room", lambda room: [(room.name, room)])
    parts: dict[str, Any] = {
        "blueprints": once("the blueprint", lambda room: [(one.name, one) for one in room.blueprints]),
        "commands": once("the command", lambda room: [(one.name or "", one) for one in room.commands]),
        "documents": once("the document", lambda room: [(one.kind, one) for one in room.documents]),
        "nodes": once("the knot", lambda room: [(one.kind, one) for one in room.nodes]),
        "moderated": once("the moderated text", lambda room: [(one.kind, one) for one in room.moderated]),
        "stands": once("the state of a record", lambda room: room.stands.items()),
        "gives": once("what is handed down", lambda room: [(one.to.name, one) for one in room.gives]).values(),
    }
    parts["criteria"] = MappingProxyType(
        {
            stage: found
            for stage in Stage
            if (found := tuple(one for room in rooms for one in room.criteria.get(stage, ())))
        }
    )
    for name in ("left_waiting", "tasks", "question_numbers"):
        parts[name] = tuple(one for room in rooms for one in getattr(room, name))
    return House(**parts, fingerprint=sha256("\n".join(claims).encode()).hexdigest())
