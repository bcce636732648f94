"""`flask --app wsgi doubtful-records`: of which imported decisions should somebody look again?"""

import click
from flask.cli import with_appcontext

from portal.decisions.actions.import_doubts import all_doubts


@click.command("doubtful-records")
@with_appcontext
def doubtful_records_command() -> None:
    """List the imported decisions whose words do not clearly say the result that stands, and closed items with text."""
    told = 0
    for doubt in all_doubts():
        told += 1
        stands, reads = doubt.record.current_result.value, doubt.reads_as.value
        why = "a closed item that tells something" if doubt.is_closed else f"stands as {stands}, reads as {reads}"
        click.echo(f"{doubt.record.path}: {why}")
    click.echo(f"{told} imported decisions are doubtful; each is mended by a correction beside it.")
