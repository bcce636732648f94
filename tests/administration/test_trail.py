"""Whoever audits can read what everybody did."""

from dataclasses import replace

from portal.accounts.actions import people
from portal.accounts.forms import RoleDraft
from portal.administration.words import EVENT_LABELS
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.recommendations.actions.recommendation import edit_recommendation
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.recommendations.scene import DRAFT, drafted


def happened(kind, subject, actor, **details):
    with transaction():
        record(kind, subject, actor=actor, **details)


def test_the_trail_says_who_did_what(client, rita, finn, anna, harbour):
    people.give_role(finn, anna, RoleDraft(Role.SECRETARY, harbour.id, clock.today(), None))
    page = client(rita).get("/administration/spor").text
    for word in ("Finn Dal", "Rolle givet", "Anna Strand", "Havnen"):
        assert word in page


def test_it_is_filtered_by_kind_and_person(client, finn, anna, bo, harbour):
    happened(EventType.IDEA_SUBMITTED, harbour, anna, title="Annas idé")
    happened(EventType.GATE_OPENED, harbour, bo, title="Bos port")
    browser = client(finn)
    one = browser.get("/administration/spor?type=idea.submitted").text
    assert "Annas idé" in one
    assert "Bos port" not in one
    other = browser.get(f"/administration/spor?person={bo.id}").text
    assert "Bos port" in other
    assert "Annas idé" not in other
    assert "Der er ikke sket noget" in browser.get("/administration/spor?type=seat.created").text


def test_odd_filters_are_nothing(client, finn, harbour, anna):
    happened(EventType.IDEA_SUBMITTED, harbour, anna, title="Annas idé")
    for query in (
        "type=nonsense",
        "person=x",
        "person=99999999999999999999",
        "side=0",
        "side=-1",
        "side=æ",
        "person=-1",
    ):
        assert "Annas idé" in client(finn).get(f"/administration/spor?{query}").text


def test_every_kind_of_event_has_words(client, finn, harbour):
    assert set(EVENT_LABELS) == set(EventType)
    for kind in EventType:
        happened(kind, harbour, finn)
    assert client(finn).get("/administration/spor").status_code == 200
    assert client(finn).get("/administration/spor?side=2").status_code == 200


def test_it_is_for_administrators_and_auditors(client, anna, bo, finn, rita):
    assert client().get("/administration/spor").status_code == 302
    assert client(anna).get("/administration/spor").status_code == 403
    assert client(bo).get("/administration/spor").status_code == 403
    assert client(finn).get("/administration/spor").status_code == 200
    assert client(rita).get("/administration/spor").status_code == 200
    front = client(rita).get("/administration/").text
    assert "/administration/spor" in front
    assert "/administration/personer" not in front


def test_a_long_trail_costs_no_more(client, finn, anna, harbour, queries):
    browser = client(finn)

    def cost():
        with queries() as said:
            assert browser.get("/administration/spor").status_code == 200
        return len(said)

    happened(EventType.IDEA_SUBMITTED, harbour, anna)
    few = cost()
    for _ in range(100):
        happened(EventType.IDEA_SUBMITTED, harbour, anna)
    assert cost() == few <= 12


def test_a_draft_is_named_without_a_link_to_what_one_may_not_read(client, rita, bo, harbour):
    harbour.stage = Stage.CO_DESIGN
    draft = drafted(harbour, bo)
    edit_recommendation(bo, draft, replace(DRAFT, title="Lys på molen"))
    page = client(rita).get("/administration/spor").text
    assert "Lys på molen" in page and f'href="{draft.path}"' not in page
    assert client(rita).get(draft.path).status_code == 404
