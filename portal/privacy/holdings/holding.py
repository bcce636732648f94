"""How a kind of record in the privacy table lies in the database: which rows are whose, and when their time is over."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, delete, inspect, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.base import ExecutableOption

from portal.accounts.models import User
from portal.foundation.db import Record, db
from portal.rules.privacy import RULES, Kind

Ids = Sequence[int]
Condition = ColumnElement[bool]
Deed = Callable[[Ids, User | None], None]  # with the person, when somebody is erased; without, when time is over
_LATER = "statements of an erasure that has not begun to write"
COUNTED_IN_PARTS = frozenset({Kind.OFFICE, Kind.LETTER, Kind.CODE, Kind.POSITION})
READS_FIRST: set[Deed] = set()
NEVER_SHOWN = frozenset({"version", "submission_key", "open_key"})  # the portal's own keys


@dataclass(frozen=True)
class Holding:
    """Rows of one table that belong to one kind.

    `mine` says which rows are about a person. `due` says which rows have had their time, and `at_end` is what is done
    with them; without `due` the nightly job leaves them alone. `on_erasure` is what is done with a person's rows when
    the account is erased; without it they stay as they are. `shows` names the columns that are handed out to the
    person: without it, all but `hides`, the portal's own keys, and the numbers of other people.
    """

    kind: Kind
    model: type[Record]
    mine: Callable[[User], Condition]
    due: Callable[[datetime], Condition] | None = None
    at_end: Deed | None = None
    on_erasure: Deed | None = None
    shows: tuple[str, ...] | None = None
    hides: frozenset[str] = frozenset()

    @property
    def is_counted(self) -> bool:
        """Steps and marks are parts of what they belong to; pages count the whole."""
        return self.kind in COUNTED_IN_PARTS or self.table == RULES[self.kind].tables[0]

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

    def deed(ids: Ids, _person: User | None) -> None:
        if forgets is not None:
            db.session.execute(update(forgets.class_).where(forgets.in_(ids)).values({forgets.key: None}))
        for part in parts:
            db.session.execute(delete(part.class_).where(part.in_(ids)))
        db.session.execute(delete(model).where(model.id.in_(ids)))

    return deed


def sets(model: type[Record], **values: Any) -> Deed:
    """Give rows these values."""

    def deed(ids: Ids, _person: User | None) -> None:
        db.session.execute(update(model).where(model.id.in_(ids)).values(**values))

    return deed


def rows_of(model: type[Any], ids: Ids, *options: ExecutableOption) -> list[Any]:
    """The rows themselves, for deeds that look at each; their version is raised as by any other change."""
    return list(db.session.query(model).filter(model.id.in_(ids)).options(*options).order_by(model.id))


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
