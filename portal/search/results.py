"""One page of results as it may be shown: the index proposes, the database has the last word."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from portal.foundation.db import Record
from portal.foundation.paging import Page
from portal.search.analysis import fold
from portal.search.documents import Description
from portal.search.excerpts import Marker
from portal.search.facets import Counts
from portal.search.index import Hit, SearchIndex, SearchResults
from portal.search.query import SearchQuery, Wishes

Rows = Mapping[str, Mapping[int, Record]]


@dataclass(frozen=True)
class FoundRecord:
    """One public record that was found: the row itself, and how it describes itself now."""

    kind: str
    record: Record
    description: Description
    marker: Marker

    @property
    def title(self) -> Markup:
        return self.marker.whole(self.description.title)

    @cached_property
    def excerpt(self) -> Markup:
        return self.marker.excerpt(self.description.text)


@dataclass(frozen=True)
class FoundPage:
    """A page of results. `suggestion` is the text with unknown words replaced by known ones, where that would help."""

    query: SearchQuery
    page: Page[FoundRecord]
    facets: Counts
    wishes: Wishes
    relaxed: bool
    is_ready: bool
    suggestion: str | None


def search_records(index: SearchIndex, query: SearchQuery) -> FoundPage:
    """Find, load with one query per kind, and keep what is public now. A page past the last is the last."""
    wishes = query.wishes
    results = index.find(query)
    if results.total and not results.hits:
        query = replace(query, page=-(-results.total // query.per_page))
        results = index.find(query)
    return FoundPage(
        query=query,
        page=Page(_load(index, results, Marker(wishes)), query.page, results.total, query.per_page),
        facets=results.facets,
        wishes=wishes,
        relaxed=results.relaxed,
        is_ready=results.is_ready,
        suggestion=_suggestion(index, query, wishes) if results.relaxed or not results.total else None,
    )


def _load(index: SearchIndex, results: SearchResults, marker: Marker) -> list[FoundRecord]:
    ids: dict[str, list[int]] = defaultdict(list)
    for hit in results.hits:
        ids[hit.kind].append(hit.id)
    rows = {kind: index.document_types[kind].rows(found) for kind, found in ids.items() if kind in index.document_types}
    loaded = (_found(index, hit, rows, marker) for hit in results.hits)
    return [record for record in loaded if record]


def _found(index: SearchIndex, hit: Hit, rows: Rows, marker: Marker) -> FoundRecord | None:
    row = rows.get(hit.kind, {}).get(hit.id)
    description = index.document_types[hit.kind].describe(row) if row is not None else None
    return FoundRecord(hit.kind, row, description, marker) if row is not None and description else None


def _suggestion(index: SearchIndex, query: SearchQuery, wishes: Wishes) -> str | None:
    nearest = index.nearest_words(wishes)
    if not nearest:
        return None
    return re.sub(r"\w+", lambda found: nearest.get(fold(found[0]), found[0]), query.text)
