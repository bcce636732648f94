from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.recommendations.actions.response import give_response
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.recommendations.queries import recommendations as reading
from portal.trace.models import TraceEdge, TraceRelation
from tests.at_once import at_once
from tests.recommendations.scene import answer_from, answered, drafted, handed_over

S = RecommendationState


@pytest.fixture
def waiting(bo, designing, table):
    """A recommendation that waits for the council's answer."""
    return handed_over(designing, bo, *table)


def typed(recommendation, body, **changes):
    return {
        FIELD: mark_of(recommendation),
        "body_id": str(body.id),
        "met_on": clock.today().isoformat(),
        "item": "9",
        "verdict": "changed",
        "sent_on_to_id": "",
        "reason": "Et forsøg på ét år.",
    } | changes


def test_a_councillor_enters_the_answer(client, council, eva, waiting):
    assert client(eva).get(f"{waiting.path}/svar").status_code == 200
    answer = client(eva).post(f"{waiting.path}/svar", data=typed(waiting, council))

    response = db.session.scalars(select(CouncilResponse)).one()
    assert answer.location == f"/svar/{response.id}/beslutning"
    assert (response.verdict, response.body, response.author) == (Verdict.CHANGED, council, eva)
    assert waiting.state is S.ANSWERED
    edge = db.session.scalars(select(TraceEdge).where(TraceEdge.relation == TraceRelation.ANSWERS)).one()
    assert (edge.earlier_id, edge.later_id) == (waiting.id, response.id)
    page = client().get(waiting.path).text
    assert "Et forsøg på ét år." in page


def test_sent_on_the_other_body_owes_the_answer(bo, client, fjordby, waiting):
    council, finance = fjordby.bodies[:2]
    sent_on = answer_from(council, Verdict.SENT_ON, sent_on_to_id=finance.id)
    give_response(bo, waiting, sent_on)

    assert (waiting.state, waiting.answering_body, waiting.receiving_body) == (S.HANDED_OVER, finance, council)
    assert "Økonomiudvalget" in client().get(waiting.path).text
    assert [wait.recommendation for wait in reading.recommendations_waiting(body=finance)] == [waiting]
    assert reading.recommendations_waiting(body=council) == []

    give_response(bo, waiting, answer_from(finance, Verdict.UNCHANGED))
    assert waiting.state is S.ANSWERED
    assert [response.body for response in waiting.responses] == [finance, council]
    assert reading.recommendations_waiting() == []


def test_a_late_answer_is_counted(waiting):
    with clock.frozen(clock.now() + timedelta(days=91)):
        (wait,) = reading.recommendations_waiting()
        assert wait.days == 91


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.SENT_ON])
def test_every_other_answer_ends_the_wait(bo, council, verdict, waiting):
    give_response(bo, waiting, answer_from(council, verdict))
    assert waiting.state is S.ANSWERED


def test_a_body_that_owes_nothing_does_not_answer(bo, fjordby, waiting):
    with pytest.raises(Refused):
        give_response(bo, waiting, answer_from(fjordby.bodies[2]))


def test_sent_on_to_nobody_or_oneself_is_refused(bo, council, waiting):
    for to in (None, council.id, 999):
        with pytest.raises(Refused):
            give_response(bo, waiting, answer_from(council, Verdict.SENT_ON, sent_on_to_id=to))
    assert waiting.responses == []


@pytest.mark.parametrize("days", [-1, 1])
def test_the_meeting_was_between_hand_over_and_today(bo, council, days, waiting):
    with pytest.raises(Refused):
        give_response(bo, waiting, answer_from(council, met_on=clock.today() + timedelta(days=days)))


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": ""}, {"verdict": "maybe"}, {"reason": ""}, {"item": ""}, {"met_on": "x"}, {"met_on": "2999-01-01"},
     {"body_id": "999"}, {"verdict": "sent_on"}, {"met_on": "2001-01-01"}],
)  # fmt: skip
def test_what_is_wrong_is_told_and_the_rest_kept(bo, client, council, waiting, wrong):
    sent = typed(waiting, council, reason="En grund, der er skrevet med omhu.") | wrong
    answer = client(bo).post(f"{waiting.path}/svar", data=sent)
    assert answer.status_code == 422
    assert "reason" in wrong or "skrevet med omhu" in answer.text
    assert waiting.responses == []


def test_answered_it_is_not_answered_again(bo, client, council, designing, table):
    recommendation = answered(designing, bo, *table).recommendation
    assert client(bo).get(f"{recommendation.path}/svar").status_code == 409
    with pytest.raises(Conflict):
        give_response(bo, recommendation, answer_from(council))


def test_what_nobody_has_received_is_not_answered(bo, council, designing):
    with pytest.raises(Conflict):
        give_response(bo, drafted(designing, bo), answer_from(council))


def test_others_do_not_answer(anna, carl, client, council, dorte, waiting):
    for other in (anna, carl, dorte):
        assert client(other).get(f"{waiting.path}/svar").status_code == 403
        with pytest.raises(NotAllowed):
            give_response(other, waiting, answer_from(council))


def test_two_answers_at_once_are_one(app, bo, council, waiting):
    ids, draft = (bo.id, waiting.id), answer_from(council)

    def deed():
        actor, recommendation = db.session.get(User, ids[0]), db.session.get(Recommendation, ids[1])
        return lambda: give_response(actor, recommendation, draft)

    outcomes = at_once(app, deed, deed)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "CouncilResponse"]
    assert len(waiting.responses) == 1
