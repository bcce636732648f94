"""From a file or an HTML text to what it publishes. Every way in which it can be wrong ends in `NotUnderstood`."""

import re
import warnings
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.exceptions import ParserRejectedMarkup

from portal.foundation import clock
from portal.foundation.text import composed
from portal.foundation.written_dates import read_moment
from portal.imports.minutes.document import (
    Item,
    NotUnderstood,
    Place,
    Problem,
    PublishedListings,
    PublishedMeeting,
    Reason,
    Unread,
    kind_of,
)
from portal.imports.minutes.items import ROW, read_item
from portal.imports.minutes.lines import Line, pieces_of, text_of
from portal.imports.minutes.listings import ROW as LISTED, read_listings
from portal.imports.minutes.municipality import municipality_of

MAX_BYTES = 20 * 1024 * 1024
MAX_TAGS, MAX_DEPTH = 100_000, 200  # the largest meeting that was seen has 8,500, at most 16 deep
HEADING, INFORMATION, WHOLE_DOCUMENT = "h1.dato", "table.dagsordeninfo tr", "#hentHeledagsorden"
# The rows of the table above the items, by their first cell
BODY, WHEN, WHERE, ABOUT, PRESENT = "udvalg", "mødedato", "mødested", "information", "mødedeltagere"
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_OTHER_KINDS = {b"%PDF": Problem.IS_PDF, b"PK\x03\x04": Problem.IS_ARCHIVE, b"\xd0\xcf\x11\xe0": Problem.IS_ARCHIVE}
_AS_BROWSERS = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TAG = re.compile(r"<[a-z!]", re.IGNORECASE)


def read_file(path: Path) -> PublishedMeeting | PublishedListings:
    """Read one saved page; its file name is how it is called in reports."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotUnderstood(Problem.TOO_LARGE, source=path.name, found=f"{path.stat().st_size} B")
        content = path.read_bytes()
    except OSError as error:
        raise NotUnderstood(Problem.NO_FILE, source=path.name, found=error.strerror or "") from error
    return read_document(decode(content, path.name), source=path.name)


def decode(content: bytes, source: str) -> str:
    """UTF-8, or what the page itself says it is; one that says nothing is what browsers take it for, Windows-1252."""
    for mark, problem in _OTHER_KINDS.items():
        if content.startswith(mark):
            raise NotUnderstood(problem, source=source)
    declared = _CHARSET.search(content[:2048])
    says = declared[1].decode("ascii").lower() if declared else ""
    encodings = ("utf-8-sig", "utf-16" if content.startswith(_UTF_16) else _AS_BROWSERS.get(says, says or "cp1252"))
    for encoding in encodings:
        try:
            return composed(content.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    raise NotUnderstood(Problem.ENCODING, source=source, found=f"the page says {says}" if says else "")


def read_document(html: str, *, source: str) -> PublishedMeeting | PublishedListings:
    """Read an agenda, minutes or a list of meetings. Raises `NotUnderstood` where it is none of these."""
    page = _parse(html, source)
    _refuse_nesting(page, source)
    if page.select_one(LISTED):
        return read_listings(page, source)
    if page.select_one(HEADING) is None and page.select_one(ROW) is None:
        title = text_of(page.title) if page.title else ""
        raise NotUnderstood(Problem.UNKNOWN_LAYOUT, source=source, found=title[:80])
    return _read_meeting(page, source)


def _parse(html: str, source: str) -> BeautifulSoup:
    if not html.strip():
        raise NotUnderstood(Problem.EMPTY, source=source)
    if "\x00" in html or not _TAG.search(html):
        raise NotUnderstood(Problem.NOT_HTML, source=source, found=html.strip()[:40])
    if len(html) > MAX_BYTES:
        raise NotUnderstood(Problem.TOO_LARGE, source=source, found=str(len(html)))
    if html.count("<") > MAX_TAGS:
        raise NotUnderstood(Problem.TOO_MANY_PARTS, source=source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # an XHTML page is read as HTML
            return BeautifulSoup(html, "html.parser")
    except (ParserRejectedMarkup, RecursionError) as error:
        raise NotUnderstood(Problem.NOT_HTML, source=source, found=str(error)[:80]) from error


def _refuse_nesting(page: BeautifulSoup, source: str) -> None:
    """Rows within rows would be read once for each that they lie in, and depth is paid for with every word."""
    depths, rows = {id(page): 0}, {id(page): 0}
    for tag in page.find_all(True):
        above = id(tag.parent)
        depths[id(tag)] = depths[above] + 1
        is_row = tag.name == "tr" and "punktrow" in (tag.get("class") or ())
        rows[id(tag)] = rows[above] + is_row
        if depths[id(tag)] > MAX_DEPTH or rows[id(tag)] > 1:
            raise NotUnderstood(Problem.TOO_DEEP, source=source)


def _read_meeting(page: BeautifulSoup, source: str) -> PublishedMeeting:
    heading = text_of(page.select_one(HEADING))
    about = {label.rstrip(":").lower(): cell for label, cell in _rows(page)}
    kind = kind_of(heading)
    if kind is None:
        raise NotUnderstood(Problem.UNKNOWN_KIND, source=source, found=heading[:80])
    body = text_of(about.get(BODY)) or text_of(page.select_one("h2 .udvalg"))
    if not body:
        raise NotUnderstood(Problem.NO_BODY, source=source, found=heading[:80])
    starts_at, unread = _starts_at(heading, text_of(about.get(WHEN)), source)
    items, items_unread = _items(page, source, body, clock.in_denmark(starts_at).date())
    return PublishedMeeting(
        source=source,
        kind=kind,
        body=body,
        starts_at=starts_at,
        place=text_of(about.get(WHERE)),
        items=items,
        municipality=municipality_of(page),
        source_id=_source_id(page),
        information=_information(about),
        unread=(*unread, *_unknown_rows(about, source), *items_unread),
    )


def _rows(page: BeautifulSoup) -> list[tuple[str, Tag]]:
    cells = (row.find_all("td") for row in page.select(INFORMATION))
    return [(text_of(pair[0]), pair[-1]) for pair in cells if len(pair) > 1]


def _source_id(page: BeautifulSoup) -> str:
    """The site's own id of the meeting; saved pages often hold a place-holder instead."""
    button = page.select_one(WHOLE_DOCUMENT)
    value = str(button.get("data-id") or "") if button else ""
    return value if _ID.fullmatch(value) else ""


