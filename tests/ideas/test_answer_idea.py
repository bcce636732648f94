from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions import answer_idea, close_idea, withdraw_idea
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.models import IdeaAnswer, IdeaState
from portal.ideas.queries import answer_account
from tests.ideas.scene import idea_in

ANSWER = AnswerDraft(IdeaState.ANSWERED, "Tak. Vi **gør** det ikke, fordi molen er for smal.", "Bo Lund, sekretær")
CARRIED = AnswerDraft(IdeaState.CARRIED_ON, "Vi tager den med på workshoppen.", "Carl Mose, formand", carried_into="")


@pytest.fixture
def idea(anna, harbour):
    return idea_in(IdeaState.PUBLISHED, harbour, anna)


def test_the_secretary_answers_and_the_clock_stops(bo, client, harbour, idea):
    assert answer_account(harbour).waiting == 1

    answer_idea(bo, idea, ANSWER)

    assert idea.state is IdeaState.ANSWERED
    assert idea.first_answered_at is not None
    assert answer_account(harbour).waiting == 0
    page = client().get(idea.path).text
    assert "Bo Lund, sekretær" in page
    assert "<strong>gør</strong>" in page


def test_the_chair_carries_an_idea_on(carl, idea):
    answer_idea(carl, idea, CARRIED)

    assert idea.state is IdeaState.CARRIED_ON
    event = db.session.scalars(select(Event)).one()
    assert event.type == "idea.carried-on"
    assert event.details == {"title": idea.title, "path": idea.path, "signed_as": CARRIED.signed_as}


def test_answers_follow_one_another_newest_first_and_the_first_stops_the_clock(bo, carl, client, idea):
    answer_idea(carl, idea, CARRIED)
    first = idea.first_answered_at
    answer_idea(bo, idea, ANSWER)
    answer_idea(bo, idea, AnswerDraft(IdeaState.ANSWERED, "Nu er lysene sat op.", "Bo Lund, sekretær"))

    assert idea.first_answered_at == first
    page = client().get(idea.path).text
    assert page.index("Nu er lysene") < page.index("molen er for smal") < page.index("på workshoppen")


@pytest.mark.parametrize("who", ["anna", "dorte", "eva", "finn"])
def test_others_do_not_answer(request, who, idea):
    with pytest.raises(NotAllowed):
        answer_idea(request.getfixturevalue(who), idea, ANSWER)


@pytest.mark.parametrize("state", [IdeaState.RECEIVED, IdeaState.REFUSED, IdeaState.CLOSED])
def test_only_public_ideas_are_answered(anna, bo, harbour, state):
    with pytest.raises(Refused):
        answer_idea(bo, idea_in(state, harbour, anna), ANSWER)
    assert db.session.scalars(select(IdeaAnswer)).all() == []


