"""The public account of how a committee answers: as a page, and as a table for a spreadsheet."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.committees.queries import committee_by_slug
from portal.foundation.i18n import gettext as _
from portal.foundation.spreadsheet import as_table
from portal.ideas.models import AppealVerdict
from portal.ideas.queries.account import PublicAccount, public_account
from portal.ideas.views.blueprint import ideas
from portal.ideas.words import refusal_name


@ideas.get("/udvalg/<slug>/ideer/regnskab")
def account(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    return render_template("ideas/account.html", committee=committee, account=public_account(committee))


@ideas.get("/udvalg/<slug>/ideer/regnskab.csv")
def account_csv(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    table = as_table(["emne", "antal"], _lines(public_account(committee)))
    name = f"regnskab-{committee.slug}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(table, mimetype="text/csv", headers=headers)


def _lines(account: PublicAccount) -> list[tuple[str, str]]:
    """Every number of the page, with what it counts."""
    refusals = [(f"{_('Not published')}: {refusal_name(code)}", number) for code, number in account.refusals.items()]
    lines: list[tuple[str, float | int | None]] = [
        (_("Ideas received"), account.received),
        (_("Being read before publication"), account.being_read),
        (_("Late before publication"), account.late_unread),
        (_("Sent back to their authors"), account.with_author),
        (_("Waiting for an answer"), account.waiting),
        (_("Waiting too long"), account.late_now),
        (_("Answered or carried on"), account.concluded),
        (_("Not published"), account.not_published),
        (_("Hidden by a moderator"), account.hidden),
        (_("Withdrawn by their authors"), account.withdrawn),
        (_("First answer in time"), account.answered_in_time),
        (_("First answer too late"), account.answered_late),
        (_("Days to the first answer, average"), account.average_days),
        (_("Days to the first answer, median"), account.median_days),
        *refusals,
        (_("Appeals that wait to be decided"), account.appeals.get(None, 0)),
        (_("Appeals: the idea is still not published"), account.appeals.get(AppealVerdict.UPHELD, 0)),
        (_("Appeals: the author was right"), account.reversals),
    ]
    return [(label, _danish(number)) for label, number in lines]


def _danish(number: float | None) -> str:
    """As Danish spreadsheets read numbers: with a comma; nothing where there is nothing to count."""
    if number is None:
        return ""
    return str(number) if isinstance(number, int) else f"{number:.1f}".replace(".", ",")