def _starts_at(heading: str, table: str, source: str) -> tuple[datetime, list[Unread]]:
    in_heading, in_table = read_moment(heading), read_moment(table)
    starts_at = in_table or in_heading
    if starts_at is None:
        raise NotUnderstood(Problem.NO_DATE, source=source, found=(table or heading)[:80])
    if in_heading and in_table and in_heading != in_table:
        return starts_at, [Unread(Place(source), Reason.DATES_DIFFER, f"{heading} / {table}")]
    return starts_at, []


def _information(about: dict[str, Tag]) -> tuple[str, ...]:
    cell = about.get(ABOUT)
    return tuple(piece.text for piece in pieces_of(cell, set()) if isinstance(piece, Line)) if cell else ()


def _unknown_rows(about: dict[str, Tag], source: str) -> list[Unread]:
    """Rows nothing is known about, and the names of those present, which are left out on purpose (and not quoted)."""
    unread = [
        Unread(Place(source, heading=label), Reason.OUTSIDE, text_of(cell))
        for label, cell in about.items()
        if label not in {BODY, WHEN, WHERE, ABOUT, PRESENT} and text_of(cell)
    ]
    if text_of(about.get(PRESENT)):
        unread.append(Unread(Place(source, heading=PRESENT), Reason.PERSONS_LEFT_OUT))
    return unread


def _items(page: BeautifulSoup, source: str, body: str, day: date) -> tuple[tuple[Item, ...], list[Unread]]:
    read = [read_item(row, source, position, body, day) for position, row in enumerate(page.select(ROW), 1)]
    if not read:
        raise NotUnderstood(Problem.NO_ITEMS, source=source)
    items = tuple(item for item, _ in read)
    unread = [note for _, notes in read for note in notes]
    times = Counter(item.source_id or item.number for item in items)
    unread += [
        Unread(Place(source, item.number), Reason.ID_REPEATED, key)
        for item in items
        if times[key := item.source_id or item.number] > 1
    ]
    return items, unread
