"""All rooms as one house: what they declare put together, where each name is claimed once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeVar

from click import Command
from flask import Blueprint
from sqlalchemy import Select

from portal.events.types import EventType
from portal.foundation.db import Base
from portal.foundation.handed import Given
from portal.foundation.public_texts import PublicTable
from portal.gates.criteria import Gates
from portal.house.carriers import Carriers
from portal.house.clockwork import Round
from portal.house.coming import Coming
from portal.house.deeds import Deed, Deeds
from portal.house.discussed import DiscussedTypes
from portal.house.holdings import Holding, nobodys
from portal.house.keeping import Keeping
from portal.house.letters import LetterWords, OwnLetter
from portal.house.moderated import ModeratedType
from portal.house.room import Facts, Numbers, Room
from portal.house.sharing import Sharing
from portal.house.telling import Named, Notice
from portal.rules.privacy import RULES, Fate, Rule
from portal.rules.stages import Stage
from portal.search.documents import DocumentType
from portal.tasks.task import Source
from portal.trace.thread import NodeType

K = TypeVar("K")
T = TypeVar("T")


class ClaimedTwice(Exception):
    """Two rooms declare something of the same name. The message names both places."""


class NotKept(Exception):
    """A room does not say how a table of its own is kept, or says it of a kind that nobody has promised anything of."""


@dataclass(frozen=True)
class House:
    """What all rooms declare, in the order of the rooms. Made once, and never changed."""

    blueprints: Mapping[str, Blueprint]
    commands: Mapping[str, Command]
    documents: Mapping[str, DocumentType]
    nodes: Mapping[str, NodeType]
    moderated: Mapping[str, ModeratedType]
    carries_files: Carriers
    discussed: DiscussedTypes
    named: Mapping[str, Named]
    notices: Mapping[EventType, Notice]
    letters: Mapping[EventType, LetterWords]
    own_letters: Mapping[EventType, OwnLetter]
    stands: Mapping[str, Facts]
    shared_pages: Sharing
    keeping: Keeping
    public_texts: PublicTable
    elected: Sequence[Callable[[Any], Select[tuple[int]]]]
    deeds: Deeds
    criteria: Gates
    left_waiting: Sequence[Callable[[Any], Iterable[str]]]
    tasks: Sequence[Source]
    coming: Sequence[Coming]
    rounds: Sequence[Round]
    question_numbers: Sequence[Numbers]
    gives: Sequence[Given]
    fingerprint: str  # the same in every process that has the same rooms


class _Claims:
    """What the rooms declare, each name once, and all of it written down."""

    def __init__(self, rooms: Sequence[Room]) -> None:
        self.rooms, self.written = rooms, list[str]()

    def once(self, what: str, declared: Callable[[Room], Iterable[tuple[K, T]]]) -> Mapping[K, T]:
        found, places = dict[K, T](), dict[K, str]()
        for room in self.rooms:
            for name, value in declared(room):
                place = _place(room)
                if name in found:
                    raise ClaimedTwice(f"{what} {name} is claimed by {places[name]} and by {place}")
                found[name], places[name] = value, place
                self.written.append(f"{what} {name} {room.name}")
        return MappingProxyType(found)


Declared = Callable[[Room], Iterable[tuple[Any, Any]]]
# By the field of `House`: what a claim is called, and what a room claims
NAMED: Mapping[str, tuple[str, Declared]] = {
    "blueprints": ("the blueprint", lambda room: [(one.name, one) for one in room.blueprints]),
    "commands": ("the command", lambda room: [(one.name or "", one) for one in room.commands]),
    "documents": ("the document", lambda room: [(one.kind, one) for one in room.documents]),
    "nodes": ("the knot", lambda room: [(one.kind, one) for one in room.nodes]),
    "moderated": ("the moderated text", lambda room: [(one.kind, one) for one in room.moderated]),
    "carries_files": ("the carrier of files", lambda room: [(one.kind, one) for one in room.carries_files]),
    "discussed": ("the discussion of", lambda room: [(one.kind, one) for one in room.discussed]),
    "named": ("the naming of", lambda room: [(one.kind.__tablename__, one) for one in room.named]),
    "notices": ("the notice of", lambda room: room.notices.items()),
    "letters": ("the letter about", lambda room: room.letters.items()),
    "own_letters": ("the letter of its own about", lambda room: room.own_letters.items()),
    "stands": ("the state of a record", lambda room: room.stands.items()),
    "shared_pages": ("the shared page", lambda room: room.shared_pages.items()),
    "public_texts": ("the table of texts", lambda room: room.public_texts.items()),
    "gives": ("what is handed down", lambda room: [(one.to.name, one) for one in room.gives]),
    "deeds": (
        "the deed",
        lambda room: [((table, name), one) for table, own in room.deeds.items() for name, one in own.items()],
    ),
}
# What has no name of its own goes by where it stands
LISTED = {
    "left_waiting": "what leaves people waiting,",
    "tasks": "the tasks of",
    "coming": "what is to come of",
    "rounds": "the round of",
    "question_numbers": "the numbers of questions of",
    "elected": "what shows that somebody was elected,",
}


def joined(rooms: Sequence[Room]) -> House:
    """The house of these rooms. `ClaimedTwice` where two of them, or one of them twice, claim a name; `NotKept`."""
    claims = _Claims(rooms)
    claims.once("the room", lambda room: [(room.name, room)])
    parts: dict[str, Any] = {field: claims.once(*named) for field, named in NAMED.items()}
    parts |= {field: _listed(claims, field) for field in LISTED}
    parts |= {"keeping": _kept(claims), "criteria": _by_stage(claims)}
    parts |= {"gives": tuple(parts["gives"].values()), "deeds": _by_table(parts["deeds"])}
    return House(**parts, fingerprint=sha256("\n".join(claims.written).encode()).hexdigest())


def _by_table(deeds: Mapping[tuple[str, str], Deed]) -> Deeds:
    tables: dict[str, dict[str, Deed]] = {}
    for (table, name), deed in deeds.items():
        tables.setdefault(table, {})[name] = deed
    return MappingProxyType(tables)


def _listed(claims: _Claims, field: str) -> Sequence[Any]:
    return tuple(
        claims.once(LISTED[field], lambda room: [(_called(one), one) for one in getattr(room, field)]).values()
    )


def _called(one: Any) -> str:
    """The name by which a function is imported; of one that was given something beforehand, that too."""
    if isinstance(one, partial):
        return " ".join(map(_called, (one.func, *one.args)))
    return f"{one.__module__}.{one.__qualname__}"


def _by_stage(claims: _Claims) -> Gates:
    asked = claims.once(
        "the criterion", lambda room: [((stage, one.text), one) for stage, own in room.criteria.items() for one in own]
    )
    gates = {stage: tuple(one for (of, _text), one in asked.items() if of is stage) for stage in Stage}
    return MappingProxyType({stage: criteria for stage, criteria in gates.items() if criteria})


def _kept(claims: _Claims) -> Keeping:
    """What the rooms keep of people. Raises `NotKept` where one says too little, or too much."""
    rooms, once = claims.rooms, claims.once
    holdings = once("the holding", lambda room: [((one.kind, one.table), one) for one in room.holdings])
    for room in rooms:
        for one in room.holdings:
            if one.kind not in RULES or one.table not in RULES[one.kind].tables:
                raise NotKept(f"{_place(room)} keeps {one.table} as {one.kind}, and the privacy table knows no such")
            if broken := _broken_promise(one, RULES[one.kind]):
                raise NotKept(f"{_place(room)} keeps {one.table} as {one.kind}, and {broken}")
        for kind, rule in RULES.items():
            if left_out := [table for table in rule.tables if table in _tables(room) and (kind, table) not in holdings]:
                raise NotKept(f"{_place(room)} does not say how {', '.join(left_out)} is kept as {kind}")
    # parts before what they belong to, as the keys between the tables say
    order = {table.name: place for place, table in enumerate(reversed(Base.metadata.sorted_tables))}
    return Keeping(
        holdings=tuple(sorted(holdings.values(), key=lambda one: order[one.table])),
        subjects=once("the name of", lambda room: [(one.model.__tablename__, one) for one in room.subjects]),
        value_words=once("the word for", lambda room: room.value_words.items()),
        column_labels=once("the label of", lambda room: room.column_labels.items()),
        obstacles=tuple(one for room in rooms for one in room.obstacles),
    )


def _broken_promise(holding: Holding, rule: Rule) -> str:
    """What the privacy table says of a kind, and this holding does not do. A part goes with what it belongs to."""
    if holding.is_part:
        return ""
    if rule.days is not None and not (holding.due and holding.at_end):
        return f"nothing happens to it after {rule.days} days"
    goes = rule.on_erasure in {Fate.DELETED, Fate.EMPTIED} and holding.mine is not nobodys
    return "nothing happens to it when its person is erased" if goes and not holding.on_erasure else ""


def whole(house: House) -> House:
    """The same house. `NotKept` where the privacy table names a table that no room keeps."""
    kept = {(one.kind, one.table) for one in house.keeping.holdings}
    named = {(kind, table) for kind, rule in RULES.items() for table in rule.tables}
    if forgotten := sorted(named - kept):
        raise NotKept(f"no room says how {', '.join(f'{table} is kept as {kind}' for kind, table in forgotten)}")
    return house


def _tables(room: Room) -> set[str]:
    own = f"portal.{room.name}." if room.tables else ""
    return {one.class_.__tablename__ for one in Base.registry.mappers if own and one.class_.__module__.startswith(own)}


def _place(room: Room) -> str:
    return f"portal/{room.name}/room.py"
