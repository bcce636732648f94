"""How a kind of record in the privacy table lies in the database: which rows are whose, and when their time is over."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Case, ColumnElement, Executable, case, delete, false, insert, inspect, select, update
from sqlalchemy.orm import InstrumentedAttribute

from portal.foundation import clock
from portal.foundation.db import Record, db
from portal.rules.privacy import Kind, kept_for

Ids = Sequence[int]
Condition = ColumnElement[bool]
Deed = Callable[[Ids, Any], None]  # with the person, when somebody is erased; with None, when time is over
_LATER = "statements of an erasure that has not begun to write"
READS_FIRST: set[Deed] = set()
NO_TITLE = "–"
THAT_AND_WHEN = ("id", "created_at")  # what it says may be about others
NEVER_SHOWN = frozenset({"version", "submission_key", "open_key"})  # the portal's own keys


@dataclass(frozen=True)
class Holding:
    """Rows of one table that belong to one kind. Each room declares its own in `keeping.py`.

    `mine` says which rows are about a person. `due` says which rows have had their time, and `at_end` is what is done
    with them; without `due` the nightly job leaves them alone. `on_erasure` is what is done with a person's rows when
    the account is erased; without it they stay as they are. `shows` names the columns that are handed out to the
    person: without it, all but `hides`, the portal's own keys, and the numbers of other people. `is_part`: it belongs
    to a row that is counted, as steps and marks do.
    """

    kind: Kind
    model: type[Record]
    mine: Callable[[Any], Condition]
    due: Callable[[datetime], Condition] | None = None
    at_end: Deed | None = None
    on_erasure: Deed | None = None
    shows: tuple[str, ...] | None = None
    hides: frozenset[str] = frozenset()
    is_part: bool = False

    @property
    def table(self) -> str:
        return str(self.model.__tablename__)

    def columns(self) -> list[InstrumentedAttribute[Any]]:
        """What is handed out, in the order of the table."""
        all_columns = inspect(self.model).mapper.column_attrs
        return [getattr(self.model, one.key) for one in all_columns if self._is_shown(one.key, one.columns[0])]

    def _is_shown(self, key: str, column: Any) -> bool:
        if self.shows is not None:
            return key in self.shows
        of_a_person = any(reference.column.table.name == "user" for reference in column.foreign_keys)
        return not of_a_person and key not in self.hides and key not in NEVER_SHOWN and not key.endswith("_html")


def deletes(
    model: type[Record], *parts: InstrumentedAttribute[Any], forgets: InstrumentedAttribute[Any] | None = None
) -> Deed:
    """Delete rows, and first the rows of other tables whose column in `parts` names them; `forgets` is only emptied."""

    def deed(ids: Ids, _person: Any) -> None:
        if forgets is not None:
            db.session.execute(update(forgets.class_).where(forgets.in_(ids)).values({forgets.key: None}))
        for part in parts:
            db.session.execute(delete(part.class_).where(part.in_(ids)))
        db.session.execute(delete(model).where(model.id.in_(ids)))

    return deed


def sets(model: type[Record], **values: Any) -> Deed:
    """Give rows these values."""

    def deed(ids: Ids, _person: Any) -> None:
        db.session.execute(update(model).where(model.id.in_(ids)).values(**values))

    return deed


def older(model: type[Record], kind: Kind, now: datetime) -> Condition:
    """Begun longer ago than records of this kind are kept."""
    return model.created_at < now - kept_for(kind)


def part_of(column: InstrumentedAttribute[Any], *which: Condition) -> Condition:
    """Rows whose key in this column names a row of which all this is so."""
    key = next(iter(column.property.columns[0].foreign_keys))
    return column.in_(select(key.column).where(*which))


def by_the_erasure(_ids: Ids, _person: Any) -> None:
    """Left to the deed that erases: the account itself, and its receipt."""


def nobodys(_me: Any) -> Condition:
    """Rows that are about no account."""
    return false()


def reads_first(deed: Deed) -> Deed:
    """Mark a deed that only reads, changes rows in memory and leaves its statements to `run`: when somebody is erased
    it is done before anything is written, because whoever writes on SQLite keeps all others from writing.
    """
    READS_FIRST.add(deed)
    return deed


def run(statement: Executable, rows: list[dict[str, Any]] | None = None) -> None:
    """Execute a statement that writes, at once or as soon as an erasure begins to write."""
    later: list[Any] | None = db.session.info.get(_LATER)
    if later is None:
        db.session.execute(statement, rows)
    else:
        later.append((statement, rows))


def emptied(reason: InstrumentedAttribute[str | None]) -> Case[str | None]:
    """For a statement: without the words of a reason, and that there was one stays."""
    return case((reason != "", ""), else_=None)


def take_last_step(model: type[Record], whose: InstrumentedAttribute[int], ids: Ids, state: StrEnum, by: int) -> None:
    """Give texts their last state, with a step that says so: two statements, however many they are."""
    facts = {"state": state, "actor_id": by, "created_at": clock.now()}
    if ids:
        run(update(model).where(model.id.in_(ids)).values(state=state))
        run(insert(whose.class_), [{whose.key: id_, **facts} for id_ in ids])


@contextmanager
def only_reading() -> Iterator[None]:
    """Nothing is written meanwhile, neither what is changed in memory nor what is left to `run`."""
    db.session.info[_LATER] = []
    with db.session.no_autoflush:
        yield


def write_all() -> None:
    """Write what was left while there was only reading."""
    db.session.flush()
    for statement, rows in db.session.info.pop(_LATER, ()):
        db.session.execute(statement, rows)
