"""The search page as visitors use it: by words, by filters, page by page, as a feed and as a table."""

import csv
import unicodedata
from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from markupsafe import escape
from werkzeug.datastructures import MultiDict

from portal.commands.reindex import reindex
from portal.decisions.indexing import RECORD_DOCUMENT
from portal.decisions.models import CaseStep, DecisionRecord, VoteCount
from portal.foundation import clock
from portal.ideas.indexing import IDEA_DOCUMENT
from portal.ideas.models import Idea, IdeaState
from portal.pages import search_export, search_panel
from portal.rules.results import Result
from portal.search.index import SearchIndex, search_index
from portal.search.parameters import read_query
from portal.search.query import SearchQuery
from tests.factories import saved

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def index(app, tmp_path, monkeypatch):
    """An index of ideas alone, empty at first."""
    index = SearchIndex(tmp_path / "search", [IDEA_DOCUMENT])
    monkeypatch.setitem(app.extensions, search_index, index)
    return index


@pytest.fixture
def put(anna, harbour, index):
    """`put("Lys på stien")` is a published idea that search knows."""

    def one(title, body="Efter § 17, stk. 4.", state=IdeaState.PUBLISHED, committee=harbour):
        now = clock.now()
        return Idea(
            committee=committee, author=anna, title=title, body=body, body_html="", state=state,
            received_at=now, published_at=now,
        )  # fmt: skip

    def put_all(*titles, **facts):
        ideas = [one(title, **facts) for title in titles]
        saved(*ideas)
        index.rebuild()
        return ideas

    return put_all


def test_words_find_an_idea_in_all_its_inflections(client, put):
    put("Lys på stien", "En badebro")
    page = client().get("/soeg?q=stier")
    assert page.status_code == 200
    assert "1 resultat for »stier«" in page.text
    assert "Lys på <mark>stien</mark>" in page.text
    assert '<a href="/ideer/' in page.text


def test_what_is_no_longer_public_never_comes_back_although_the_index_holds_it(client, put):
    secret, _ = put("Hemmelig lygte", "Åben lygte")
    secret.state = IdeaState.REFUSED
    saved(secret)
    for address in ("/soeg?q=lygte", "/soeg.csv?q=lygte", "/soeg.atom?q=lygte"):
        page = client().get(address).text
        assert "Hemmelig" not in page
        assert "Åben" in page


def test_filters_have_counts_and_chips_take_them_away(client, put, harbour):
    put("Lys på stien", "Lys på broen")
    put("Lys på broen", state=IdeaState.ANSWERED)
    page = client().get("/soeg?q=lys&udvalg=havnen&type=ide").text
    assert "3 resultater for »lys«" in page
    assert 'name="udvalg" value="havnen" checked' in page
    assert "Udvalg: Havnen" in page
    assert 'href="/soeg?q=lys&amp;type=ide"' in page
    assert "Nulstil filtre" in page


def test_seldom_values_of_a_filter_are_folded_away_and_not_left_out(client, put, monkeypatch):
    monkeypatch.setattr(search_panel, "MOST_OPTIONS", 1)
    put("Lys på stien")
    ideas = [put(f"Lys fra {year}")[0] for year in (2022, 2023, 2024)]
    for idea, year in zip(ideas, (2022, 2023, 2024), strict=True):
        idea.published_at = idea.received_at = clock.now().replace(year=year)
    saved(*ideas)
    search_index().rebuild()
    page = client().get("/soeg?q=lys").text
    assert "3 flere" in page
    assert all(f'name="aar" value="{year}"' in page for year in (2022, 2023, 2024))


def test_nothing_found_helps_on(client, put):
    put("Badeanstalt")
    page = client().get("/soeg?q=badeanstolt").text
    assert "Vi fandt ikke noget med de ord" in page
    assert '<a href="/soeg?q=badeanstalt">badeanstalt</a>' in page
    page = client().get("/soeg?q=badeanstalt&aar=1999").text
    assert "Søg uden filtre" in page


def test_an_empty_portal_and_an_index_that_is_not_there(client, index):
    assert "Søgningen er ved at blive gjort klar" in client().get("/soeg?q=lys").text
    index.rebuild()
    assert "Her er ikke noget endnu" in client().get("/soeg").text


def test_page_by_page(client, put):
    put(*(f"Lys {number}" for number in range(45)))
    first, last = client().get("/soeg?q=lys").text, client().get("/soeg?q=lys&side=3").text
    assert first.count("<mark>Lys</mark>") == 20
    assert last.count("<mark>Lys</mark>") == 5
    assert "side=2" in first
    assert client().get("/soeg?q=lys&side=99").text.count("<mark>Lys</mark>") == 5


