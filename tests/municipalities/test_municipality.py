"""An administrator says who the municipality is, and in which words its portal speaks."""

import pytest

from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.foundation.words import DANISH
from portal.municipalities import actions
from portal.municipalities.code_list import listed_municipalities, listed_parties
from portal.municipalities.forms import words_as_fields
from portal.municipalities.models import Municipality
from portal.municipalities.queries import home_municipality
from tests.factories import saved

FACTS = {"code": "", "name": "Fjordby Kommune", "short_name": "Fjordby", "site_name": "Sammen i Fjordby",
         "address": "Rådhuspladsen 1", "phone": "12 34 56 78", "opening_hours": "9–14",
         "contact_email": "sammen@example.dk", "was_url": "https://was.digst.dk/fjordby",
         "initiative_supporters": "100", "initiative_parties": "2", "initiative_months": "6"}  # fmt: skip


def test_the_lists_are_whole():
    municipalities = listed_municipalities()
    assert len(municipalities) == 98
    assert municipalities[0].short_name == "Albertslund"
    names = [one.short_name for one in municipalities]
    assert names.index("Aarhus") > names.index("Ærø") > names.index("Vordingborg")
    assert next(one.name for one in municipalities if one.code == "0101") == "Københavns Kommune"
    assert [party.letter for party in listed_parties()][-3:] == ["Æ", "Ø", "Å"]


def test_it_is_changed_and_every_page_shows_it(client, finn, fjordby):
    browser = client(finn)
    assert "Fjordby Kommune" in browser.get("/administration/kommune").text
    assert browser.post("/administration/kommune", data=FACTS).location == "/administration/kommune"
    page = browser.get("/administration/kommune").text
    for word in ("Sammen i Fjordby", "Rådhuspladsen 1", "sammen@example.dk"):
        assert word in page


def test_a_name_from_the_list_brings_its_code(client, finn, fjordby):
    client(finn).post("/administration/kommune", data=FACTS | {"code": "0101", "name": "", "short_name": ""})
    home = home_municipality()
    assert (home.name, home.short_name, home.code) == ("Københavns Kommune", "København", "0101")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Vælg en kommune, eller skriv dens navn"),
        ("site_name", "", "Skriv, hvad portalen hedder"),
        ("contact_email", "sammen", "Skriv en mailadresse"),
        ("was_url", "javascript:alert(1)", "begynder med https://"),
        ("address", "x" * 201, "Skriv højst 200 tegn"),
        ("code", "9999", ""),
    ],
)
def test_each_fault_is_told(client, finn, fjordby, field, value, said):
    answer = client(finn).post("/administration/kommune", data=FACTS | {field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert home_municipality().site_name == "Sammen om Fjordby"


def test_two_municipalities_do_not_share_a_name(client, finn, fjordby):
    saved(Municipality(name="Aarhus Kommune", short_name="Aarhus", slug="aarhus", code="0751"))
    answer = client(finn).post("/administration/kommune", data=FACTS | {"code": "0751", "name": "", "short_name": ""})
    assert answer.status_code == 422
    assert "dette navn eller denne kode" in answer.text


def test_its_own_words_are_used(client, finn, fjordby):
    browser = client(finn)
    fields = words_as_fields(DANISH) | {
        "council_one": "kommunalbestyrelse", "council_the": "kommunalbestyrelsen",
        "council_many": "kommunalbestyrelser", "council_the_many": "kommunalbestyrelserne",
        "council_of": "kommunalbestyrelsens",
    }  # fmt: skip
    example = browser.post("/administration/kommune/ord", data=fields | {"deed": "example"})
    assert example.status_code == 200
    assert "opgave af kommunalbestyrelsen" in example.text
    assert home_municipality().own_words()["council"].one == "byråd", "the example saves nothing"
    assert browser.post("/administration/kommune/ord", data=fields).location == "/administration/kommune/ord"
    assert home_municipality().own_words()["council"].of == "kommunalbestyrelsens"
    assert "Kommunalbestyrelsen og de stående udvalg" in browser.get("/administration/").text


def test_a_word_needs_all_its_forms(client, finn, fjordby):
    answer = client(finn).post("/administration/kommune/ord", data=words_as_fields(DANISH) | {"chair_of": " "})
    assert answer.status_code == 422
    assert "Skriv ordet i denne form" in answer.text


def test_others_may_not(client, anna, sofie, fjordby):
    for path in ("/administration/kommune", "/administration/kommune/ord"):
        assert client().get(path).status_code == 302
        for someone in (anna, sofie):
            assert client(someone).get(path).status_code == 403
            assert client(someone).post(path, data=FACTS).status_code == 403
    with pytest.raises(NotAllowed):
        actions.choose_words(anna, fjordby, DANISH)
    db.session.expire_all()
    assert home_municipality().site_name == "Sammen om Fjordby"


def test_before_the_set_up_the_pages_answer(client, finn):
    for path in ("/administration/", "/administration/personer", "/administration/spor", "/log-ind", "/opret-konto"):
        assert client(finn).get(path).status_code in {200, 302}
    for path in ("/administration/kommune", "/administration/organer", "/administration/partier"):
        assert client(finn).get(path).status_code == 404


def test_what_a_citizens_proposal_needs_is_the_municipalitys_choice(finn, fjordby, client):
    typed = FACTS | {"initiative_supporters": "62", "initiative_parties": "0", "initiative_months": "3"}
    assert client(finn).post("/administration/kommune", data=typed).status_code == 302
    assert (fjordby.initiative_supporters, fjordby.initiative_parties, fjordby.initiative_months) == (62, 0, 3)
    for field, value in (("initiative_supporters", "0"), ("initiative_months", "37"), ("initiative_parties", "æ")):
        assert client(finn).post("/administration/kommune", data=FACTS | {field: value}).status_code == 422
