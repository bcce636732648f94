"""A question as an address: `?q=badeanstalten&type=beslutning&aar=2026`, read and written. Odd values are left out."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlencode

from portal.foundation.text import composed
from portal.search.documents import Facet
from portal.search.query import LONGEST_TEXT, SearchQuery, Sort

NAMES: Mapping[Facet, str] = {
    Facet.KIND: "type",
    Facet.COMMITTEE: "udvalg",
    Facet.YEAR: "aar",
    Facet.RESULT: "resultat",
    Facet.BODY: "organ",
    Facet.THEME: "tema",
    Facet.STATUS: "status",
    Facet.PARTY: "parti",
    Facet.MUNICIPALITY: "kommune",
}
KINDS: Mapping[str, str] = {
    "initiative": "borgerforslag",
    "idea": "ide",
    "idea_theme": "tema",
    "sitting": "udvalgsmoede",
    "workshop": "moede",
    "proposal": "forslag",
    "amendment": "rettelse",
    "contribution": "indlaeg",
    "recommendation": "anbefaling",
    "decision": "beslutning",
    "committee": "udvalg",
    "mandate": "kommissorium",
}
RESULTS: Mapping[str, str] = {
    "adopted": "vedtaget",
    "adopted_with_changes": "vedtaget-med-aendringer",
    "not_adopted": "ikke-vedtaget",
    "sent_on": "sendt-videre",
    "sent_back": "sendt-tilbage",
    "recommended": "anbefalet",
    "noted": "til-efterretning",
    "discussed": "droeftet",
    "postponed": "udsat",
    "dropped": "udgaaet",
    "on_agenda": "paa-dagsordenen",
    "other": "andet",
}
SORTS: Mapping[Sort, str] = {Sort.BEST: "bedst", Sort.NEWEST: "nyeste", Sort.OLDEST: "aeldste"}

MOST_VALUES = 30
LAST_PAGE = 50_000

_WORDS: Mapping[Facet, Mapping[str, str]] = {Facet.KIND: KINDS, Facet.RESULT: RESULTS}
_CODES = {facet: {word: code for code, word in words.items()} for facet, words in _WORDS.items()}
_SORT_OF = {word: sort for sort, word in SORTS.items()}
_VALUE = re.compile(r"[^\x00-\x1f\x7f]{1,120}")
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)


class Sent(Protocol):
    """What a browser sent, as Werkzeug's `request.args` holds it."""

    def get(self, key: str, default: str) -> str: ...
    def getlist(self, key: str) -> list[str]: ...


def read_query(sent: Sent, *, kinds: Iterable[str] = (), per_page: int = 20) -> SearchQuery:
    """The question that was sent. `kinds` fixes what kinds of record a page is about, whatever was sent."""
    filters = {facet: _values(facet, sent.getlist(name)) for facet, name in NAMES.items()}
    if kinds:
        filters[Facet.KIND] = tuple(kinds)
    return SearchQuery(
        has_left_out=any(len(set(sent.getlist(name))) > MOST_VALUES for name in NAMES.values()),
        text=" ".join(composed(sent.get("q", ""))[: LONGEST_TEXT + 1].split()),
        filters={facet: values for facet, values in filters.items() if values},
        sort=_SORT_OF.get(sent.get("sortering", ""), Sort.BEST),
        page=_page(sent.get("side", "1")),
        per_page=per_page,
    )


def _values(facet: Facet, sent: list[str]) -> tuple[str, ...]:
    values = dict.fromkeys(composed(value.strip()) for value in sent[: MOST_VALUES * 2])
    if codes := _CODES.get(facet):
        return tuple(codes[value] for value in values if value in codes)
    pattern = _YEAR if facet is Facet.YEAR else _VALUE
    return tuple(value for value in values if pattern.fullmatch(value))[:MOST_VALUES]


def _page(sent: str) -> int:
    return min(max(int(sent), 1), LAST_PAGE) if sent.isascii() and sent.isdigit() and len(sent) < 7 else 1  # noqa: PLR2004


def as_sent(facet: Facet, value: str) -> str:
    """How a facet's value stands in an address."""
    return _WORDS.get(facet, {}).get(value, value)


def pairs_of(query: SearchQuery, *, leave_out: Container[Facet] = ()) -> list[tuple[str, str]]:
    """The same question as names and values, the page aside: always the same for the same question."""
    pairs = [("q", query.text)] if query.text else []
    for facet, name in NAMES.items():
        if facet not in leave_out:
            pairs += [(name, as_sent(facet, value)) for value in query.filters.get(facet, ())]
    if query.sort is not Sort.BEST:
        pairs.append(("sortering", SORTS[query.sort]))
    return pairs


def query_string(query: SearchQuery, *, leave_out: Container[Facet] = ()) -> str:
    """The same question as the end of an address, nothing where nothing is asked."""
    pairs = pairs_of(query, leave_out=leave_out) + ([("side", str(query.page))] if query.page > 1 else [])
    return f"?{urlencode(pairs)}" if pairs else ""


def without(query: SearchQuery, facet: Facet, value: str) -> SearchQuery:
    """The question with one filter taken away, from its first page."""
    rest = tuple(other for other in query.filters.get(facet, ()) if other != value)
    filters = {kept: values for kept, values in query.filters.items() if kept is not facet}
    return replace(query, filters=filters | {facet: rest} if rest else filters, page=1)
