"""Holding a row, or a name for what has none, until the transaction ends, in the same way on every database."""

from hashlib import sha256

from sqlalchemy import func, select, update

from portal.foundation.db import Record, db


def hold(row: Record) -> None:
    """Let nobody else change `row`, or number things after it, until this transaction ends; then read it anew.

    An update that changes nothing takes the lock of the row on PostgreSQL and of the file on SQLite, where
    `SELECT … FOR UPDATE` does nothing. Whoever comes second waits, and then sees what the first one saved.
    """
    table = type(row)
    db.session.flush()
    nothing = update(table).where(table.id == row.id).values(created_at=table.created_at)
    db.session.execute(nothing, execution_options={"synchronize_session": False})
    db.session.expire(row)


def hold_name(name: str) -> None:
    """Let nobody else who holds this name go on until this transaction ends. For what has no row to hold.

    For PostgreSQL. On SQLite the next write takes the lock of the whole file: write before you count.
    """
    if db.engine.dialect.name == "postgresql":
        number = int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
        db.session.execute(select(func.pg_advisory_xact_lock(number)))
