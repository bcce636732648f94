"""The face of a room: one value in its file `room.py`, and all that the rest of the house knows of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from click import Command
from flask import Blueprint
from sqlalchemy import Select

from portal.foundation.handed import Given
from portal.gates.criteria import Gates
from portal.house.moderated import ModeratedType
from portal.search.documents import DocumentType
from portal.tasks.task import Source
from portal.trace.thread import NodeType

Numbers = Callable[[int], Select[tuple[int]]]  # of a committee's id
Facts = Callable[[Any], list[tuple[str, str]]]  # of a record: label and text


@dataclass(frozen=True, kw_only=True)
class Room:
    """What a room says of itself. What protects people has no default: a room that has nothing of it says so.

    `stands` says how a record stands now to whoever wrote about it meanwhile; by the table's name.
    """

    name: str
    tables: ModuleType | None  # its models; migrations compare the database with all of them
    blueprints: Sequence[Blueprint] = ()
    commands: Sequence[Command] = ()
    documents: Sequence[DocumentType] = ()  # for the search
    nodes: Sequence[NodeType] = ()  # for the red thread
    moderated: Sequence[ModeratedType] = ()  # what of it can be reported and hidden
    stands: Mapping[str, Facts] = field(default_factory=dict)
    criteria: Gates = field(default_factory=dict)  # what it asks of each gate
    left_waiting: Sequence[Callable[[Any], Iterable[str]]] = ()  # sentences, when a committee is concluded
    tasks: Sequence[Source] = ()  # what of it waits for somebody
    question_numbers: Sequence[Numbers] = ()  # which of a mandate's questions its records are about
    gives: Sequence[Given] = ()  # to rooms below, which say what they need
