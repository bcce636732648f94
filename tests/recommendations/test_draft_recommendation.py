import pytest
from sqlalchemy import func, select

from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.recommendations.actions.recommendation import draft_recommendation, edit_recommendation
from portal.recommendations.models import Recommendation, RecommendationState
from portal.trace.models import TraceEdge
from tests.cast import committee_in
from tests.proposals.scene import proposal_in
from tests.recommendations.scene import DRAFT, TYPED, adopted, drafted

NEW = "/udvalg/havnen/anbefalinger/ny"


def test_a_recommendation_begins_with_the_words_of_a_proposal(client, designing, dorte):
    proposal = proposal_in(designing, dorte)
    page = client(dorte).get(f"{NEW}?forslag={proposal.id}").text
    assert all(text in page for text in (proposal.title, proposal.versions[0].problem, proposal.versions[0].solution))


def test_a_member_drafts_it_and_it_is_tied_to_the_proposal(client, designing, dorte):
    proposal = proposal_in(designing, dorte)

    answer = client(dorte).post(f"{NEW}?forslag={proposal.id}", data=TYPED)

    recommendation = db.session.scalars(select(Recommendation)).one()
    assert answer.location == recommendation.path
    assert (recommendation.number, recommendation.title) == (1, DRAFT.title)
    assert recommendation.state is RecommendationState.DRAFT
    edge = db.session.scalars(select(TraceEdge)).one()
    assert (edge.earlier_kind, edge.earlier_id, edge.later_kind) == (
        "proposal_version",
        proposal.versions[0].id,
        "recommendation",
    )


def test_each_gets_the_next_number_of_its_committee(bo, designing):
    assert [drafted(designing, bo).number for _ in range(3)] == [1, 2, 3]


def test_two_clicks_are_one(client, designing, dorte):
    assert len({client(dorte).post(NEW, data=TYPED).location for _ in range(2)}) == 1
    assert db.session.scalar(select(func.count(Recommendation.id))) == 1


def test_a_proposal_of_another_committee_is_refused(bo, designing, dorte, fjordby):
    elsewhere = proposal_in(committee_in(fjordby, "Byen", "byen"), dorte)
    with pytest.raises(Refused):
        drafted(designing, bo, elsewhere)
    assert db.session.scalar(select(func.count(Recommendation.id))) == 0


@pytest.mark.parametrize("odd", ["x", "999999", "", "-1", "99999999999999999999999"])
def test_an_odd_proposal_is_no_error(client, designing, dorte, odd):
    assert client(dorte).get(f"{NEW}?forslag={odd}").status_code in {200, 404}


def test_what_is_missing_is_told_and_the_rest_kept(client, designing, dorte):
    answer = client(dorte).post(NEW, data=TYPED | {"solution": ""})
    assert answer.status_code == 422
    assert DRAFT.problem in answer.text


def test_citizens_do_not_draft(anna, client, designing):
    assert client(anna).get(NEW).status_code == 403
    with pytest.raises(NotAllowed):
        draft_recommendation(anna, designing, DRAFT)


def test_a_draft_is_read_inside_only(anna, bo, client, designing, eva):
    path = drafted(designing, bo).path
    assert {client(reader).get(path).status_code for reader in (bo, eva)} == {200}
    assert {client(reader).get(path).status_code for reader in (None, anna)} == {404}
    assert DRAFT.title not in client(anna).get("/udvalg/havnen/anbefalinger/").text


def test_it_is_edited_until_it_is_adopted(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    sent = TYPED | {"title": "Cykelgade ved hallen", FIELD: mark_of(recommendation)}

    assert client(bo).get(f"{recommendation.path}/ret").status_code == 200
    assert client(bo).post(f"{recommendation.path}/ret", data=sent).location == recommendation.path

    assert recommendation.title == "Cykelgade ved hallen"
    done = adopted(designing, bo, *table)
    assert client(bo).get(f"{done.path}/ret").status_code == 409
    with pytest.raises(Conflict):
        edit_recommendation(bo, done, DRAFT)


def test_who_saves_second_keeps_the_text(bo, client, designing, dorte):
    recommendation = drafted(designing, bo)
    seen = mark_of(recommendation)
    client(bo).post(f"{recommendation.path}/ret", data=TYPED | {"title": "Bos titel", FIELD: seen})

    answer = client(dorte).post(f"{recommendation.path}/ret", data=TYPED | {"title": "Dortes titel", FIELD: seen})

    assert answer.status_code == 409
    assert "Dortes titel" in answer.text
    assert recommendation.title == "Bos titel"