ODD = "q=%00 q=%FF%FE side=-1 side=x aar=abc type=x&type= sortering=x udvalg=%1F q=" + "x" * 5000


@pytest.mark.parametrize("odd", ODD.split())
def test_odd_addresses_are_answered(client, put, odd):
    put("Lys")
    for path in ("/soeg", "/beslutninger/", "/soeg.csv", "/soeg.atom"):
        assert client().get(f"{path}?{odd}").status_code == 200


def test_what_was_typed_is_never_html(client, put):
    put("<script>alert(1)</script> lys")
    typed = '"><script>alert(2)</script> lys'
    page = client().get("/soeg", query_string={"q": typed}).text
    assert "<script>alert" not in page
    assert str(escape(typed)) in page


def test_the_number_of_queries_does_not_grow(client, put, queries):
    put("Lys")
    visitor = client()
    with queries() as few:
        visitor.get("/soeg?q=lys")
    put(*(f"Lys {number}" for number in range(60)))
    with queries() as many:
        visitor.get("/soeg?q=lys")
    assert len(few) == len(many) <= 12


def test_the_table_is_for_danish_spreadsheets(client, put):
    put("=1+1; lys", "Lys på stien")
    sent = client().get("/soeg.csv?q=lys")
    assert sent.mimetype == "text/csv"
    assert "attachment" in sent.headers["Content-Disposition"]
    text = sent.data.decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {row["titel"] for row in rows} == {"'=1+1; lys", "Lys på stien"}
    assert rows[0]["type"] == "Idé"
    assert rows[0]["udvalg"] == "Havnen"
    assert {row["kommune"] for row in rows} <= {"", "Fjordby Kommune"}
    assert rows[0]["adresse"].startswith("http")


def test_the_table_holds_more_than_one_page(client, put, monkeypatch):
    monkeypatch.setattr(search_export, "ROWS_AT_A_TIME", 20)
    put(*(f"Lys {number}" for number in range(230)))
    text = client().get("/soeg.csv?q=lys").data.decode("utf-8-sig")
    assert len(text.splitlines()) == 231
    assert len(client().get("/soeg.csv?q=ingenting").data.decode("utf-8-sig").splitlines()) == 1


def test_nothing_stops_at_ten_thousand():
    """Neither the table nor the pages leave out results that the count promises."""
    assert read_query(MultiDict([("side", "700")])).page == 700
    assert SearchQuery(page=101, per_page=500).span == (50_000, 50_500)


def test_following_a_search_is_explained_before_the_feed_opens(client, put):
    put("Lys på stien")
    page = client().get("/soeg?q=lys").text
    assert 'href="/soeg/foelg?q=lys">Abonnér på søgningen' in page
    page = client().get("/soeg/foelg?q=lys").text
    assert '/soeg.atom?q=lys" aria-describedby' in page
    assert "1 resultat for »lys«" in page


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_from_a_mac_are_the_same_letters(client, put, form):
    put(unicodedata.normalize(form, "Lys på åstien ved caféen"))
    for typed in ("åstien", "caféen"):
        for other in ("NFC", "NFD"):
            page = client().get("/soeg", query_string={"q": unicodedata.normalize(other, typed)}).text
            assert "1 resultat" in page
            assert f"<mark>{typed}</mark>" in page


def test_the_feed_is_atom(client, put):
    put("Lys & mørke <b>")
    sent = client().get("/soeg.atom?q=lys")
    assert sent.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(sent.data)  # noqa: S314 - our own
    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "Lys & mørke <b>"
    assert feed.find(f"{ATOM}id").text.endswith("/soeg.atom?q=lys")
    assert feed.find(f"{ATOM}updated").text


def test_the_decision_page_shows_decisions_alone(client, put):
    put("Lys på stien")
    page = client().get("/beslutninger/?q=lys&type=ide").text
    assert "0 beslutninger om »lys«" in page
    assert 'name="type"' not in page


