"""From a description to what is written in the index."""

from collections.abc import Callable

from portal.search import compounds
from portal.search.analysis import stems, words
from portal.search.documents import Description
from portal.search.whoosh_index import IndexedDocument

LONGEST_TEXT = 500_000  # letters; the longest published agenda of a large city has about half of it


def prepare(kind: str, record_id: int, description: Description, is_known: Callable[[str], bool]) -> IndexedDocument:
    """Take one record's words apart. `is_known` tells of a stem whether the index holds it: so compounds are split."""
    title = [*words(description.title), *words(description.called)]
    every = title + list(words(description.text[:LONGEST_TEXT]))
    return IndexedDocument(
        key=f"{kind}:{record_id}",
        when=int(description.when.timestamp()),
        title=stems(title),
        text=stems(every),
        parts=[part for word in dict.fromkeys(every) for part in compounds.parts(word, is_known)],
        exact=every,
        facets=description.facet_values(kind),
    )


def vocabulary(description: Description) -> set[str]:
    """The stems that a record brings into the index."""
    return set(stems([*words(description.title), *words(description.called), *words(description.text[:LONGEST_TEXT])]))
