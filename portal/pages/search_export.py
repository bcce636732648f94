"""Results as a table for a spreadsheet, as Danish programs read one: semicolons, and a mark that says UTF-8."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from portal.foundation import clock
from portal.foundation.i18n import gettext
from portal.pages.search_labels import ONE_OF_KIND, RESULT_LABELS
from portal.search.index import SearchIndex
from portal.search.query import SearchQuery
from portal.search.results import FoundRecord, search_records

MOST_ROWS = 2_000
ROWS_AT_A_TIME = 200
BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(index: SearchIndex, query: SearchQuery, base_url: str) -> str:
    """The first 2,000 results, one a line."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(["type", "titel", "dato", "udvalg", "organ", "resultat", "kommune", "adresse"])
    for found in _all(index, query):
        table.writerow([_harmless(cell) for cell in _row(found, base_url)])
    return BYTE_ORDER_MARK + written.getvalue()


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


def _harmless(cell: str) -> str:
    """A spreadsheet would calculate a cell that begins like a formula."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
