"""What the values of the filters are called: codes by table, names from the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Select, select

from portal.committees.models import Committee
from portal.foundation.dates import quoted
from portal.foundation.db import tuples_of
from portal.foundation.i18n import N_, gettext
from portal.foundation.questions import question
from portal.municipalities.models import Municipality, Party
from portal.search.documents import Facet
from portal.search.facets import Counts
from portal.search.index import search_index

LEGENDS: Mapping[Facet, str] = {
    Facet.KIND: N_("Kind"),
    Facet.YEAR: N_("Year"),
    Facet.COMMITTEE: N_("%(Committee)s"),
    Facet.BODY: N_("Decided by"),
    Facet.RESULT: N_("Result"),
    Facet.THEME: N_("Theme"),
    Facet.PARTY: N_("Party that voted for"),
    Facet.MUNICIPALITY: N_("Municipality"),
}


def _table(facet: Facet) -> Mapping[str, str]:
    """What the values of a facet are called by the rooms that have them."""
    index = search_index()
    if facet is Facet.KIND:
        return {one.kind: one.many or one.kind for one in index.document_types.values()}
    return index.called[facet]


def one_of_kind(kind: str) -> str:
    """What one record of a kind is called."""
    known = search_index().document_types.get(kind)
    return gettext(known.one) if known is not None and known.one else kind


def result_label(result: str) -> str:
    label = _table(Facet.RESULT).get(result)
    return gettext(label) if label else result


Names = dict[str, str]
Labels = dict[Facet, Names]


def labels_for(counts: Counts) -> Labels:
    """A label for every value that is counted: three queries, and none for what is not there."""
    labels: Labels = {}
    for facet, found in counts.items():
        values = [value for value, _ in found]
        if table := _table(facet):
            labels[facet] = {value: gettext(table[value]) if value in table else value for value in values}
        else:
            names = _NAMES[facet](values) if values and facet in _NAMES else {}
            labels[facet] = {value: quoted(names.get(value, value)) for value in values}
    return labels


def committee_names(slugs: Iterable[str]) -> Names:
    """Names by slug."""
    return dict(tuples_of(_committees(list(slugs))))


def municipality_names(slugs: Iterable[str]) -> Names:
    """Names by slug."""
    return dict(tuples_of(_municipalities(list(slugs))))


def _party_names(letters: Iterable[str]) -> Names:
    """The newest list that has the letter; letters move, but a search is mostly about the present."""
    return {letter: f"{name} ({letter})" for letter, name in tuples_of(_parties(list(letters)))}


@question
def _committees(slugs: Sequence[str]) -> Select[tuple[str, str]]:
    return select(Committee.slug, Committee.name).where(Committee.slug.in_(slugs))


@question
def _municipalities(slugs: Sequence[str]) -> Select[tuple[str, str]]:
    return select(Municipality.slug, Municipality.name).where(Municipality.slug.in_(slugs))


@question
def _parties(letters: Sequence[str]) -> Select[tuple[str, str]]:
    return select(Party.letter, Party.name).where(Party.letter.in_(letters)).order_by(Party.valid_from, Party.id)


_NAMES: Mapping[Facet, Callable[[Iterable[str]], Names]] = {
    Facet.COMMITTEE: committee_names,
    Facet.MUNICIPALITY: municipality_names,
    Facet.PARTY: _party_names,
}
