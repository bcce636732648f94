"""A page that lists meetings with links to their agendas and minutes."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from portal.foundation.written_dates import read_date, read_moment
from portal.imports.minutes.document import ListedBody, ListedMeeting, Place, PublishedListings, Reason, Unread, kind_of
from portal.imports.minutes.lines import text_of
from portal.imports.minutes.municipality import municipality_of

ROW = "a.searchresult"
BODIES = "#udvalg-dropdown-ul a[data-value]"
WHEN, BODY, KIND = ".col-sm-3", ".col-sm-5", ".col-sm-4"
_CLOCK_IN_ADDRESS = re.compile(r"-kl\.(\d{1,2})\.(\d{2})(?!\d)")


def read_listings(page: BeautifulSoup, source: str) -> PublishedListings:
    meetings: list[ListedMeeting] = []
    unread: list[Unread] = []
    for number, row in enumerate(page.select(ROW), 1):
        meeting = _meeting(row)
        if meeting:
            meetings.append(meeting)
        else:
            unread.append(Unread(Place(source, line=number), Reason.ROW_UNREADABLE, text_of(row)))
    return PublishedListings(source, tuple(meetings), _bodies(page), municipality_of(page), tuple(unread))


def _meeting(row: Tag) -> ListedMeeting | None:
    """The date stands in the row, the time of day only in the address it links to."""
    address = str(row.get("href") or "")
    clock = _CLOCK_IN_ADDRESS.search(unquote(address))
    day, body, kind = read_date(text_of(row.select_one(WHEN))), text_of(row.select_one(BODY)), kind_of(_kind_text(row))
    starts_at = read_moment(f"{day} kl. {clock[1]}.{clock[2]}") if day and clock else None
    if starts_at is None or kind is None or not body:
        return None
    source_id = parse_qs(urlsplit(address).query).get("id", [""])[0]
    return ListedMeeting(kind, body, starts_at, source_id, address)


def _kind_text(row: Tag) -> str:
    return text_of(row.select_one(KIND))


def _bodies(page: BeautifulSoup) -> tuple[ListedBody, ...]:
    return tuple(ListedBody(text_of(link), str(link["data-value"])) for link in page.select(BODIES) if text_of(link))
