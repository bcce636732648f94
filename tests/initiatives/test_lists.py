from datetime import timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.initiatives.actions.backing import support_initiative
from portal.initiatives.models import Initiative, InitiativeSponsor, InitiativeState
from portal.initiatives.queries import count_initiatives, initiatives_to_answer, initiatives_to_screen
from portal.initiatives.words import progress_sentence
from tests.initiatives.scene import initiative_in, seen

S = InitiativeState
LIST, QUEUE = "/forslag-til-udvalg/", "/forslag-til-udvalg/sortering"


def many(number, state, municipality, author, sponsor):
    now = clock.now()
    facts = {"municipality_id": municipality.id, "author_id": author.id, "state": state, "problem": "x",
             "problem_html": "<p>x</p>", "why_together": "x", "why_together_html": "<p>x</p>", "affected": "x",
             "received_at": now, "published_at": now, "closes_on": clock.today()}  # fmt: skip
    rows = [Initiative(title=f"Opgave {n}", **facts) for n in range(number)]
    for row in rows:
        row.sponsors.append(InitiativeSponsor(user_id=sponsor.id, party_id=municipality.parties[0].id))
    db.session.add_all(rows)
    db.session.commit()


@pytest.mark.parametrize(("address", "state"), [(LIST, S.PUBLISHED), (QUEUE, S.RECEIVED)])
def test_lists_ask_the_database_the_same_at_any_length(anna, sofie, eva, client, fjordby, queries, address, state):
    browser, said = client(sofie), []
    for more in (10, 990):
        many(more, state, fjordby, anna, eva)
        with queries() as these:
            assert browser.get(address).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 12


def test_the_page_of_one_asks_little(anna, gerda, eva, client, fjordby, queries):
    initiative = initiative_in(S.PUBLISHED, fjordby, anna)
    support_initiative(gerda, initiative)
    for browser in (client(), client(eva)):
        with queries() as said:
            assert browser.get(initiative.path).status_code == 200
        assert len(said) <= 14


@pytest.mark.parametrize("state", S)
def test_every_state_has_its_page(anna, sofie, client, fjordby, state):
    facts = {"refusal_code": "unlawful"} if state is S.REFUSED else {}
    initiative = initiative_in(state, fjordby, anna, **facts)
    assert client(anna).get(initiative.path).status_code == 200
    assert client(sofie).get(initiative.path).status_code == 200
    assert client(sofie).get(f"{initiative.path}/behandl").status_code == 200
    assert client().get(initiative.path).status_code == (200 if initiative.is_public else 404)
    assert ("Trygge veje" in client().get(LIST).text) == initiative.is_public


def test_the_list_is_narrowed_and_sorted(anna, client, fjordby):
    today, now = clock.today(), clock.now()
    old = initiative_in(S.PUBLISHED, fjordby, anna, title="Gammel", published_at=now - timedelta(days=9),
                        support_count=5, closes_on=today + timedelta(days=1))  # fmt: skip
    new = initiative_in(S.PUBLISHED, fjordby, anna, title="Yngre")
    met = initiative_in(S.SUPPORTED, fjordby, anna, title="Naaet", published_at=now - timedelta(days=1))
    over = initiative_in(S.PUBLISHED, fjordby, anna, title="Forbi", closes_on=today - timedelta(days=1),
                         published_at=now - timedelta(days=99))  # fmt: skip

    def order(query):
        page = client().get(f"{LIST}{query}").text
        return sorted((i.title for i in (old, new, met, over) if f">{i.title}<" in page), key=page.index)

    assert order("") == ["Yngre", "Naaet", "Gammel", "Forbi"]
    assert order("?vis=samler&sorter=frist") == ["Gammel", "Yngre"]
    assert order("?vis=samler&sorter=stoette") == ["Gammel", "Yngre"]
    assert order("?vis=naaet") == ["Naaet"]
    assert order("?vis=udloebet") == ["Forbi"]
    assert order("?vis=besvaret") == []
    assert count_initiatives() == {"samler": 2, "naaet": 1, "besvaret": 0, "udloebet": 1}


@pytest.mark.parametrize("odd", ["?vis=x", "?sorter='", "?side=-1", "?side=99999", "?side=æ&vis="])
def test_odd_addresses_do_no_harm(client, fjordby, odd):
    page = client().get(LIST + odd)
    assert page.status_code == 200
    assert 'class="empty"' in page.text


def test_what_others_ask_about(anna, fjordby):
    waits, met = initiative_in(S.RECEIVED, fjordby, anna), initiative_in(S.ON_DESK, fjordby, anna)
    assert (initiatives_to_screen(), initiatives_to_answer()) == ([waits], [met])


def test_what_is_hidden_waits_for_nobodys_answer(anna, eva, sofie, client, fjordby):
    met = initiative_in(S.SUPPORTED, fjordby, anna, title="Skjult titel", hidden_at=clock.now(), hidden_reason="Grimt")
    assert initiatives_to_answer() == []
    assert "Skjult titel" not in client(eva).get("/skrivebord").text
    page = client(eva).get(f"{met.path}/svar")
    assert page.status_code == 403 and "Skjult titel" not in page.text
    assert client(sofie).get(f"{met.path}/svar").status_code == 200
    assert f"{met.path}/svar" not in client(eva).get(met.path).text


def test_search_finds_what_is_public(anna, client, fjordby, deliver_outbox, sofie):
    initiative = initiative_in(S.RECEIVED, fjordby, anna)
    client(sofie).post(f"{initiative.path}/behandl/offentliggoer", data=seen(initiative))
    deliver_outbox()
    page = client().get("/soeg?q=lastbiler&type=borgerforslag").text
    assert initiative.path in page


@pytest.mark.parametrize(
    ("number", "said"), [(74, "74 af 75 støtter."), (75, "75 af 75 støtter."), (79, "79 støtter. Der skulle 75 til.")]
)
def test_more_than_were_needed_are_not_a_part_of_them(anna, client, fjordby, number, said):
    initiative = initiative_in(S.PUBLISHED, fjordby, anna, needs=(75, 0), support_count=number)
    assert progress_sentence(initiative) == said
    page = client().get(initiative.path).text
    assert ("af 75 støtter" in page) is (number <= 75)
