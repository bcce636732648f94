"""`flask --app wsgi retention`: what goes tonight; with `--do` what has had its time goes now."""

import click
from flask.cli import with_appcontext

from portal.foundation import clock
from portal.foundation.i18n import gettext as _
from portal.foundation.jobs import next_night
from portal.privacy.actions.retaining import keep_promises
from portal.privacy.queries import count_due
from portal.privacy.words import FATE_LABELS
from portal.rules.privacy import RULES, Kind


@click.command("retention")
@click.option("--do", "is_meant", is_flag=True, help="Delete now what has had its time by now.")
@click.option("--dry-run", is_flag=True, help="Show what goes tonight (as without --do).")
@with_appcontext
def retention(is_meant: bool, dry_run: bool) -> None:
    """Show kind by kind what has had its time when the worker does it tonight; with --do delete or empty now what has
    had it by now. Exit with 1 if a kind did not work.
    """
    if is_meant and dry_run:
        raise click.UsageError("--do and --dry-run say opposite things")
    if not is_meant:
        _tell(count_due(next_night(clock.now())))
        return
    run = keep_promises()
    _tell({Kind(kind): count for kind, count in run.counts.items()})
    for kind, error in run.failures.items():
        click.echo(f"{kind}: did not work ({error}), and is tried again next time", err=True)
    if run.failures:
        raise SystemExit(1)


def _tell(counts: dict[Kind, int]) -> None:
    for kind, count in sorted(counts.items()):
        if count:
            rule = RULES[kind]
            click.echo(f"{count:>8}  {kind.value:<24} {_(FATE_LABELS[rule.at_end])}: {_(rule.label)}")
    click.echo(f"{sum(counts.values())} records in all.")
