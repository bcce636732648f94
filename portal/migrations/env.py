"""Alembic's way in: the portal's own engine and tables, on SQLite by copying a table, on PostgreSQL in place."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from portal.foundation.db import UtcDateTime, db

context.config.set_main_option("sqlalchemy.url", "unused: the engine is the portal's own")


def as_plain_type(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Migrations name the database's own types, so that they run however the portal's code changes."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, UtcDateTime) else False


def run(connection: Connection) -> None:
    """Run the migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=as_plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations run on a database, not on paper: leave out --sql.")
with current_app.app_context(), db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "pragma foreign_keys = off"
        )  # while a table is copied its references are not checked
        connection.commit()
    run(connection)
    connection.commit()
