"""Every question has one permanent Danish address, and odd addresses are still questions."""

from hypothesis import given, strategies as st
from werkzeug.datastructures import MultiDict

from portal.rules.results import Result
from portal.search.documents import Facet
from portal.search.parameters import NAMES, RESULTS, query_string, read_query, without
from portal.search.query import SearchQuery, Sort


def read(**sent):
    return read_query(MultiDict(sent))


def test_an_address_is_read():
    query = read(
        q=" lys  på stien ", type=["beslutning", "ide"], udvalg="havnen", aar=["2026"], sortering="nyeste", side="3"
    )
    assert query.text == "lys på stien"
    assert query.filters == {
        Facet.KIND: ("decision", "idea"),
        Facet.COMMITTEE: ("havnen",),
        Facet.YEAR: ("2026",),
    }
    assert query.sort is Sort.NEWEST
    assert query.page == 3


def test_odd_values_are_left_out():
    query = read(
        q="lys",
        type="spøgelse",
        aar=["20x6", "²026", "2026"],
        side="-1",
        sortering="lodret",
        organ=["", "\x1f", "x" * 200],
    )
    assert query == SearchQuery("lys", filters={Facet.YEAR: ("2026",)})
    assert read(side="²") == read(side="9" * 50) == SearchQuery()


def test_a_page_about_one_kind_stays_about_it():
    assert read_query(MultiDict({"type": "ide"}), kinds=["decision"]).filters == {Facet.KIND: ("decision",)}


def test_the_address_is_written_as_it_is_read():
    query = read(q="lys & mørke", type="moede", parti=["A", "Ø"], sortering="aeldste", side="2")
    written = query_string(query)
    assert written == "?q=lys+%26+m%C3%B8rke&type=moede&parti=A&parti=%C3%98&sortering=aeldste&side=2"
    assert query_string(SearchQuery()) == ""


def test_a_filter_can_be_taken_away():
    query = read(parti=["A", "V"], aar="2026", side="4")
    assert without(query, Facet.PARTY, "A").filters == {Facet.PARTY: ("V",), Facet.YEAR: ("2026",)}
    assert without(query, Facet.YEAR, "2026").filters == {Facet.PARTY: ("A", "V")}
    assert without(query, Facet.YEAR, "2026").page == 1


names = st.sampled_from([*NAMES.values(), "q", "side", "sortering"])


@given(st.lists(st.tuples(names, st.text(max_size=300))))
def test_anything_sent_is_a_question(sent):
    query = read_query(MultiDict(sent))
    assert len(query.text) <= 201
    assert 1 <= query.page <= 500


def test_every_result_of_a_decision_has_a_word_in_addresses():
    assert set(RESULTS) == set(Result)
