"""`flask --app wsgi demo`: fill an empty portal with a fictive municipality."""

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.demo.filling import NotEmpty, fill
from portal.foundation.settings import refuse_demo_content


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty portal with Fjordby Kommune, its people and its committees. Takes less than a minute."""
    refuse_demo_content(current_app.config)
    try:
        fill(current_app._get_current_object(), click.echo)  # type: ignore[attr-defined]  # what the proxy stands for
    except NotEmpty as refusal:
        raise click.ClickException("The database holds a municipality already; nothing was changed.") from refusal
