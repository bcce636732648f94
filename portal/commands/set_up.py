"""`flask --app wsgi set-up`: the municipality and its first administrator, on a new installation."""

import os

import click
from flask.cli import with_appcontext

from portal.accounts.password_rules import faults_of
from portal.foundation.errors import Refused
from portal.municipalities.actions import FirstAdministrator, set_up_municipality
from portal.municipalities.code_list import listed_as
from portal.municipalities.forms import MunicipalityDraft

PASSWORD_VARIABLE = "PORTAL_ADMIN_PASSWORD"  # noqa: S105 - a name


@click.command("set-up")
@click.option("--municipality", prompt="Municipality (code, name on the list, or a name of your own)")
@click.option("--site-name", help='What the portal is called; without it "Sammen om <municipality>".')
@click.option("--name", prompt="Name of the first administrator")
@click.option("--email", prompt="E-mail address of the first administrator")
@with_appcontext
def set_up(municipality: str, site_name: str | None, name: str, email: str) -> None:
    """Make the municipality and its first administrator. The password is asked for."""
    listed = listed_as(municipality)
    full = listed.name if listed else municipality
    short = listed.short_name if listed else municipality.removesuffix(" Kommune")
    draft = MunicipalityDraft(
        full, short, listed.code if listed else None, site_name or f"Sammen om {short}", "", "", "", "", ""
    )
    password = os.environ.get(PASSWORD_VARIABLE) or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    faults = faults_of(password, [name, email, draft.name, draft.site_name])
    if faults:
        raise click.ClickException(faults[0])
    try:
        home = set_up_municipality(draft, FirstAdministrator(name, email.strip().lower(), password))
    except Refused as refusal:
        raise click.ClickException("; ".join(refusal.reasons)) from refusal
    click.echo(f"{home.name} is ready. {name} can sign in at /log-ind.")
