"""`flask --app wsgi import-minutes FILE…`: published agendas and minutes of a council site become decision records;
`doubtful-records`: of which of them should somebody look again?"""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.accounts.models import User
from portal.accounts.queries import people_with_role, user_by_email
from portal.foundation.errors import PortalError
from portal.imports.actions.importing import import_meeting
from portal.imports.doubts import all_doubts
from portal.imports.minutes.document import NotUnderstood, PublishedListings, PublishedMeeting
from portal.imports.minutes.reader import read_file
from portal.imports.plan.plan import days_known, municipality_named, plan_import
from portal.imports.report import tell_listings, tell_meeting, tell_plan, tell_unread, words_of
from portal.rules.roles import Role


@click.command("import-minutes")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--municipality", default="", help='Whose documents they are ("Aarhus Kommune"), where a page does not say.'
)
@click.option("--as", "email", default="", help="The administrator who imports, by e-mail address; else the first one.")
@click.option(
    "--publish-anyway",
    "override",
    default="",
    metavar="REASON",
    help="Why addresses and telephone numbers in the text may stand. CPR numbers never may.",
)
@click.option("--dry-run", is_flag=True, help="Read and compare, and save nothing.")
@with_appcontext
def import_minutes(files: tuple[Path, ...], municipality: str, email: str, override: str, dry_run: bool) -> None:
    """Import published agendas and minutes of a council as decision records; safe to repeat.

    Each meeting is saved whole or not at all. A page that lists meetings is reported on, and nothing is saved of it.
    Exit codes: 0 all files were read (and saved), 1 at least one was not.
    """
    actor = None if dry_run else _administrator(email)
    failed = [file for file in files if not _import_file(file, municipality, actor, override)]
    if failed:
        click.echo(f"{len(failed)} of {len(files)} files could not be imported.", err=True)
        sys.exit(1)


def _administrator(email: str) -> User:
    """Who imports. Whoever may use the command line of the machine may act as its administrator."""
    if email:
        person = user_by_email(email)
    else:
        person = next((user for user in people_with_role(Role.ADMINISTRATOR, None) if user.is_trusted), None)
    if person is None:
        raise click.ClickException(
            f"nobody here has the address {email}" if email else "there is no administrator: make one, or use --dry-run"
        )
    return person


def _import_file(file: Path, municipality: str, actor: User | None, override: str) -> bool:
    """Whether the file was read and, unless nobody (`None`) imports it, saved."""
    try:
        document = read_file(file)
        if isinstance(document, PublishedListings):
            _tell_listings(document, municipality)
        else:
            _take_over(document, municipality or document.municipality, actor, override)
    except NotUnderstood as error:
        click.echo(f"{error.source}: {words_of(error)}", err=True)
        return False
    except PortalError as error:
        click.echo(f"{file.name}: nothing was saved: {error}", err=True)
        return False
    return True


def _tell_listings(listings: PublishedListings, municipality: str) -> None:
    name = municipality or listings.municipality
    tell_listings(listings, name, days_known(municipality_named(name)))
    tell_unread(listings.unread)


def _take_over(meeting: PublishedMeeting, municipality: str, actor: User | None, override: str) -> None:
    tell_meeting(meeting, municipality)
    tell_unread(meeting.unread)
    if not municipality:
        raise PortalError("the page does not say whose it is: say it with --municipality")
    if actor is None:
        tell_plan(plan_import(meeting, municipality_named(municipality)), saved=False)
    else:
        tell_plan(import_meeting(actor, meeting, municipality_name=municipality, override=override), saved=True)


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
