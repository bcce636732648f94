"""A database of its own for each test process, on SQLite or PostgreSQL, emptied quickly between two tests.

`PORTAL_TEST_DATABASE` chooses: `sqlite` (default) or `postgresql`. For the latter `TEST_DATABASE_URL` names a server on
which databases may be made; without it one is started from a wheel.
"""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine, MetaData

from tools import postgres

SQLITE = "sqlite"
POSTGRESQL = "postgresql"


def chosen() -> str:
    """The kind of database these tests run on."""
    kind = os.environ.get("PORTAL_TEST_DATABASE", SQLITE)
    if kind not in {SQLITE, POSTGRESQL}:
        raise pytest.UsageError(f"PORTAL_TEST_DATABASE is {kind!r}; it may be {SQLITE} or {POSTGRESQL}.")
    return kind


def can_differ(item: pytest.Item) -> bool:
    """Whether a test can end otherwise on PostgreSQL: it has the portal of these tests, or makes databases by itself.

    What has neither asks no database but SQLite files: the house rules, pure functions, readers of documents, search,
    and what only reads the filled demonstration, of which tests/demo/test_demo.py tells the whole story everywhere.
    """
    fixtures = set(getattr(item, "fixturenames", ()))
    makes_its_own = any(getattr(it, "__module__", None) == __name__ for it in vars(item.module).values())  # type: ignore[attr-defined]
    return "fjordby_folder" not in fixtures and ("portal_app" in fixtures or makes_its_own)


def database_url(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database that belongs to this process alone (`worker_id` as pytest-xdist gives it)."""
    if chosen() == SQLITE:
        return f"sqlite:///{tmp_path_factory.mktemp('database') / 'portal.db'}"
    server = os.environ.get("TEST_DATABASE_URL") or _server_for_all(worker_id, tmp_path_factory)
    return new_database(server, f"portal_test_{worker_id}")


def new_database(server: str, name: str) -> str:
    """Make an empty PostgreSQL database of this name, in place of one that a former run left behind."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(f'drop database if exists "{name}" with (force)'))
        connection.execute(sa.text(f"create database \"{name}\" template template0 encoding 'UTF8'"))
    return engine.url.set(database=name).render_as_string(hide_password=False)


def empty(engine: Engine, metadata: MetaData) -> None:
    """Remove every row of every table; what is already empty costs nothing. No session may have a transaction open."""
    if engine.dialect.name == SQLITE:
        _empty_sqlite(engine, metadata)
    else:
        _empty_postgresql(engine, metadata)


def _empty_sqlite(engine: Engine, metadata: MetaData) -> None:
    """Foreign keys are off meanwhile, which SQLite allows outside a transaction only: hence not through a session."""
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        filled = [row[0] for row in cursor.execute(_which_are_filled(metadata)).fetchall()]
        connection.rollback()
        if not filled:
            return
        cursor.execute("pragma foreign_keys = off")
        cursor.execute("begin immediate")
        for table in filled:
            cursor.execute(f'delete from "{table}"')  # noqa: S608 - our own tables
        connection.commit()
        cursor.execute("pragma foreign_keys = on")
    finally:
        cursor.close()
        connection.close()


def _empty_postgresql(engine: Engine, metadata: MetaData) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("set local lock_timeout = '5s'"))  # a forgotten transaction shall fail, not hang
        filled = filled_tables(connection, metadata)
        if filled:
            is_superuser = connection.scalar(sa.text("select current_setting('is_superuser')")) == "on"
            connection.execute(sa.text((_delete if is_superuser else _truncate)(filled)))


def _delete(filled: list[str]) -> str:
    """For a few rows a fifth of what truncating costs; keys and triggers rest meanwhile, which needs a superuser."""
    deletes = [f'delete from "{table}"' for table in filled]  # noqa: S608 - our own tables
    restart = (
        "select setval(quote_ident(schemaname) || '.' || quote_ident(sequencename), start_value, false)"
        " from pg_sequences where last_value is not null"
    )
    return "; ".join(["set local session_replication_role = replica", *deletes, restart])


def _truncate(filled: list[str]) -> str:
    names = ", ".join(f'"{table}"' for table in filled)
    return f"truncate {names} restart identity cascade"


def filled_tables(connection: Connection, metadata: MetaData) -> list[str]:
    """The tables that have a row."""
    return [row[0] for row in connection.execute(sa.text(_which_are_filled(metadata)))]


def _which_are_filled(metadata: MetaData) -> str:
    """One question for all tables."""
    return " union all ".join(
        f"select '{name}' where exists (select 1 from \"{name}\")"  # noqa: S608 - our own tables
        for name in metadata.tables
    )


def _server_for_all(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """One server from the wheel for all processes of this run, stopped when the last of them ends."""
    base: Path = tmp_path_factory.getbasetemp()
    return postgres.start((base if worker_id == "master" else base.parent) / "postgresql")
