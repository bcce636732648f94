"""What the import says on the command line: what it understood, what it could not read and where, what it did."""

from collections.abc import Iterable, Mapping
from datetime import date

import click

from portal.imports.minutes.document import (
    Item,
    Kind,
    NotUnderstood,
    Place,
    Problem,
    PublishedListings,
    PublishedMeeting,
    Reason,
    Unread,
)
from portal.imports.plan.plan import Fate, Plan
from portal.imports.plan.results import result_of

EXPECTED = "expected a saved agenda, minutes or list of meetings, as FirstAgenda Publication serves them"
PROBLEMS: Mapping[Problem, str] = {
    Problem.EMPTY: f"the file is empty; {EXPECTED}",
    Problem.ENCODING: (
        "its letters are not UTF-8, nor what the page says they are. It may be Latin-1 or Windows-1252 "
        "under a wrong name: save it again as UTF-8"
    ),
    Problem.IS_ARCHIVE: f"this is a Word document, a spreadsheet or a ZIP archive; {EXPECTED}",
    Problem.IS_PDF: f"this is a PDF; {EXPECTED}. Save the page itself from the council site as HTML",
    Problem.NO_BODY: 'the page does not name the body that met (the row "Udvalg:")',
    Problem.NO_DATE: 'no day and time of the meeting ("Referat 1. oktober 2025 kl. 15.45")',
    Problem.NO_FILE: "the file cannot be opened",
    Problem.NO_ITEMS: "the meeting has no items",
    Problem.NOT_HTML: f"this is no HTML; {EXPECTED}",
    Problem.TOO_DEEP: "items lie within items, or the HTML is more than 200 levels deep: no meeting's page is made so",
    Problem.TOO_LARGE: "larger than 20 MB",
    Problem.TOO_MANY_PARTS: "more than 100,000 HTML tags: no meeting's page has so many",
    Problem.UNKNOWN_KIND: 'the heading begins neither with "Dagsorden" nor with "Referat"',
    Problem.UNKNOWN_LAYOUT: f"a page of an unknown kind; {EXPECTED}",
}
REASONS: Mapping[Reason, str] = {
    Reason.BEFORE_FIRST_STEP: "left out: text in the case flow before any body is named",
    Reason.COUNT_DIFFERS: "attachments promised / found",
    Reason.DATE_UNREADABLE: "a step of the case without a readable date; the step is kept",
    Reason.DATES_DIFFER: "two different times of the meeting; the second holds",
    Reason.HEADING_UNKNOWN: "an unknown heading; its text is kept with the presentation",
    Reason.ID_MISSING: "the page gives this item no id; it is known by body, time and number",
    Reason.ID_REPEATED: "several items have the same id",
    Reason.MOTION_WITHOUT_POINTS: "a motion whose points cannot be told apart; it is kept whole in the presentation",
    Reason.NO_MEANING: "left out: no letter and no digit",
    Reason.NUMBERS_SKIP: "the numbers of the points do not follow each other at",
    Reason.OUTSIDE: "left out: text where none was expected",
    Reason.PERSONS_LEFT_OUT: "left out on purpose: the list of those present",
    Reason.POINTS_NOT_FOUND: "nothing that looks like a point to decide; kept with the presentation",
    Reason.ROW_UNREADABLE: "left out: a line of the list without kind, body, day or time",
    Reason.TITLE_MISSING: "no title",
}
FATES: Mapping[Fate, str] = {
    Fate.NEW: "new",
    Fate.UNCHANGED: "unchanged",
    Fate.ADDED: "changed (dated addition)",
    Fate.OURS: "published here already, by hand",
    Fate.LEFT: "left alone (text was taken out)",
}
TOLD: Mapping[Fate, str] = {Fate.ADDED: "to", Fate.OURS: "as"}  # each with the address of its record
TITLE_WIDTH, EXCERPT = 48, 100


def words_of(error: NotUnderstood) -> str:
    return PROBLEMS[error.problem] + (f'; found "{error.found}"' if error.found else "")


def tell_meeting(meeting: PublishedMeeting, municipality: str) -> None:
    """What was understood, a line for each item."""
    facts = (meeting.body, f"{meeting.starts_at:%Y-%m-%d %H:%M}", meeting.place, municipality)
    click.echo(f"{meeting.source}: {meeting.kind}, {', '.join(filter(None, facts))}, {len(meeting.items)} items")
    click.echo(f"{'item':>5}  {'title':<{TITLE_WIDTH}}  points  steps  attachments  result")
    for item in meeting.items:
        click.echo(_item(item, meeting.kind, meeting.body))


def tell_unread(unread: Iterable[Unread]) -> None:
    """What was not understood, each with its place."""
    notes = [f"  {_place(note.place)}: {REASONS[note.reason]}{_excerpt(note.text)}" for note in unread]
    click.echo(f"Not read as expected: {len(notes)}" if notes else "Everything was read.")
    for note in notes:
        click.echo(note)


def tell_plan(plan: Plan, *, saved: bool) -> None:
    """What became of the items, or what would."""
    for planned in plan.items:
        if planned.fate in TOLD and planned.record is not None:
            click.echo(
                f"  item {planned.item.number}: {FATES[planned.fate]} {TOLD[planned.fate]} {planned.record.path}"
            )
    for record in plan.gone:
        click.echo(f"  {record.path} is of this body and day, but not in this document; it stays as it is")
    counts = ", ".join(f"{plan.count(fate)} {word}" for fate, word in FATES.items())
    click.echo(f"{'Saved' if saved else 'Nothing saved (dry run); it would be'}: {counts}.\n")


def tell_listings(listings: PublishedListings, municipality: str, known: set[tuple[str, date, Kind]]) -> None:
    """The meetings on a page that lists them, and whether their document has been imported."""
    whose = f" ({municipality})" if municipality else ""
    click.echo(f"{listings.source}: a list of {len(listings.meetings)} meetings{whose}; nothing is saved of it")
    for meeting in listings.meetings:
        state = "imported" if (meeting.body, meeting.starts_at.date(), meeting.kind) in known else "-"
        click.echo(f"  {meeting.starts_at:%Y-%m-%d %H:%M}  {meeting.kind:<8}{state:<10}{meeting.body}")


def _item(item: Item, kind: Kind, body: str) -> str:
    title = item.title if len(item.title) <= TITLE_WIDTH else item.title[: TITLE_WIDTH - 1] + "…"
    points, steps, attachments = len(item.proposal.points), len(item.case_flow), len(item.attachments)
    counts = f"{points:>6}  {steps:>5}  {attachments:>11}"
    closed = " (closed)" if item.is_closed else ""
    return f"{item.number:>5}  {title:<{TITLE_WIDTH}}  {counts}  {result_of(item, kind, body)}{closed}"


def _place(place: Place) -> str:
    parts = (
        place.document,
        f"item {place.item}" if place.item else "",
        f'"{place.heading}"' if place.heading else "",
        f"line {place.line}" if place.line else "",
    )
    return ", ".join(filter(None, parts))


def _excerpt(text: str) -> str:
    return f': "{text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"}"' if text else ""
