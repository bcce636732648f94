"""Results as a table for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import replace

from portal.foundation import clock
from portal.foundation.i18n import gettext
from portal.foundation.spreadsheet import as_table
from portal.pages.search_labels import ONE_OF_KIND, RESULT_LABELS
from portal.search.index import SearchIndex
from portal.search.query import SearchQuery
from portal.search.results import FoundRecord, search_records

MOST_ROWS = 2_000
ROWS_AT_A_TIME = 200


def as_csv(index: SearchIndex, query: SearchQuery, base_url: str) -> str:
    """The first 2,000 results, one a line."""
    header = ["type", "titel", "dato", "udvalg", "organ", "resultat", "kommune", "adresse"]
    return as_table(header, (_row(found, base_url) for found in _all(index, query)))


def _all(index: SearchIndex, query: SearchQuery) -> Iterator[FoundRecord]:
    for number in range(1, MOST_ROWS // ROWS_AT_A_TIME + 1):
        found = search_records(index, replace(query, page=number, per_page=ROWS_AT_A_TIME))
        if found.page.number < number:
            return
        yield from found.page.items


def _row(found: FoundRecord, base_url: str) -> list[str]:
    text = found.description
    return [
        gettext(ONE_OF_KIND.get(found.kind, found.kind)),
        text.title,
        clock.in_denmark(text.when).date().isoformat(),
        text.committee or "",
        text.body or "",
        _result_label(text.result or ""),
        text.municipality or "",
        base_url + text.path,
    ]


def _result_label(result: str) -> str:
    return gettext(RESULT_LABELS[result]) if result in RESULT_LABELS else result
