"""One answer to several ideas: chosen, written, seen, given; to all of them or to none, and once."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions import answer_ideas, close_idea, withdraw_idea
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.models import Idea, IdeaAnswer, IdeaState, IdeaTheme
from portal.ideas.queries.choosing import MOST_AT_ONCE
from portal.notifications.models import Notification
from portal.rules.stages import Stage
from tests.cast import committee_in
from tests.factories import saved
from tests.ideas.scene import idea_in

S = IdeaState
DRAFT = AnswerDraft(S.ANSWERED, "Vi har læst dem **sammen**.", "Bo Lund, sekretær")
PATH = "/udvalg/havnen/ideer/svar-samlet"
TYPED = {"verdict": "answered", "body": DRAFT.body, "signed_as": DRAFT.signed_as, "submission_key": "k1"}


@pytest.fixture
def ideas(anna, gerda, harbour):
    return [idea_in(S.PUBLISHED, harbour, who, title=f"Idé {n}") for n, who in enumerate((anna, anna, gerda))]


def answers():
    return db.session.scalars(select(IdeaAnswer).order_by(IdeaAnswer.id)).all()


@pytest.mark.parametrize("who", ["bo", "carl"])
def test_each_idea_gets_an_answer_of_its_own(request, client, harbour, ideas, who):
    assert answer_ideas(request.getfixturevalue(who), harbour, ideas, DRAFT, "k1") == 3

    assert [answer.idea_id for answer in answers()] == [idea.id for idea in ideas]
    assert {idea.state for idea in ideas} == {S.ANSWERED}
    assert all(idea.first_answered_at and idea.days_to_answer == 0 for idea in ideas)
    page = client().get(ideas[0].path).text
    assert "<strong>sammen</strong>" in page and "3 idéer" in page


def test_each_author_is_told_of_each_idea(anna, bo, gerda, harbour, ideas, deliver_outbox):
    answer_ideas(bo, harbour, ideas, DRAFT, "k1")
    deliver_outbox()
    told = list(db.session.scalars(select(Notification.recipient_id).order_by(Notification.recipient_id)))
    assert told == sorted([anna.id, anna.id, gerda.id])


def test_the_same_form_twice_is_the_same_answers(bo, harbour, ideas):
    assert answer_ideas(bo, harbour, ideas, DRAFT, "k1") == answer_ideas(bo, harbour, ideas, DRAFT, "k1") == 3
    assert len(answers()) == 3
    assert answer_ideas(bo, harbour, ideas[:1], DRAFT, "k2") == 1, "another form is another answer"


@pytest.mark.parametrize("change", [{"body": "Et helt andet svar."}, {"verdict": S.CARRIED_ON}, {"signed_as": "Bo"}])
def test_the_same_form_with_another_answer_is_refused(bo, harbour, ideas, change):
    answer_ideas(bo, harbour, ideas, DRAFT, "k1")
    with pytest.raises(Refused):
        answer_ideas(bo, harbour, ideas, replace(DRAFT, **change), "k1")
    with pytest.raises(Refused):
        answer_ideas(bo, harbour, ideas[:2], DRAFT, "k1")
    assert len(answers()) == 3


def test_who_goes_back_and_answers_others_is_told_and_keeps_the_text(bo, client, ideas):
    browser, ids = client(bo), [idea.id for idea in ideas]
    typed = TYPED | {"tilbudt": ids, "go": "see"}
    browser.post(PATH, data=typed | {"ide": ids[:1]})

    page = browser.post(PATH, data=typed | {"ide": ids[1:], "body": "Et helt andet svar."})
    assert page.status_code == 422
    assert "Du har allerede sendt et svar" in page.text and "Et helt andet svar." in page.text
    assert len(answers()) == 1

    key = re.search(r'name="submission_key"[^>]* value="([^"]+)"', page.text)[1]
    again = typed | {"ide": ids[1:], "body": "Et helt andet svar.", "submission_key": key}
    assert browser.post(PATH, data=again).status_code == 302
    assert [answer.idea_id for answer in answers()] == ids


@pytest.mark.parametrize("who", ["anna", "dorte", "eva", "finn"])
def test_only_offices_answer(request, harbour, ideas, who):
    with pytest.raises(NotAllowed):
        answer_ideas(request.getfixturevalue(who), harbour, ideas, DRAFT, "k1")
    assert answers() == []


def test_nothing_is_answered_in_a_closed_committee(bo, harbour, ideas):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        answer_ideas(bo, harbour, ideas, DRAFT, "k1")


@pytest.mark.parametrize("state", [S.RECEIVED, S.RETURNED, S.REFUSED, S.CLOSED, S.WITHDRAWN])
def test_one_that_cannot_be_answered_stops_them_all(anna, bo, harbour, ideas, state):
    other = idea_in(state, harbour, anna, title="Den her ikke")
    with pytest.raises(Refused, match="Den her ikke"):
        answer_ideas(bo, harbour, [*ideas, other], DRAFT, "k1")
    assert answers() == [] and {idea.state for idea in ideas} == {S.PUBLISHED}


def test_not_too_many_and_not_none(bo, harbour, ideas):
    with pytest.raises(Refused):
        answer_ideas(bo, harbour, [], DRAFT, "k1")
    with pytest.raises(Refused):
        answer_ideas(bo, harbour, ideas * (MOST_AT_ONCE // 3 + 1), DRAFT, "k1")


def test_nothing_is_half_done(bo, harbour, ideas, monkeypatch):
    said = []

    def record(*_, **__):
        said.append(1)
        if len(said) == 3:
            raise ZeroDivisionError

    monkeypatch.setattr("portal.ideas.actions.answering.record", record)
    with pytest.raises(ZeroDivisionError):
        answer_ideas(bo, harbour, ideas, DRAFT, "k1")
    assert answers() == []
    assert set(db.session.scalars(select(Idea.state))) == {S.PUBLISHED}
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


# -- through the pages ------------------------------------------------------------------------------------------------


def test_from_the_queue_to_published_answers(bo, client, ideas):
    browser, ids = client(bo), [idea.id for idea in ideas]
    page = browser.post(PATH, data={"ide": ids, "go": "choose"})
    assert page.status_code == 200 and "Bo Lund, sekretær" in page.text

    browser.is_sure = False
    typed = TYPED | {"tilbudt": ids, "ide": ids[:2], "go": "see"}
    page = browser.post(PATH, data=typed)
    assert page.status_code == 200 and "<strong>sammen</strong>" in page.text
    assert answers() == []

    back = browser.post(PATH, data=typed | {"confirmed": "no"})
    assert "Vi har læst dem" in back.text and "Idé 2" in back.text, "what was written, and what was left out, is there"

    assert browser.post(PATH, data=typed | {"confirmed": "yes"}).status_code == 302
    assert browser.post(PATH, data=typed | {"confirmed": "yes"}).status_code == 302
    assert [answer.idea_id for answer in answers()] == ids[:2]


def test_mistakes_lose_nothing(bo, client, ideas):
    ids = [idea.id for idea in ideas]
    data = TYPED | {"tilbudt": ids, "go": "see"}
    for wrong in ({"ide": ids, "body": " "}, {"ide": ids, "verdict": "x"}, {"ide": ids, "signed_as": "x" * 121}, {}):
        page = client(bo).post(PATH, data=data | wrong)
        assert page.status_code == 422
        assert "Idé 0" in page.text and "Idé 2" in page.text
    assert answers() == []


def test_one_that_is_withdrawn_in_the_meantime_is_told_of(anna, bo, client, ideas):
    ids = [idea.id for idea in ideas]
    withdraw_idea(anna, ideas[0])
    page = client(bo).post(PATH, data=TYPED | {"tilbudt": ids, "ide": ids, "go": "see"})
    assert page.status_code == 422 and "Idé 0" in page.text and DRAFT.body in page.text
    assert answers() == []


def test_what_cannot_be_answered_is_named_and_not_offered(bo, anna, client, harbour, ideas):
    done = idea_in(S.ANSWERED, harbour, anna, title="Afsluttet sag")
    close_idea(bo, done, "Færdig.")
    page = client(bo).post(PATH, data={"ide": [done.id, ideas[0].id]}).text
    assert "Afsluttet sag" in page and f'name="ide" value="{done.id}"' not in page


def test_a_theme_is_answered(bo, client, harbour, ideas):
    theme = saved(IdeaTheme(committee_id=harbour.id, name="Vand"))
    ideas[0].themes = ideas[1].themes = [theme]
    db.session.commit()
    assert f"svar-samlet?tema={theme.id}" in client(bo).get(theme.path).text
    page = client(bo).get(f"{PATH}?tema={theme.id}").text
    assert "Idé 0" in page and "Idé 1" in page and "Idé 2" not in page
    assert "Det er ikke besluttet endnu" in page, "where it goes on can be chosen from the first page"
    assert client(bo).get(f"{PATH}?tema=999").status_code == 404
    assert client(bo).get(PATH).status_code == 302


def test_ideas_of_others_are_not_there(anna, bo, carl, client, fjordby, harbour, ideas):
    elsewhere = idea_in(S.PUBLISHED, committee_in(fjordby, "Haven", "haven"), anna)
    unread = idea_in(S.RECEIVED, harbour, anna)
    draft = idea_in(S.DRAFT, harbour, anna)
    for id_ in (elsewhere.id, draft.id, 999, "x"):
        assert client(bo).post(PATH, data={"ide": [ideas[0].id, id_]}).status_code == 404
    assert client(carl).post(PATH, data={"ide": unread.id}).status_code == 404, "the chair reads what is public"
    assert client(bo).post(PATH, data={"ide": unread.id}).status_code == 200


def test_it_is_no_page_for_others(anna, client, ideas):
    assert client(anna).get(f"{PATH}?ide={ideas[0].id}").status_code == 403
    assert client(anna).post(PATH, data=TYPED | {"ide": ideas[0].id, "go": "see"}).status_code == 403
    assert client().get(PATH).status_code == 302


def test_too_many_are_told_so(bo, client, harbour):
    page = client(bo).post(PATH, data={"ide": list(range(1, MOST_AT_ONCE + 2))})
    assert page.status_code == 422 and "50" in page.text


def test_fifty_at_once_ask_no_more_to_be_shown(anna, bo, client, harbour, queries):
    said = []
    for number in (10, 40):
        for n in range(number):
            idea_in(S.PUBLISHED, harbour, anna, title=f"Nr. {n}")
        ids = list(db.session.scalars(select(Idea.id)))
        with queries() as these:
            assert client(bo).post(PATH, data={"ide": ids}).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 14
