"""`flask --app wsgi reindex`: build the search index anew, beside the live one."""

import sys

import click
from flask.cli import with_appcontext

from portal.search.generations import RebuildRunning
from portal.search.index import search_index

ALREADY_RUNNING = 2


@click.command("reindex")
@with_appcontext
def reindex() -> None:
    """Build the search index anew from the database; the old one answers until the new one is ready.

    Exit codes: 0 done, 1 failed (the old index still answers), 2 another rebuild is running.
    """
    try:
        counts = search_index().rebuild(_tell)
    except RebuildRunning:
        click.echo("Another rebuild is running. Wait for it to end.", err=True)
        sys.exit(ALREADY_RUNNING)
    for kind, count in counts.items():
        click.echo(f"{kind:<16}{count:>8}")
    click.echo(f"{'in all':<16}{sum(counts.values()):>8}")


def _tell(kind: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{kind}: {done} of {total}", nl=done == total, err=True)
