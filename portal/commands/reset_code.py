"""`flask --app wsgi reset-code`: let in somebody who has lost phone and recovery codes, when no administrator can."""

import click
from flask.cli import with_appcontext

from portal.accounts.actions.codes import reset_code_at_server
from portal.accounts.queries import user_by_email
from portal.foundation.errors import Refused


@click.command("reset-code")
@click.argument("email")
@with_appcontext
def reset_code(email: str) -> None:
    """Take away the one-time code of the person with this address, who then signs in with the password alone."""
    person = user_by_email(email)
    if person is None:
        raise click.ClickException("Nobody has this address.")
    try:
        reset_code_at_server(person)
    except Refused as refusal:
        raise click.ClickException("; ".join(refusal.reasons)) from refusal
    click.echo("The code is taken away. The person is signed out everywhere, and is told by mail.")
