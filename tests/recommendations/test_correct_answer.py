from datetime import timedelta

import pytest

from portal.events.queries import events_of
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.reactions.notify import told_of
from portal.recommendations.actions.response import correct_response, give_response
from portal.recommendations.forms.response import ResponseCorrected
from portal.recommendations.models import Verdict
from tests.recommendations.scene import answer_from, answered, handed_over

TYPED = {
    "text": "Det var ikke vedtaget: jeg valgte forkert.",
    "verdict": "not_adopted",
    "item": "11",
    "case_number": "",
}


@pytest.fixture
def response(bo, designing, table):
    return answered(designing, bo, *table)


def right(**facts):
    today = {"text": "Det var punkt 11.", "verdict": Verdict.CHANGED, "met_on": clock.today(), "item": "11"}
    return ResponseCorrected(**today | facts)


def test_a_mistyped_answer_is_corrected_by_a_dated_addition(bo, client, response, table):
    form = f"/svar/{response.id}/ret"
    assert f"{form}" in client(bo).get(response.recommendation.path).text
    assert 'value="9"' in client(bo).get(form).text
    answer = client(bo).post(form, data=TYPED | {"met_on": clock.today().isoformat()})
    assert answer.location == response.path

    assert (response.verdict, response.item, response.reason) == (Verdict.NOT_ADOPTED, "11", "Et forsøg på ét år.")
    (added,) = response.corrections
    assert (added.earlier_verdict, added.earlier_item, added.earlier_case_number) == (Verdict.CHANGED, "9", "26/4471")
    for path in (response.recommendation.path, f"{response.recommendation.committee.path}anbefalinger/"):
        page = client().get(path).text
        assert TYPED["text"] in page
        assert "Før stod der: Vedtaget med ændringer" in page
        assert "Ikke vedtaget" in page
    event = db.session.scalars(events_of(response)).all()[-1]
    assert {user for user, _notice in told_of(event)} >= set(table)


def test_a_record_made_afterwards_has_the_right_result(bo, client, response):
    correct_response(bo, response, right(verdict=Verdict.NOT_ADOPTED))
    sent = {"title": "Cykelgade", "summary": "Nej.", "decision": "Ikke vedtaget."}
    assert client(bo).post(f"/svar/{response.id}/beslutning", data=sent).status_code == 302
    assert (response.record.result, response.record.item) == ("not_adopted", "11")


def test_a_second_click_adds_nothing(bo, response):
    assert correct_response(bo, response, right()) is correct_response(bo, response, right())


def test_the_same_note_about_something_else_is_another_correction(bo, client, response):
    form, typed = f"/svar/{response.id}/ret", TYPED | {"text": "Tastefejl.", "met_on": clock.today().isoformat()}
    for changed in ({}, {"item": "12"}, {"case_number": "26/1"}, {"verdict": "changed"}):
        assert client(bo).post(form, data=typed | changed).status_code == 302
    assert (response.item, response.case_number, response.verdict) == ("11", "", Verdict.CHANGED)
    assert len(response.corrections) == 4


def test_only_the_secretary_and_only_what_can_have_been(bo, dorte, eva, response):
    for other in (dorte, eva):
        with pytest.raises(NotAllowed):
            correct_response(other, response, right())
    tomorrow = clock.today() + timedelta(days=1)
    for facts in ({"verdict": Verdict.SENT_ON}, {"met_on": tomorrow}):
        with pytest.raises(Refused):
            correct_response(bo, response, right(**facts))
    assert response.corrections == []


def test_answers_stand_in_the_order_in_which_the_case_went(bo, client, designing, fjordby, table):
    """Sent on five days ago, answered two days ago: neither is moved past the other, when given or when corrected."""
    council, finance = designing.receiving_body, next(b for b in fjordby.bodies if b.id != designing.receiving_body_id)
    with clock.frozen(clock.now() - timedelta(days=9)):
        recommendation = handed_over(designing, bo, *table)
    fifth, second = clock.today() - timedelta(days=5), clock.today() - timedelta(days=2)
    first = give_response(
        bo, recommendation, answer_from(council, Verdict.SENT_ON, sent_on_to_id=finance.id, met_on=fifth)
    )
    with pytest.raises(Refused, match="sendt videre"):
        give_response(bo, recommendation, answer_from(finance, met_on=fifth - timedelta(days=1)))
    last = give_response(bo, recommendation, answer_from(finance, met_on=second))

    with pytest.raises(Refused, match="allerede givet"):
        correct_response(bo, first, right(verdict=Verdict.SENT_ON, met_on=second + timedelta(days=1)))
    with pytest.raises(Refused, match="sendt videre"):
        correct_response(bo, last, right(met_on=fifth - timedelta(days=1)))
    typed = TYPED | {"verdict": "sent_on", "met_on": clock.today().isoformat()}
    assert "allerede givet" in client(bo).post(f"/svar/{first.id}/ret", data=typed).text
    correct_response(bo, first, right(verdict=Verdict.SENT_ON, met_on=second))
    correct_response(bo, last, right(met_on=clock.today()))
    assert (first.met_on, last.met_on) == (second, clock.today())
