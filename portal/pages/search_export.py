"""Results as a table for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from portal.foundation import clock
from portal.foundation.spreadsheet import table_lines
from portal.pages.search_labels import Names, committee_names, municipality_names, one_of_kind, result_label
from portal.search.index import SearchIndex
from portal.search.query import SearchQuery
from portal.search.results import FoundPage, FoundRecord, search_records

ROWS_AT_A_TIME = 500
HEADER = ("type", "titel", "dato", "udvalg", "organ", "resultat", "kommune", "adresse")


def csv_lines(index: SearchIndex, query: SearchQuery, base_url: str) -> Iterator[str]:
    """Every result, one a line, found little by little while the table is fetched."""
    return table_lines(HEADER, _rows(index, query, base_url))


@dataclass(frozen=True)
class _Names:
    """What committees and municipalities are called."""

    committees: Names
    municipalities: Names


def _rows(index: SearchIndex, query: SearchQuery, base_url: str) -> Iterator[list[str]]:
    number, pages = 1, 1
    while number <= pages:
        found = search_records(index, replace(query, page=number, per_page=ROWS_AT_A_TIME))
        names = _names_in(found)
        yield from (_row(record, names, base_url) for record in found.page.items)
        number, pages = number + 1, found.page.pages


def _names_in(found: FoundPage) -> _Names:
    texts = [record.description for record in found.page.items]
    return _Names(
        committee_names({text.committee for text in texts if text.committee}),
        municipality_names({text.municipality for text in texts if text.municipality}),
    )


def _row(found: FoundRecord, names: _Names, base_url: str) -> list[str]:
    text = found.description
    return [
        one_of_kind(found.kind),
        text.title,
        clock.in_denmark(text.when).date().isoformat(),
        names.committees.get(text.committee or "", ""),
        text.body or "",
        result_label(text.result or ""),
        names.municipalities.get(text.municipality or "", ""),
        base_url + text.path,
    ]
