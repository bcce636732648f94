"""What stands around a page of results: filters with counts, chips that take them away, sorting, and what to try."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from portal.foundation.dates import number
from portal.foundation.i18n import N_, gettext, ngettext
from portal.pages.search_labels import LEGENDS, Labels, Names, labels_for
from portal.search.documents import Facet
from portal.search.parameters import KINDS, NAMES, as_sent, pairs_of, query_string, without
from portal.search.query import Ignored, SearchQuery, Sort
from portal.search.results import FoundPage

MOST_OPTIONS = 12

SORT_LABELS: Mapping[Sort, str] = {
    Sort.BEST: N_("best match"),
    Sort.NEWEST: N_("newest first"),
    Sort.OLDEST: N_("oldest first"),
}
IGNORED: Mapping[Ignored, str] = {
    Ignored.TEXT_TOO_LONG: N_("We searched for the first 200 characters. Write a shorter text."),
    Ignored.TOO_MANY_WORDS: N_("We searched for the first 20 words. Write fewer words."),
    Ignored.PREFIX_TOO_SHORT: N_("Write at least four letters before the star: %(piece)s"),
    Ignored.ONLY_EXCLUDED: N_("Write at least one word without a minus in front."),
    Ignored.TOO_MANY_CHOICES: N_("We searched for the first 30 you chose of each kind. Choose fewer."),
}


@dataclass(frozen=True)
class Option:
    """One checkbox of a filter."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """One filter: a legend and its checkboxes."""

    name: str
    legend: str
    options: tuple[Option, ...]
    rest: tuple[Option, ...] = ()  # seldom values, folded away


@dataclass(frozen=True)
class Link:
    """A word and where it leads; without an address it is where the reader is."""

    label: str
    address: str | None


@dataclass(frozen=True)
class SearchPanel:
    """All that a search page shows beside the results themselves."""

    path: str
    count: str
    groups: tuple[Group, ...]
    committees: Names  # of everything that was found, so also of the results on this page
    chips: tuple[Link, ...]
    reset: str
    sorts: tuple[Link, ...]
    csv: str
    feed: str
    follow: str  # the page that explains the feed
    notes: tuple[str, ...]
    suggestion: Link | None
    kept_by_words: list[tuple[str, str]]  # what the field for words sends along
    kept_by_filters: list[tuple[str, str]]  # what the filters send along


def search_panel(found: FoundPage, path: str, *, fixed: tuple[Facet, ...] = ()) -> SearchPanel:
    """The surroundings of one page of results at `path`; `fixed` facets belong to the page and cannot be chosen."""
    query = replace(found.query, page=1)
    labels = labels_for(found.facets)
    bare = SearchQuery(query.text, filters={facet: query.filters[facet] for facet in fixed}, sort=query.sort)
    shown = [facet for facet in LEGENDS if facet not in fixed]

    def here(other: SearchQuery) -> str:
        return path + query_string(other, leave_out=fixed)

    return SearchPanel(
        path=path,
        count=_count(found, decisions_only=bool(fixed)),
        committees=labels.get(Facet.COMMITTEE, {}),
        groups=tuple(group for facet in shown if (group := _group(facet, found, labels))),
        chips=tuple(
            Link(
                Markup("{}: {}").format(gettext(LEGENDS[facet]), labels.get(facet, {}).get(value, value)),
                here(without(query, facet, value)),
            )
            for facet in shown
            for value in query.filters.get(facet, ())
        ),
        reset=here(bare),
        sorts=tuple(
            Link(gettext(label), None if sort is query.sort else here(replace(query, sort=sort)))
            for sort, label in SORT_LABELS.items()
        ),
        csv=f"/soeg.csv{query_string(query)}",
        feed=f"/soeg.atom{query_string(replace(query, sort=Sort.BEST))}",
        follow=f"/soeg/foelg{query_string(replace(query, sort=Sort.BEST))}",
        notes=tuple(gettext(IGNORED[reason], piece=piece) for reason, piece in _ignored(found)),
        suggestion=Link(found.suggestion, here(replace(query, text=found.suggestion))) if found.suggestion else None,
        kept_by_words=[pair for pair in pairs_of(query, leave_out=fixed) if pair[0] != "q"],
        kept_by_filters=pairs_of(replace(query, filters={})),
    )


def _ignored(found: FoundPage) -> tuple[tuple[Ignored, str], ...]:
    left_out = ((Ignored.TOO_MANY_CHOICES, ""),) if found.query.has_left_out else ()
    return (*found.wishes.ignored, *left_out)


def _count(found: FoundPage, *, decisions_only: bool) -> str:
    total, text = found.page.total, found.query.text
    values = {"shown": number(total), "text": text}
    if decisions_only and text:
        return ngettext("%(shown)s decision about »%(text)s«", "%(shown)s decisions about »%(text)s«", total, **values)
    if decisions_only:
        return ngettext("%(shown)s decision", "%(shown)s decisions", total, **values)
    if text:
        return ngettext("%(shown)s result for »%(text)s«", "%(shown)s results for »%(text)s«", total, **values)
    return ngettext("%(shown)s result", "%(shown)s results", total, **values)


def _group(facet: Facet, found: FoundPage, labels: Labels) -> Group | None:
    """A filter is shown where it can narrow, or does so already."""
    chosen = found.query.filters.get(facet, ())
    counted = _ordered(facet, found.facets.get(facet, ()))
    if not chosen and all(count == found.page.total for _, count in counted):
        return None
    names = labels.get(facet, {})
    every = [Option(as_sent(facet, value), names.get(value, value), count, value in chosen) for value, count in counted]
    at_once = [option for place, option in enumerate(every) if place < MOST_OPTIONS or option.is_chosen]
    rest = tuple(option for option in every if option not in at_once)
    return Group(NAMES[facet], gettext(LEGENDS[facet]), tuple(at_once), rest)


def _ordered(facet: Facet, counted: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    """Years by year and kinds as in the life of an idea; all else most first."""
    if facet is Facet.YEAR:
        return sorted(counted, reverse=True)
    if facet is Facet.KIND:
        places = list(KINDS)
        return sorted(counted, key=lambda item: places.index(item[0]) if item[0] in places else len(places))
    return list(counted)
