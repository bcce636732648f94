"""An answer that was wrong is corrected by a dated addition, wherever the answer stands."""

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import answer_idea, answer_ideas, correct_answer, support_idea
from portal.ideas.forms.secretarial import AnswerCorrected
from portal.ideas.models import IdeaAnswerCorrection, IdeaState
from portal.notifications.models import Notification
from portal.rules.stages import Stage
from tests.ideas.scene import idea_in
from tests.ideas.test_answer_idea import ANSWER
from tests.inspecting_client import ASKS

WRONG = AnswerCorrected("Molen er bred nok. Vi havde målt forkert.")


@pytest.fixture
def idea(anna, harbour):
    return idea_in(IdeaState.PUBLISHED, harbour, anna)


@pytest.fixture
def answer(bo, idea):
    return answer_idea(bo, idea, ANSWER)


def test_it_stands_under_the_answer_and_where_the_answer_is_quoted(bo, client, harbour, idea, answer):
    browser, path = client(bo), f"/ideer/svar/{answer.id}/ret"
    browser.is_sure = False
    assert path in browser.get(idea.path).text and path not in client().get(idea.path).text
    assert browser.get(path).status_code == 200
    assert browser.post(path, data={"text": "", FIELD: mark_of(answer)}).status_code == 422
    typed = {"text": WRONG.text, FIELD: mark_of(answer)}
    asked = browser.post(path, data=typed)
    assert ASKS in asked.text and WRONG.text in asked.text and answer.corrections == []
    assert WRONG.text in browser.post(path, data=typed | {"confirmed": "no"}).text
    assert browser.post(path, data=typed | {"confirmed": "yes"}).location == answer.path

    page = client().get(idea.path).text
    answers, thread = page.split('id="traad"')
    assert "molen er for smal" in answers and answers.index("molen er for smal") < answers.index(WRONG.text)
    assert "Rettet" in thread and WRONG.text in thread
    assert WRONG.text in client().get(f"{harbour.path}spor").text, "and in the public timeline"


def test_author_and_supporters_are_told(anna, bo, gerda, idea, answer, deliver_outbox):
    support_idea(gerda, idea)
    correct_answer(bo, answer, WRONG)
    deliver_outbox()
    event = db.session.scalars(select(Event).where(Event.type == "idea.answer-corrected")).one()
    told = select(Notification.recipient_id).where(Notification.event_id == event.id)
    assert set(db.session.scalars(told)) == {anna.id, gerda.id}


def test_a_second_click_adds_nothing(bo, answer):
    correct_answer(bo, answer, WRONG)
    correct_answer(bo, answer, WRONG)
    assert [(one.number, one.text) for one in answer.corrections] == [(1, WRONG.text)]
    correct_answer(bo, answer, AnswerCorrected("Den er fire meter bred."))
    assert [one.number for one in answer.corrections] == [1, 2]


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva"])
def test_others_correct_nothing(who, request, answer, client):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        correct_answer(actor, answer, WRONG)
    assert client(actor).get(f"/ideer/svar/{answer.id}/ret").status_code == 403


def test_under_all_that_got_the_same_answer_or_under_one(anna, bo, harbour, client):
    ideas = [idea_in(IdeaState.PUBLISHED, harbour, anna, title=f"Idé {number}") for number in range(3)]
    answer_ideas(bo, harbour, ideas, ANSWER, "key-1")
    first = ideas[0].answers[0]
    assert "de andre idéer" in client(bo).get(f"/ideer/svar/{first.id}/ret").text
    correct_answer(bo, first, AnswerCorrected(WRONG.text, is_for_all=True))
    assert all([one.text for one in idea.answers[0].corrections] == [WRONG.text] for idea in ideas)
    correct_answer(bo, first, AnswerCorrected("Kun her."))
    assert [len(idea.answers[0].corrections) for idea in ideas] == [2, 1, 1]
    correct_answer(bo, first, AnswerCorrected("Kun her.", is_for_all=True))
    assert [len(idea.answers[0].corrections) for idea in ideas] == [2, 2, 2], "under the others after all"


def test_also_when_the_committee_is_closed(bo, harbour, answer):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    correct_answer(bo, answer, WRONG)
    assert answer.corrections[0].created_at <= clock.now()


def test_not_under_an_idea_that_is_hidden_or_with_a_cpr_number(bo, client, idea, answer):
    page = client(bo).post(
        f"/ideer/svar/{answer.id}/ret", data={"text": "Ring til 010180-1234.", FIELD: mark_of(answer)}
    )
    assert page.status_code == 422 and "010180-1234" in page.text
    idea.hidden_at = clock.now()
    db.session.commit()
    with pytest.raises(Refused):
        correct_answer(bo, answer, WRONG)
    assert db.session.scalars(select(IdeaAnswerCorrection)).all() == []
