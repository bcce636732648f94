"""Council bodies, and parties whose letters belong to a time."""

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.municipalities import actions
from portal.municipalities.code_list import listed_parties
from portal.municipalities.forms import BodyDraft, PartyDraft
from portal.municipalities.models import Body, BodyKind, Municipality, Party
from portal.municipalities.queries import all_parties, bodies, parties
from tests.factories import saved


def test_a_body_is_created_and_ends(client, finn, fjordby):
    browser = client(finn)
    data = {"name": "Ældreudvalget", "kind": "standing", "active_from": "2026-01-01"}
    assert browser.post("/administration/organer/ny", data=data).location == "/administration/organer"
    body = db.session.scalar(select(Body).where(Body.name == "Ældreudvalget"))
    assert (
        browser.post(f"/administration/organer/{body.id}", data=data | {"active_until": "2026-06-30"}).status_code
        == 302
    )
    assert "Ældreudvalget" not in [one.name for one in bodies(fjordby, date(2026, 7, 1))]
    assert "Ældreudvalget" in [one.name for one in bodies(fjordby, date(2026, 6, 30))]
    assert "Gælder ikke i dag" in browser.get("/administration/organer").text


def test_bodies_stand_in_order(fjordby, finn):
    for name in ("Ånd- og Kulturudvalget", "Ældreudvalget", "Zoneudvalget"):
        actions.create_body(finn, fjordby, BodyDraft(name, BodyKind.STANDING, None, None))
    assert [body.name for body in bodies(fjordby)] == [
        "Byrådet", "Økonomiudvalget", "Teknik- og Miljøudvalget", "Zoneudvalget",
        "Ældreudvalget", "Ånd- og Kulturudvalget",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Skriv organets navn"),
        ({"name": "BYRÅDET"}, "Der er allerede et organ med dette navn"),
        ({"kind": "royal"}, ""),
        ({"active_from": "2026-02-01", "active_until": "2026-01-01"}, "Vælg en sidste dag efter den første"),
        ({"active_from": "i morgen"}, ""),
    ],
)
def test_a_body_that_does_not_hold(client, finn, fjordby, changes, said):
    answer = client(finn).post("/administration/organer/ny", data={"name": "Nyt", "kind": "other"} | changes)
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.scalar(select(func.count()).select_from(Body)) == 3


def test_only_our_own_bodies_are_ours(client, finn, fjordby):
    other = Municipality(name="Aarhus Kommune", short_name="Aarhus", slug="aarhus")
    other.bodies, other.parties = [Body(name="Byrådet", kind=BodyKind.COUNCIL)], [Party(letter="A", name="A")]
    saved(other)
    assert client(finn).get(f"/administration/organer/{other.bodies[0].id}").status_code == 404
    assert client(finn).get(f"/administration/partier/{other.parties[0].id}").status_code == 404


def test_a_letter_passes_from_one_list_to_another(client, finn, fjordby):
    browser = client(finn)
    first = {"letter": "l", "name": "Fjordbylisten", "valid_from": "2018-01-01", "valid_until": "2025-12-31"}
    second = {"letter": "L", "name": "Landlisten", "valid_from": "2026-01-01"}
    assert browser.post("/administration/partier/ny", data=first).status_code == 302
    assert browser.post("/administration/partier/ny", data=second).status_code == 302
    assert [p.name for p in parties(fjordby, date(2025, 12, 31)) if p.letter == "L"] == ["Fjordbylisten"]
    assert [p.name for p in parties(fjordby, date(2026, 1, 1)) if p.letter == "L"] == ["Landlisten"]


@pytest.mark.parametrize(
    ("since", "until"),
    [(None, None), (None, date(2020, 1, 1)), (date(2020, 1, 1), None), (date(2025, 12, 31), None),
     (date(2019, 1, 1), date(2019, 2, 1))],
)  # fmt: skip
def test_one_letter_has_one_owner_at_a_time(finn, fjordby, since, until):
    actions.create_party(finn, fjordby, PartyDraft("L", "Fjordbylisten", date(2018, 1, 1), date(2025, 12, 31)))
    with pytest.raises(Refused, match="andet parti i samme tid"):
        actions.create_party(finn, fjordby, PartyDraft("L", "Landlisten", since, until))


def test_a_party_does_not_stand_in_its_own_way(client, finn, fjordby):
    party = fjordby.parties[0]
    data = {"letter": "A", "name": "Socialdemokratiet i Fjordby", "valid_until": "2029-12-31"}
    assert client(finn).post(f"/administration/partier/{party.id}", data=data).status_code == 302
    assert db.session.get(Party, party.id).name == "Socialdemokratiet i Fjordby"


@pytest.mark.parametrize("letter", ["", "A1", "ABCD", "<b>", "A"])
def test_a_letter_that_does_not_hold(client, finn, fjordby, letter):
    answer = client(finn).post("/administration/partier/ny", data={"letter": letter, "name": "Noget"})
    assert answer.status_code == 422


def test_parties_are_copied_from_the_list(client, finn, fjordby):
    browser = client(finn)
    page = browser.get("/administration/partier/kopier").text
    assert "Ø Enhedslisten" in page
    assert "A Socialdemokratiet" not in page, "it is here already"
    answer = browser.post("/administration/partier/kopier", data={"letters": ["Ø", "Å", "D"]})
    assert answer.location == "/administration/partier"
    here = {party.letter: party for party in all_parties(fjordby)}
    assert list(here) == ["A", "D", "F", "V", "Ø", "Å"]
    assert here["D"].valid_until == date(2024, 12, 31)
    assert db.session.scalar(select(func.count()).where(Event.type == EventType.PARTY_CREATED)) == 3


def test_copying_twice_copies_once(finn, fjordby):
    actions.copy_parties_from_list(finn, fjordby, listed_parties())
    assert actions.copy_parties_from_list(finn, fjordby, listed_parties()) == []


def test_choosing_none_or_a_strange_one(client, finn, fjordby):
    for letters in ([], ["Q"]):
        assert (
            client(finn).post("/administration/partier/kopier", data={"letters": letters, "sent": "1"}).status_code
            == 422
        )


def test_others_may_not(client, anna, bo, fjordby):
    for path in ("organer", "organer/ny", f"organer/{fjordby.bodies[0].id}", "partier", "partier/ny",
                 f"partier/{fjordby.parties[0].id}", "partier/kopier"):  # fmt: skip
        assert client().get(f"/administration/{path}").status_code == 302
        assert client(bo).get(f"/administration/{path}").status_code == 403
    for deed in (
        lambda: actions.create_body(anna, fjordby, BodyDraft("X", BodyKind.OTHER, None, None)),
        lambda: actions.edit_body(anna, fjordby.bodies[0], BodyDraft("X", BodyKind.OTHER, None, None)),
        lambda: actions.create_party(anna, fjordby, PartyDraft("X", "X", None, None)),
        lambda: actions.edit_party(anna, fjordby.parties[0], PartyDraft("X", "X", None, None)),
        lambda: actions.copy_parties_from_list(anna, fjordby, listed_parties()),
    ):
        with pytest.raises(NotAllowed):
            deed()