@pytest.fixture
def decided(fjordby, harbour, app, tmp_path, monkeypatch):
    """Three decisions about a bathing place, the first with votes and the way it came."""
    facts = {
        "municipality": fjordby,
        "committee": harbour,
        "decided_on": date(2026, 8, 26),
        "published_at": clock.now(),
    }
    records = [
        DecisionRecord(year=2026, number=number, body_name=body, title=title, summary="Byrådet bygger ved kajen.",
                       result=result, **facts)
        for number, body, title, result in (
            (1, "Byrådet", "En badeanstalt i havnen", Result.ADOPTED),
            (2, "Byrådet", "Penge til kajen", Result.NOT_ADOPTED),
            (3, "Økonomiudvalget", "Tid til kajen", Result.SENT_ON),
        )
    ]  # fmt: skip
    records[0].votes = [
        VoteCount(letter="A", party_name="Socialdemokratiet", votes_for=7, votes_against=0, votes_neither=0)
    ]
    records[0].case_steps = [CaseStep(position=1, body_name="Økonomiudvalget", met_on=date(2026, 8, 18), item="4")]
    saved(*records)
    index = SearchIndex(tmp_path / "decisions", [RECORD_DOCUMENT])
    index.rebuild()
    monkeypatch.setitem(app.extensions, search_index, index)
    return records


def test_the_best_decision_is_opened_with_its_votes(client, decided):
    page = client().get("/beslutninger/?q=badeanstalter").text
    assert "1 beslutning om »badeanstalter«" in page
    assert "En <mark>badeanstalt</mark> i havnen" in page
    assert "Socialdemokratiet (A)" in page
    assert "Økonomiudvalget" in page
    assert 'class="record"' not in client().get("/beslutninger/").text


@pytest.mark.parametrize(
    "typed",
    ["{year}/{number}", "{number}/{year}", "beslutning {year}/{number}", "beslutning nr. {number}/{year}",
     "24.12.00-A00-5-26", "sagsnummer 24.12.00-A00-5-26", "sagsnr. 24.12.00-A00-5-26"],
)  # fmt: skip
def test_a_decision_is_found_by_its_number_and_its_case(client, decided, typed):
    first = decided[0]
    first.case_number = "24.12.00-A00-5-26"
    saved(first)
    SearchIndex.rebuild(search_index())
    asked = typed.format(year=first.year, number=first.number)
    for path in ("/beslutninger/", "/soeg"):
        page = client().get(path, query_string={"q": asked}).text
        assert f"1 {'beslutning om' if path == '/beslutninger/' else 'resultat for'} »{asked}«" in page
        assert f'href="{first.path}"' in page


def test_decisions_are_narrowed_by_body_and_result(client, decided):
    page = client().get("/beslutninger/?q=kajen&resultat=sendt-videre").text
    assert "1 beslutning om »kajen«" in page
    assert 'value="sendt-videre" checked' in page
    assert 'name="organ"' not in page  # only one body is left: nothing to choose
    assert "/soeg.csv?q=kajen&amp;type=beslutning&amp;resultat=sendt-videre" in page
    assert 'name="organ" value="Økonomiudvalget"' in client().get("/beslutninger/?q=kajen").text
    page = client().get("/soeg?organ=Byrådet&parti=A").text
    assert "1 resultat" in page
    assert "Parti, der stemte for: Socialdemokratiet (A)" in page


def test_a_decision_is_opened_in_a_bounded_number_of_queries(client, decided, queries):
    visitor = client()
    with queries() as said:
        visitor.get("/beslutninger/?q=kajen")
    assert len(said) <= 14


def test_an_event_changes_what_is_found(client, index, put):
    (idea,) = put("Lys")
    idea.title = "Mørke"
    saved(idea)
    index.refresh(SimpleNamespace(subject_kind="idea", subject_id=idea.id))
    assert "0 resultater" in client().get("/soeg?q=lys").text
    assert "1 resultat" in client().get("/soeg?q=mørke").text


def test_a_renamed_committee_is_heard_of(index, put, harbour):
    put("Lys", "Mørke")
    assert sorted(IDEA_DOCUMENT.affected_by["committee"](harbour.id)) == sorted(IDEA_DOCUMENT.all_ids())


class TestCommand:
    def test_it_counts(self, app, put):
        put("Lys", "Mørke")
        told = app.test_cli_runner().invoke(reindex)
        assert told.exit_code == 0
        assert told.output.splitlines()[0].split() == ["idea", "2"]

    def test_it_stands_back_for_another(self, app, index):
        with index._generations.rebuilding():
            told = app.test_cli_runner().invoke(reindex)
        assert told.exit_code == 2

    def test_a_failure_is_an_exit_code_and_the_old_index_stays(self, app, client, put, monkeypatch):
        put("Lys")
        monkeypatch.setattr("portal.search.index.prepare", lambda *_: 1 / 0)
        assert app.test_cli_runner().invoke(reindex).exit_code == 1
        assert "1 resultat" in client().get("/soeg?q=lys").text
