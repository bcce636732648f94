import pytest
from sqlalchemy import func, select

from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions import end_support, support_idea
from portal.ideas.models import IdeaState, IdeaSupport
from portal.rules.stages import Stage
from tests.ideas.scene import idea_in


@pytest.fixture
def idea(anna, harbour):
    return idea_in(IdeaState.PUBLISHED, harbour, anna)


def supporters():
    return db.session.scalar(select(func.count()).select_from(IdeaSupport))


def test_support_counts_once_and_can_be_taken_back(gerda, dorte, idea):
    support_idea(gerda, idea)
    support_idea(gerda, idea)
    support_idea(dorte, idea)
    assert idea.support_count == supporters() == 2

    end_support(gerda, idea)
    end_support(gerda, idea)
    assert idea.support_count == supporters() == 1


def test_support_does_not_stand_in_the_way_of_the_secretary(gerda, idea):
    version = idea.version
    support_idea(gerda, idea)
    db.session.refresh(idea)

    assert idea.version == version


@pytest.mark.parametrize(
    "state", sorted(set(IdeaState) - {IdeaState.PUBLISHED, IdeaState.ANSWERED, IdeaState.CARRIED_ON})
)
def test_only_open_ideas_are_supported(anna, gerda, harbour, state):
    with pytest.raises(Refused):
        support_idea(gerda, idea_in(state, harbour, anna))
    assert supporters() == 0


def test_not_when_the_work_has_moved_on(gerda, harbour, idea):
    harbour.stage = Stage.CO_IMPLEMENTATION
    db.session.commit()
    with pytest.raises(NotAllowed):
        support_idea(gerda, idea)


def test_nothing_is_half_done(gerda, idea, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.supporting.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        support_idea(gerda, idea)
    db.session.refresh(idea)
    assert (idea.support_count, supporters()) == (0, 0)


def test_supporting_from_the_page(gerda, client, idea):
    browser = client(gerda)

    assert browser.post(f"/ideer/{idea.id}/stoet").location == idea.path
    assert "stop-stoette" in browser.get(idea.path).text
    assert browser.post(f"/ideer/{idea.id}/stop-stoette").location == idea.path
    assert supporters() == 0


def test_who_supports_is_told_to_nobody(dorte, gerda, client, idea):
    support_idea(dorte, idea)

    assert "Dorte" not in client(gerda).get(idea.path).text


def test_a_visitor_signs_in_first(client, idea):
    assert client().post(f"/ideer/{idea.id}/stoet").status_code == 401


def test_what_is_not_public_is_not_there(anna, gerda, client, harbour):
    hidden = idea_in(IdeaState.RECEIVED, harbour, anna)
    assert client(gerda).post(f"/ideer/{hidden.id}/stoet").status_code == 404
