"""A secretary writes down what somebody promised because of an answer."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.implementation.actions import make_commitment
from portal.implementation.models import Commitment, CommitmentStatus
from portal.implementation.queries.commitments import commitment_account
from portal.recommendations.models import RecommendationState
from portal.rules.stages import Stage
from portal.trace.models import TraceEdge
from tests.cast import committee_in
from tests.implementation.scene import DRAFT, TYPED, answered, in_implementation, moved_to, promised, recommendation_in


@pytest.fixture
def lights(harbour, bo):
    in_implementation(harbour)
    return answered(harbour, bo)


def test_a_promise_is_written_down(bo, lights):
    commitment = make_commitment(bo, lights, DRAFT)

    assert (commitment.status, commitment.owner) == (CommitmentStatus.PROMISED, "Teknik og Miljø")
    event = db.session.scalars(select(Event)).one()
    assert (event.type, event.details["title"], event.details["path"]) == (
        "commitment.made", DRAFT.title, f"/udvalg/havnen/opfoelgning#loefte-{commitment.id}",
    )  # fmt: skip


def test_it_hangs_on_the_recommendation_and_on_the_decision(bo, lights):
    make_commitment(bo, lights, DRAFT)
    edges = db.session.execute(select(TraceEdge.earlier_kind, TraceEdge.relation).order_by(TraceEdge.id)).all()
    assert [tuple(edge) for edge in edges] == [
        ("recommendation", "implements"),
        ("council_response", "implements"),
        ("decision_record", "implements"),
    ]


def test_without_a_record_it_hangs_on_the_recommendation_and_its_answer(bo, harbour):
    in_implementation(harbour)
    make_commitment(bo, answered(harbour, bo, with_record=False), DRAFT)
    causes = db.session.scalars(select(TraceEdge.earlier_kind).order_by(TraceEdge.id)).all()
    assert causes == ["recommendation", "council_response"]


@pytest.mark.parametrize("state", [state for state in RecommendationState if state is not RecommendationState.ANSWERED])
def test_nothing_is_promised_before_there_is_an_answer(bo, harbour, state):
    in_implementation(harbour)
    with pytest.raises(Refused):
        make_commitment(bo, recommendation_in(harbour, state), DRAFT)
    assert count() == 0


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_others_do_not(request, who, lights):
    with pytest.raises(NotAllowed):
        make_commitment(request.getfixturevalue(who), lights, DRAFT)


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.CO_INITIATION, Stage.CLOSED])
def test_not_in_other_stages(bo, harbour, lights, stage):
    moved_to(stage, harbour)
    with pytest.raises(NotAllowed):
        make_commitment(bo, lights, DRAFT)


def test_nothing_is_saved_when_a_later_step_fails(bo, lights, monkeypatch):
    monkeypatch.setattr("portal.implementation.actions.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_commitment(bo, lights, DRAFT)
    assert count() == 0
    assert db.session.scalar(select(func.count()).select_from(TraceEdge)) == 0


def test_through_the_page_two_clicks_are_one_promise(client, bo, harbour, lights):
    address = f"{harbour.path}opfoelgning/nyt"
    assert f'<option selected value="{lights.id}">' in client(bo).get(f"{address}?anbefaling={lights.id}").text
    sent = TYPED | {"recommendation_id": str(lights.id)}
    for _ in range(2):
        assert client(bo).post(address, data=sent).location.startswith(f"{harbour.path}opfoelgning#loefte-")
    assert count() == 1
    page = client().get(f"{harbour.path}opfoelgning").text
    assert "0 af 1 løfte er holdt." in page
    assert DRAFT.title in page


def test_errors_stand_at_their_fields_and_the_text_stays(client, bo, harbour, lights):
    page = client(bo).post(f"{harbour.path}opfoelgning/nyt", data={"title": "Lys", "due_on": "snart"})
    assert page.status_code == 422
    for said in ("Skriv, hvem der har lovet det", "Vælg en anbefaling", 'value="Lys"', "snart"):
        assert said in page.text
    assert count() == 0


def test_recommendations_of_others_are_not_found(client, bo, harbour, lights, fjordby):
    other = answered(committee_in(fjordby, "Søen", "soeen", stage=Stage.CO_IMPLEMENTATION), bo, 2)
    assert client(bo).get(f"{harbour.path}opfoelgning/nyt?anbefaling={other.id}").status_code == 404
    assert client(bo).get(f"{harbour.path}opfoelgning/nyt?anbefaling=x%00").status_code == 200
    sent = TYPED | {"recommendation_id": str(other.id)}
    assert client(bo).post(f"{harbour.path}opfoelgning/nyt", data=sent).status_code == 422


def test_without_an_answer_the_page_says_what_is_missing(client, bo, harbour):
    in_implementation(harbour)
    page = client(bo).get(f"{harbour.path}opfoelgning/nyt").text
    assert "Ingen anbefaling har fået svar endnu" in page
    assert 'name="title"' not in page


def test_visitors_read_and_are_asked_to_sign_in_to_write(client, harbour):
    assert "Der er ikke lovet noget endnu" in client().get(f"{harbour.path}opfoelgning").text
    assert "/log-ind" in client().get(f"{harbour.path}opfoelgning/nyt").location


def test_late_promises_are_said_to_be_late(client, harbour, lights):
    promised(lights, due=-1, title="For sent")
    promised(lights, due=0, title="I dag")
    promised(lights, CommitmentStatus.KEPT, due=-9, title="Indfriet for længst")
    account = commitment_account(harbour)
    assert (account.kept, account.open, account.late, account.total) == (1, 2, 1, 3)
    page = client().get(f"{harbour.path}opfoelgning").text
    assert "1 af 3 løfter er holdt." in page
    assert page.count("Forsinket:") == 1
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert commitment_account(harbour).late == 2


def test_the_list_asks_the_same_number_of_questions_for_many(client, queries, harbour, lights):
    promised(lights)
    with queries() as few:
        client().get(f"{harbour.path}opfoelgning")
    for number in range(60):
        promised(lights, title=f"Løfte {number}")
    with queries() as many:
        page = client().get(f"{harbour.path}opfoelgning?side=2").text
    assert "Side 2 af 4" in page
    assert len(many) == len(few) <= 12


def count():
    return db.session.scalar(select(func.count()).select_from(Commitment))
