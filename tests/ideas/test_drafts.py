from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import keep_draft, send_draft
from portal.ideas.models import Idea, IdeaState, IdeaStep
from portal.ideas.views.writing import FURTHER
from portal.rules.stages import Stage
from tests.ideas.scene import DRAFT, TYPED, idea_in
from tests.same_moment import just_before_it_is_saved, press_at_the_same_moment


def test_a_draft_has_no_clock_and_only_its_author_sees_it(anna, bo, client, harbour):
    idea = keep_draft(anna, harbour, DRAFT)

    assert idea.state is IdeaState.DRAFT
    assert idea.received_at is idea.answer_due_on is None
    assert client(anna).get(idea.path).status_code == 200
    assert client(bo).get(idea.path).status_code == 404
    assert client().get(idea.path).status_code == 404


def test_a_draft_is_sent_from_its_page(anna, client, harbour):
    browser = client(anna)
    kept = browser.post("/udvalg/havnen/ideer/ny", data=TYPED | {"at": "problem", "go": "keep"})
    idea = db.session.scalars(select(Idea)).one()
    assert kept.location == f"/ideer/{idea.id}/ret?trin=problem"

    data = TYPED | {"title": "Ny titel", FIELD: mark_of(idea), "at": "tjek", "go": "send"}
    answer = browser.post(kept.location, data=data)

    assert answer.location == f"/ideer/{idea.id}/kvittering"
    assert idea.state is IdeaState.RECEIVED
    assert idea.title == "Ny titel"
    assert idea.answer_due_on == clock.today() + timedelta(days=28)
    assert browser.post(kept.location, data=data).location == answer.location, "the second of two clicks"
    assert len(idea.steps) == 2


def test_a_draft_sent_by_two_clicks_at_the_same_moment_is_sent_once(anna, app, client, harbour, monkeypatch):
    idea, browser = keep_draft(anna, harbour, DRAFT), client(anna)
    data = TYPED | {FIELD: mark_of(idea), "at": "tjek", "go": "send"}

    pressed = press_at_the_same_moment(app, browser, f"/ideer/{idea.id}/ret", data, monkeypatch)

    assert [answer.location for answer in pressed] == [f"/ideer/{idea.id}/kvittering"] * 2
    db.session.refresh(idea)
    assert len(idea.steps) == 2


def test_a_draft_that_is_deleted_in_the_same_moment_is_told_of(anna, app, client, harbour, monkeypatch):
    idea, browser = keep_draft(anna, harbour, DRAFT), client(anna)
    data = TYPED | {FIELD: mark_of(idea), "at": "tjek", "go": "send"}

    def delete_it():
        with app.app_context():
            db.session.execute(delete(IdeaStep).where(IdeaStep.idea_id == idea_id))
            db.session.execute(delete(Idea).where(Idea.id == idea_id))
            db.session.commit()
            db.session.remove()

    path, idea_id = f"/ideer/{idea.id}/ret", idea.id
    db.session.rollback()
    with just_before_it_is_saved(monkeypatch, delete_it):
        answer = browser.post(path, data=data)

    assert answer.status_code == 409
    assert TYPED["problem"] in answer.text, "what was written is given back"


def test_a_draft_cannot_be_sent_after_the_last_day(anna, harbour):
    idea = keep_draft(anna, harbour, DRAFT)
    harbour.ideas_until = clock.today() - timedelta(days=1)
    db.session.commit()

    with pytest.raises(Refused):
        send_draft(anna, idea, DRAFT)
    db.session.refresh(idea)
    assert idea.state is IdeaState.DRAFT


def test_nobody_sends_anothers_draft(anna, gerda, harbour):
    idea = idea_in(IdeaState.DRAFT, harbour, anna)

    with pytest.raises(NotAllowed):
        send_draft(gerda, idea, DRAFT)


def test_two_clicks_at_the_same_moment_are_one_idea(anna, client, harbour, monkeypatch):
    idea = keep_draft(anna, harbour, DRAFT)
    data = TYPED | {FIELD: mark_of(idea), "at": "tjek", "go": "send"}

    def the_other_click_came_first(actor, row, draft):
        send_draft(actor, row, draft)
        raise Conflict("changed by someone else in the meantime")

    monkeypatch.setitem(FURTHER, IdeaState.DRAFT, the_other_click_came_first)

    answer = client(anna).post(f"/ideer/{idea.id}/ret", data=data)
    assert answer.location == f"/ideer/{idea.id}/kvittering"


def test_another_change_at_the_same_moment_is_told(anna, client, harbour, monkeypatch):
    idea = keep_draft(anna, harbour, DRAFT)

    def somebody_else_came_first(actor, row, draft):
        raise Conflict("changed by someone else in the meantime")

    monkeypatch.setitem(FURTHER, IdeaState.DRAFT, somebody_else_came_first)
    data = TYPED | {FIELD: mark_of(idea), "at": "tjek", "go": "send"}

    assert client(anna).post(f"/ideer/{idea.id}/ret", data=data).status_code == 409


def test_a_draft_cannot_be_edited_where_ideas_are_not_taken(anna, client, harbour):
    """Neither the link nor the form is shown when the deed would be refused."""
    idea = keep_draft(anna, harbour, DRAFT)
    assert f"{idea.path}/ret" in client(anna).get(idea.path).text
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    page = client(anna).get(idea.path).text
    assert f"{idea.path}/ret" not in page and "tager ikke længere imod idéer" in page
    assert client(anna).get(f"{idea.path}/ret").location == idea.path
