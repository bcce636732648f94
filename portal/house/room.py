"""The face of a room: one value in its file `room.py`, and all that the rest of the house knows of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from types import ModuleType
from typing import Any

from click import Command
from flask import Blueprint
from sqlalchemy import Select

from portal.events.types import EventType
from portal.foundation.handed import Given
from portal.foundation.public_texts import PublicTable
from portal.gates.criteria import Gates
from portal.house.carriers import FileCarrier
from portal.house.clockwork import Round
from portal.house.coming import Coming
from portal.house.deeds import Deeds
from portal.house.discussed import DiscussedType
from portal.house.holdings import Holding
from portal.house.keeping import Obstacle, Subject, ValueWords
from portal.house.letters import LetterWords, OwnLetter
from portal.house.moderated import ModeratedType
from portal.house.sharing import Sharing
from portal.house.telling import Named, Notice
from portal.search.documents import DocumentType
from portal.tasks.task import Source
from portal.trace.thread import NodeType

Numbers = Callable[[int], Select[tuple[int]]]  # of a committee's id
Facts = Callable[[Any], list[tuple[str, str]]]  # of a record: label and text


@dataclass(frozen=True, kw_only=True)
class Room:
    """What a room says of itself. What protects people has no default: a room that has nothing of it says so, and one
    that leaves it out is told at start by a `TypeError`.

    `stands` says how a record stands now to whoever wrote about it meanwhile; by the table's name.
    """

    name: str
    tables: ModuleType | None  # its models; migrations compare the database with all of them
    holdings: Sequence[Holding]  # what of it is kept how long; how it is emptied, erased and handed out
    public_texts: PublicTable  # which of its texts everybody can read, and when
    blueprints: Sequence[Blueprint] = ()
    commands: Sequence[Command] = ()
    documents: Sequence[DocumentType] = ()  # for the search
    nodes: Sequence[NodeType] = ()  # for the red thread
    moderated: Sequence[ModeratedType] = ()  # what of it can be reported and hidden
    carries_files: Sequence[FileCarrier] = ()  # what of it files can hang on
    discussed: Sequence[DiscussedType] = ()  # what of it can be discussed
    named: Sequence[Named] = ()  # what its events are about, as messages name it
    notices: Mapping[EventType, Notice] = field(default_factory=dict)  # who is told of them
    letters: Mapping[EventType, LetterWords] = field(default_factory=dict)  # where a letter says more than the notice
    own_letters: Mapping[EventType, OwnLetter] = field(default_factory=dict)  # what events alone give cause for
    stands: Mapping[str, Facts] = field(default_factory=dict)
    shared_pages: Sharing = field(default_factory=dict)  # whose content strangers and others see alike
    deeds: Deeds = field(default_factory=dict)  # what can be done with its records, and with those of rooms below
    criteria: Gates = field(default_factory=dict)  # what it asks of each gate
    left_waiting: Sequence[Callable[[Any], Iterable[str]]] = ()  # sentences, when a committee is concluded
    tasks: Sequence[Source] = ()  # what of it waits for somebody
    coming: Sequence[Coming] = ()  # what of it is to come in committees, for everybody to know
    rounds: Sequence[Round] = ()  # what becomes due by the clock
    question_numbers: Sequence[Numbers] = ()  # which of a mandate's questions its records are about
    subjects: Sequence[Subject] = ()  # how its records are named to somebody who fetches their own data
    value_words: ValueWords = field(default_factory=dict)  # how values are read there
    column_labels: Mapping[str, str] = field(default_factory=dict)  # … and columns; what has none is for machines only
    obstacles: Sequence[Callable[[Any], Iterable[Obstacle]]] = ()  # what must happen before an account is erased
    elected: Sequence[Callable[[Any], Select[tuple[int]]]] = ()  # rows that show that a person was elected
    gives: Sequence[Given] = ()  # to rooms below, which say what they need

    def __new__(cls, **said: Any) -> "Room":
        """Name what is missing and whose it is, where Python would only name the first."""
        needed = [one.name for one in fields(cls) if one.default is MISSING and one.default_factory is MISSING]
        if missing := [name for name in needed if name not in said]:
            raise TypeError(f"portal/{said.get('name')}/room.py does not say {', '.join(missing)}")
        return super().__new__(cls)
