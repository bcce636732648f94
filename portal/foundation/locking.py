"""Holding a row until the transaction ends, in the same way on every database."""

from sqlalchemy import update

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
