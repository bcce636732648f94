"""`flask --app wsgi verify-records`: are the published decisions what they were when they were published?"""

import click
from flask.cli import with_appcontext

from portal.decisions.verification import verify_records


@click.command("verify-records")
@with_appcontext
def verify_records_command() -> None:
    """Recompute the hash of every published decision record, correction and adoption; exit with 1 if any disagrees."""
    outcome = verify_records()
    for found in outcome.mismatches:
        click.echo(f"{found.path}: {found.problem}", err=True)
    click.echo(
        f"{outcome.records} records and {outcome.corrections} corrections checked, "
        f"and {outcome.adoptions} adopted recommendations; "
        f"{len(outcome.mismatches)} disagree with what was published."
    )
    if outcome.mismatches:
        raise SystemExit(1)
