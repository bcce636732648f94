"""Holding a row, or a name for what has none, until the transaction ends, in the same way on every database."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from sqlalchemy import Table, Update, bindparam, func, inspect, select, update

from portal.foundation.db import Record, db
from portal.foundation.seen import ensure_as_seen


def hold(row: Record, *, compares: bool = True) -> None:
    """Let nobody else change `row`, or number things after it, until this transaction ends; then read it anew.

    An update that changes nothing takes the lock of the row on PostgreSQL and of the file on SQLite, where
    `SELECT … FOR UPDATE` does nothing. Whoever comes second waits, and then sees what the first one saved. A `Conflict`
    tells them so when their form was written about another state of the row; a deed that knows a second click when it
    sees one `compares` later itself, with `ensure_as_seen`. What is held twice was compared the first time.
    """
    db.session.flush()
    take_lock(row)
    db.session.expire(row)
    held = db.session.info.setdefault("held", set())
    if compares and row not in held:
        ensure_as_seen(row)
    held.add(row)


def take_lock(row: Record) -> None:
    """Only the lock of a row, for a deed that has read before: nothing else is written, and nothing is read anew."""
    with db.session.no_autoflush:
        db.session.execute(_nothing_changed(type(row)), {"held": row.id})


@cache
def _nothing_changed(kind: type[Record]) -> Update:
    """Made once for each table: every deed begins with it."""
    table = inspect(kind).mapper.base_mapper.local_table  # a workshop is held as the meeting that it is
    assert isinstance(table, Table)  # noqa: S101 - for the types
    return update(table).where(table.c.id == bindparam("held")).values(created_at=table.c.created_at)


def hold_to_change(row: Record, wanted: Mapping[str, object]) -> Mapping[str, object]:
    """Hold the row, and say which of these columns it does not have yet. `Conflict` as `hold` says, unless it says all
    of it already: a second click."""
    hold(row, compares=False)
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if changed:
        ensure_as_seen(row)
    return changed


def hold_name(name: str) -> None:
    """Let nobody else who holds this name go on until this transaction ends. For what has no row to hold.

    For PostgreSQL. On SQLite the next write takes the lock of the whole file: write before you count.
    """
    if db.engine.dialect.name == "postgresql":
        number = int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
        db.session.execute(select(func.pg_advisory_xact_lock(number)))
