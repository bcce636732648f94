"""Two answers to one idea in the same moment: one stands, and the other is told what it says and loses nothing."""

import pytest
from sqlalchemy import func, select

from portal.foundation.db import db
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import answer_idea
from portal.ideas.forms.handling import NOWHERE_YET, AnswerDraft
from portal.ideas.models import IdeaAnswer, IdeaState
from tests.at_once import at_once
from tests.forms_on_pages import forms_in
from tests.ideas.scene import idea_in

NO = {"answer-verdict": "answered", "answer-body": "Vi kan ikke bygge en bro her, og siger derfor nej.",
      "answer-signed_as": "Bo Dal, sekretær", "confirmed": "yes"}  # fmt: skip
YES = {"answer-verdict": "carried_on", "answer-body": "Vi arbejder videre med broen til efteråret.",
       "answer-signed_as": "Sofie Lund, sekretær", "answer-carried_into": NOWHERE_YET, "confirmed": "yes"}  # fmt: skip


@pytest.fixture
def idea(harbour, anna):
    return idea_in(IdeaState.PUBLISHED, harbour, anna)


def count():
    return db.session.scalar(select(func.count()).select_from(IdeaAnswer))


def posting(browser, idea, typed):
    """Ready to send when the others are."""
    path, data = f"/ideer/{idea.id}/behandl/svar", typed | {FIELD: mark_of(idea)}
    return lambda: lambda: browser.post(path, data=data)


def test_no_and_we_carry_it_on_in_the_same_moment(app, client, bo, sofie, idea):
    deeds = [posting(client(bo), idea, NO), posting(client(sofie), idea, YES)]
    answers = at_once(app, *deeds)

    assert sorted(one.status_code for one in answers) == [302, 409], answers
    assert count() == 1, "both stand in public"
    told, stands, lost = (answers[1], NO, YES) if answers[1].status_code == 409 else (answers[0], YES, NO)
    assert stands["answer-body"] in told.text and lost["answer-body"] in told.text


def test_ten_who_answer_at_once_give_one_answer(app, client, bo, idea):
    browsers = [client(bo) for _ in range(10)]
    typed = [NO | {"answer-body": f"Svar nummer {number} på idéen om broen."} for number in range(10)]
    answers = at_once(app, *(posting(browser, idea, one) for browser, one in zip(browsers, typed, strict=True)))
    assert sorted(one.status_code for one in answers) == [302, *[409] * 9], answers
    assert count() == 1


def test_two_clicks_are_one_answer_without_a_refusal(app, client, bo, idea):
    answers = at_once(app, *(posting(client(bo), idea, NO) for _ in range(2)))
    assert [one.status_code for one in answers] == [302, 302]
    assert count() == 1


def test_the_second_reads_the_first_and_who_gave_it_and_sends_it_again(client, bo, sofie, idea):
    browser, path = client(sofie), f"/ideer/{idea.id}/behandl/svar"
    (read,) = next(form for form in forms_in(browser.get(path[:-5]).text) if form.action == path).values_of(FIELD)
    answer_idea(bo, idea, AnswerDraft(IdeaState.ANSWERED, NO["answer-body"], NO["answer-signed_as"]))

    told = browser.post(path, data=YES | {FIELD: read})
    assert told.status_code == 409
    assert all(text in told.text for text in (bo.name, NO["answer-body"], YES["answer-body"], "Besvaret"))

    again = next(form for form in forms_in(told.text, path) if form.action == path)
    browser.is_sure = False
    asked = browser.post(path, data=dict(again.fields))
    assert asked.status_code == 200, "what cannot be undone is asked anew, of what stands now"
    sure = next(form for form in forms_in(asked.text, path) if form.action == path)
    assert browser.post(path, data=dict(sure.fields) | {"confirmed": "yes"}).status_code == 302
    assert (count(), idea.state) == (2, IdeaState.CARRIED_ON)