def test_nothing_is_half_done(bo, idea, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.answering.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        answer_idea(bo, idea, ANSWER)
    db.session.refresh(idea)
    assert idea.first_answered_at is None
    assert db.session.scalar(select(func.count()).select_from(IdeaAnswer)) == 0


def test_an_answered_idea_is_concluded_with_a_reason(bo, client, idea):
    answer_idea(bo, idea, ANSWER)
    close_idea(bo, idea, "Sagen er færdig.")

    assert idea.state is IdeaState.CLOSED
    assert "Sagen er færdig." in client().get(idea.path).text


def test_an_unanswered_idea_is_not_concluded(bo, idea):
    with pytest.raises(Refused):
        close_idea(bo, idea, "Færdig.")


def test_answering_from_the_page_with_a_look_before(carl, client, idea):
    browser, path = client(carl), f"/ideer/{idea.id}/behandl/svar"
    assert "Carl Mose, formand" in browser.get(f"/ideer/{idea.id}/behandl").text
    data = {
        "answer-verdict": "carried_on", "answer-body": CARRIED.body, "answer-signed_as": CARRIED.signed_as,
        "answer-carried_into": "nowhere-yet",
    }  # fmt: skip

    browser.is_sure = False
    assert CARRIED.body in browser.post(path, data=data).text
    assert idea.state is IdeaState.PUBLISHED
    assert browser.post(path, data=data | {"confirmed": "yes"}).status_code == 302
    assert idea.state is IdeaState.CARRIED_ON


@pytest.mark.parametrize("odd", [{"answer-verdict": "closed"}, {"answer-body": " "}, {"answer-signed_as": "x" * 121}])
def test_errors_keep_the_answer(bo, client, idea, odd):
    data = {"answer-verdict": "answered", "answer-body": ANSWER.body, "answer-signed_as": "Bo Lund", "confirmed": "1"}

    page = client(bo).post(f"/ideer/{idea.id}/behandl/svar", data=data | odd)

    assert page.status_code == 422
    assert idea.state is IdeaState.PUBLISHED
    assert "answer-body" in odd or "Vi **gør** det ikke" in page.text


def test_concluding_from_the_page(anna, bo, client, harbour):
    idea = idea_in(IdeaState.ANSWERED, harbour, anna)
    path, data = f"/ideer/{idea.id}/behandl/afslut", {"close-reason": "Sagen er færdig."}

    assert client(bo).post(path, data=data).status_code == 302
    assert idea.state is IdeaState.CLOSED


def test_two_clicks_are_one_answer(bo, client, idea):
    page = f"/ideer/{idea.id}/behandl/svar"
    typed = {"answer-verdict": "answered", "answer-body": "Tak.", "answer-signed_as": "Bo", "confirmed": "1"}
    browser = client(bo)
    assert [browser.post(page, data=typed).status_code for _ in range(2)] == [302, 302]
    assert browser.post(page, data=typed | {"answer-body": "Og en ting mere."}).status_code == 302
    assert browser.post(page, data=typed | {"answer-signed_as": "Bo Lund, sekretær"}).status_code == 302
    assert db.session.scalar(select(func.count()).select_from(IdeaAnswer)) == 3


def test_what_was_written_too_late_is_given_back(bo, client, idea, anna):
    """The idea is withdrawn while the secretary writes: the page has no such form any more, but the text is kept."""
    browser, text = client(bo), "Et langt svar, der tog en time at skrive."
    withdraw_idea(anna, idea)
    answer = browser.post(f"/ideer/{idea.id}/behandl/svar", data={"answer-body": text})
    assert answer.status_code == 422
    assert text in answer.text


def test_what_was_not_written_is_not_said(bo, client, idea):
    """The page that asks once more carries empty fields along as empty ones, and the answer says nothing of them."""
    browser, path = client(bo), f"/ideer/{idea.id}/behandl/svar"
    browser.is_sure = False
    typed = {"answer-verdict": "answered", "answer-body": "Tak.", "answer-signed_as": "Bo", "answer-override": ""}
    for sent in (typed, {name: words for name, words in typed.items() if words}):
        asked = BeautifulSoup(browser.post(path, data=sent).text, "html.parser").find("button", {"name": "confirmed"})
        carried = {one["name"]: one["value"] for one in asked.find_parent("form").find_all("input")}
        assert carried.get("answer-override", "") == ""
    assert browser.post(path, data=carried | {"confirmed": "yes"}).status_code == 302
    assert idea.answers[0].override == ""
    assert "må blive stående" not in client().get(idea.path).text


def test_personal_data_stops_an_answer_unless_it_is_said_why(bo, client, idea):
    browser, path = client(bo), f"/ideer/{idea.id}/behandl/svar"
    data = {
        "answer-verdict": "answered",
        "answer-body": "Ring til hallen på 20 00 00 00.",
        "answer-signed_as": "Bo Lund",
    }

    page = browser.post(path, data=data | {"confirmed": "1"})
    assert page.status_code == 422
    assert "20 00 00 00" in page.text and 'name="answer-override"' in page.text
    assert idea.answers == []

    assert browser.post(path, data=data | {"confirmed": "1", "answer-override": "Hallens eget."}).status_code == 302
    assert idea.answers[0].override == "Hallens eget."
    assert "Hallens eget." in client().get(idea.path).text


@pytest.mark.parametrize("words", [{"signed_as": "Bo Lund, 20 00 00 00"}, {"override": "20 00 00 00 er hallens eget."}])
def test_neither_the_signature_nor_the_reason_holds_personal_data(bo, idea, words):
    draft = AnswerDraft(IdeaState.ANSWERED, "Ring til hallen på 20 00 00 00.", "Bo Lund", "Hallens eget nummer.")
    with pytest.raises(Refused):
        answer_idea(bo, idea, replace(draft, **words))
    assert idea.answers == []


def test_the_reason_for_concluding_holds_no_personal_data(anna, bo, harbour):
    idea = idea_in(IdeaState.ANSWERED, harbour, anna)
    with pytest.raises(Refused):
        close_idea(bo, idea, "Vi har talt med Hans på hans@example.dk.")
    db.session.refresh(idea)
    assert idea.state is IdeaState.ANSWERED
