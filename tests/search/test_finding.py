"""What a question finds, and in which order."""

import pytest
from hypothesis import given, settings, strategies as st

from portal.search.documents import Facet
from portal.search.query import Ignored, SearchQuery, Sort, read_wishes
from tests.search.shelf import ask, days, ids


@pytest.fixture
def filled(index, ideas):
    events = [
        ideas.put(1, "Lys på stien langs bækken", "Efter § 17, stk. 4 i byen. Sag 2026/118."),
        ideas.put(2, "Tryg skolevej", "Børnene vil gerne cykle til skolen. Klokken 17 er det mørkt."),
        ideas.put(3, "En badeanstalt i havnen", "Et bad og en anstalt. Havnen er vores, siger byrådet."),
        ideas.put(4, "Vejen ved skolen", "Skoleveje og stier skal have lys."),
    ]
    index.refresh_many(events)
    return index


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("stier", {1, 4}),
        ("stierne lys", {1, 4}),
        ("§ 17", {1}),
        ("§17 stk. 4", {1}),
        ("paragraf 17", {1}),
        ("17", {1, 2}),
        ("by", {1}),
        ("barn", {2}),
        ("BØRN", {2}),
        ("skoleveje", {2, 4}),
        ("bad", {3}),
        ("badeanstalten", {3}),
        ("bade*", {3}),
        ("bad*", {3}),
        ('"vejen ved skolen"', {4}),
        ('"ved vejen"', set()),
        ("lys -skole", {1}),
        ("lys –skole", {1}),
        ('lys -"langs bækken"', {4}),
        ("2026/118", {1}),
        ("118/2026", set()),
        ('"og"', {3, 4}),
        ("og", {3, 4}),
        ("ikkefundet", set()),
        ("", {1, 2, 3, 4}),
        ("???", {1, 2, 3, 4}),
    ],
)
def test_words_find(filled, text, found):
    assert set(ids(filled, text)) == found


def test_title_counts_more_than_text(filled):
    assert ids(filled, "skolevej")[0] == 2


def test_all_words_are_meant_and_some_are_better_than_nothing(filled):
    assert not ask(filled, "lys stien").relaxed
    found = ask(filled, "badeanstalt cykle")
    assert found.relaxed
    assert {hit.id for hit in found.hits} == {2, 3}


def test_sorting_by_date_with_the_key_as_tie_break(index, ideas):
    index.refresh_many([ideas.put(number, "Lys", when=days(number % 3)) for number in range(1, 10)])
    assert ids(index, "lys", sort=Sort.NEWEST) == [2, 5, 8, 1, 4, 7, 3, 6, 9]
    assert ids(index, "lys", sort=Sort.OLDEST) == [3, 6, 9, 1, 4, 7, 2, 5, 8]
    assert ids(index, "lys") == ids(index, sort=Sort.NEWEST)


def test_equal_numbers_sort_as_numbers(index, ideas):
    index.refresh_many([ideas.put(number, "Lys") for number in range(1, 13)])
    assert ids(index, "lys") == list(range(1, 13))


def test_pages_never_overlap(index, ideas):
    index.refresh_many([ideas.put(number, "Lys", when=days(number % 4)) for number in range(1, 26)])
    found = [number for page in range(1, 5) for number in ids(index, "lys", page=page, per_page=7)]
    assert sorted(found) == list(range(1, 26))
    assert ask(index, "lys", page=2, per_page=7).total == 25
    assert ids(index, "lys", page=99, per_page=7) == []


def test_a_word_that_nobody_wrote_gets_the_nearest(filled):
    assert filled.nearest_words(read_wishes("havnene")) == {}
    assert filled.nearest_words(read_wishes("badeanstolt skolevje")) == {
        "badeanstolt": "badeanstalt",
        "skolevje": "skoleveje",
    }


def test_a_filter_value_that_no_record_has_finds_nothing(filled):
    assert ids(filled, filters={Facet.COMMITTEE: ("findes-ikke",)}) == []


def test_what_was_left_out_is_told():
    assert read_wishes("bad*").ignored == ((Ignored.PREFIX_TOO_SHORT, "bad*"),)
    assert read_wishes("-bad").ignored == ((Ignored.ONLY_EXCLUDED, ""),)
    assert read_wishes("x" * 201).ignored == ((Ignored.TEXT_TOO_LONG, ""),)
    assert (Ignored.TOO_MANY_WORDS, "") in read_wishes(" ".join(f"ord{n}" for n in range(21))).ignored
    assert len(read_wishes(" ".join(f"ord{n}" for n in range(30))).wanted) == 20
    assert read_wishes("lys på stien").ignored == ()


def test_a_prefix_stands_for_a_bounded_number_of_words(index, ideas):
    index.refresh(ideas.put(1, "Mange ord", " ".join(f"lyse{number:04}" for number in range(1000))))
    with index._reading() as reading:
        assert len(reading._words_from("lyse")) == 200
    assert ids(index, "lyse*") == [1]


_SIGNS = 'abæøå§17 "-*”»()[]{}\\/:^~+&|!?.,\x00\n\t%_NOT AND OR'
_ODD = st.text(st.sampled_from(_SIGNS), max_size=60) | st.text(max_size=250)


@settings(max_examples=200, deadline=None)
@given(text=_ODD)
def test_any_text_is_a_question(shared_index, text):
    wishes = read_wishes(text)
    assert len(wishes.wanted) <= 20
    found = shared_index.find(SearchQuery(text))
    assert found.total >= len(found.hits)
    shared_index.nearest_words(wishes)
