"""`flask --app wsgi demo`: fill an empty portal with a fictive municipality."""

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.demo.filling import NotEmpty, fill
from portal.demo.people import PASSWORD, demo_people
from portal.foundation.settings import refuse_demo_content


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty portal with Fjordby Kommune, its people and its committees. Takes less than a minute."""
    refuse_demo_content(current_app.config)
    try:
        world = fill(current_app._get_current_object(), click.echo)  # type: ignore[attr-defined]  # behind the proxy
    except NotEmpty as refusal:
        raise click.ClickException("The database holds a municipality already; nothing was changed.") from refusal
    click.echo(f'Sign in at /log-ind with the password "{PASSWORD}" as')
    for login, name, email in sorted(demo_people(world.story)):
        click.echo(f"  {login:<15}{name:<20}{email}")
