import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions import withdraw_idea
from portal.ideas.models import IdeaState
from tests.ideas.scene import idea_in


def test_what_was_never_public_stays_so(anna, client, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna)

    withdraw_idea(anna, idea)

    assert idea.state is IdeaState.WITHDRAWN
    assert client().get(idea.path).status_code == 404
    assert client(anna).get(idea.path).status_code == 200
    assert db.session.scalars(select(Event.details)).all() == [{}]


def test_what_was_public_stays_visible_as_withdrawn(anna, client, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)

    withdraw_idea(anna, idea, "Vi har fundet en anden plads.")

    page = client().get(idea.path)
    assert page.status_code == 200
    assert "Vi har fundet en anden plads." in page.text
    assert idea.title in client().get("/udvalg/havnen/ideer/?status=withdrawn").text


def test_only_the_author_withdraws(bo, gerda, anna, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    for other in (bo, gerda):
        with pytest.raises(NotAllowed):
            withdraw_idea(other, idea)


def test_a_concluded_idea_is_not_withdrawn(anna, harbour):
    idea = idea_in(IdeaState.CLOSED, harbour, anna)
    with pytest.raises(Refused):
        withdraw_idea(anna, idea)


def test_nothing_is_half_done(anna, harbour, monkeypatch):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    monkeypatch.setattr("portal.ideas.actions.submitting.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        withdraw_idea(anna, idea)
    db.session.refresh(idea)
    assert idea.state is IdeaState.PUBLISHED


def test_the_page_asks_before_it_is_done(anna, gerda, client, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    path = f"/ideer/{idea.id}/traek-tilbage"

    assert client(anna).get(path).status_code == 200
    assert idea.state is IdeaState.PUBLISHED
    assert client(gerda).get(path).status_code == 404
    assert client(anna).post(path, data={"reason": "x" * 601}).status_code == 422
    assert client(anna).post(path, data={"reason": ""}).status_code == 302
    assert idea.state is IdeaState.WITHDRAWN


def test_a_public_reason_holds_no_personal_data_and_what_was_written_is_kept(anna, client, harbour):
    idea, reason = idea_in(IdeaState.PUBLISHED, harbour, anna), "Ring 20 00 00 00."
    page = client(anna).post(f"/ideer/{idea.id}/traek-tilbage", data={"reason": reason})

    assert page.status_code == 422
    assert "et telefonnummer (20 00 00 00)" in page.text and f">{reason}</textarea>" in page.text.replace("\r\n", "")
    assert idea.state is IdeaState.PUBLISHED


def test_a_reason_that_nobody_else_can_read_is_not_looked_at(anna, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna)
    withdraw_idea(anna, idea, "Ring 20 00 00 00.")
    assert idea.state is IdeaState.WITHDRAWN
