"""Counts beside the filters are what a reader would count by hand."""

from hypothesis import given, settings, strategies as st

from portal.search.documents import Facet
from portal.search.facets import count, mask_of, narrow, numbers_in
from tests.search.shelf import Shelf, ask, days, open_index

FACETS = [Facet.YEAR, Facet.COMMITTEE, Facet.PARTY]
VALUES = ["a", "b", "c"]
documents = st.lists(st.fixed_dictionaries({facet: st.lists(st.sampled_from(VALUES), unique=True) for facet in FACETS}))
filters = st.fixed_dictionaries({facet: st.lists(st.sampled_from([*VALUES, "x"]), unique=True) for facet in FACETS})


@given(st.sets(st.integers(0, 500)))
def test_a_set_survives_being_a_number(numbers):
    assert list(numbers_in(mask_of(numbers, 501))) == sorted(numbers)


@settings(deadline=None)
@given(documents, filters, st.randoms())
def test_counts_are_those_of_brute_force(documents, filters, random):
    size = len(documents)
    matched = {number for number in range(size) if random.random() < 0.7}
    masks = {
        facet: {v: mask_of((n for n, doc in enumerate(documents) if v in doc[facet]), size) for v in VALUES}
        for facet in FACETS
    }

    def fits(number, but=None):
        return all(
            not chosen or facet is but or set(chosen) & set(documents[number][facet])
            for facet, chosen in filters.items()
        )

    narrowed = narrow(mask_of(matched, size), masks, filters)
    assert set(numbers_in(narrowed)) == {number for number in matched if fits(number)}
    counted = count(mask_of(matched, size), masks, filters)
    for facet in FACETS:
        by_hand = {v: sum(v in documents[n][facet] for n in matched if fits(n, but=facet)) for v in VALUES}
        expected = {v: number for v, number in by_hand.items() if number or v in filters[facet]}
        expected |= {v: 0 for v in filters[facet] if v not in expected}
        assert dict(counted[facet]) == expected


def test_facets_through_the_index(tmp_path):
    ideas, decisions = Shelf("idea"), Shelf("decision")
    ideas.put(1, "Lys", facets={"committee": "havnen"})
    ideas.put(2, "Lys", when=days(-365), facets={"committee": "skolen", "municipality": "Fjordby"})
    decisions.put(
        1, "Lys", facets={"committee": "havnen", "parties": ("A", "Ø"), "body": "Byrådet", "result": "adopted"}
    )
    index = open_index(tmp_path, ideas, decisions)
    found = ask(index, "lys")
    assert found.facets[Facet.KIND] == (("idea", 2), ("decision", 1))
    assert found.facets[Facet.YEAR] == (("2026", 2), ("2025", 1))
    assert found.facets[Facet.PARTY] == (("A", 1), ("Ø", 1))
    assert found.facets[Facet.BODY] == (("Byrådet", 1),)

    narrowed = ask(index, "lys", filters={Facet.KIND: ("idea",)})
    assert narrowed.total == 2
    assert narrowed.facets[Facet.KIND] == (("idea", 2), ("decision", 1))
    assert narrowed.facets[Facet.COMMITTEE] == (("havnen", 1), ("skolen", 1))

    both = ask(index, filters={Facet.COMMITTEE: ("havnen", "skolen"), Facet.YEAR: ("2026",)})
    assert both.total == 2
    assert both.facets[Facet.YEAR] == (("2026", 2), ("2025", 1))


def test_names_with_commas_and_spaces_are_one_value(index, ideas):
    index.refresh(ideas.put(1, "Lys", facets={"body": "Teknik, Miljø og Klima"}))
    assert ask(index, filters={Facet.BODY: ("Teknik, Miljø og Klima",)}).total == 1
    assert ask(index, filters={Facet.BODY: ("Teknik",)}).total == 0


def test_the_year_is_the_danish_one(index, ideas):
    new_year = days(0).replace(year=2025, month=12, day=31, hour=23, minute=30)
    index.refresh(ideas.put(1, "Lys", when=new_year))
    assert ask(index).facets[Facet.YEAR] == (("2026", 1),)
