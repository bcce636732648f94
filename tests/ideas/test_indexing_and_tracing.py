import pytest

from portal.foundation.db import db
from portal.ideas.indexing import IDEA_DOCUMENT, describe
from portal.ideas.models import IdeaState
from portal.ideas.tracing import IDEA_NODE
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from tests.handing import thread_of
from tests.ideas.scene import idea_in

FOUND = {IdeaState.PUBLISHED, IdeaState.CARRIED_ON, IdeaState.ANSWERED, IdeaState.CLOSED}


@pytest.mark.parametrize("state", IdeaState)
def test_only_what_is_public_is_described(anna, harbour, state):
    described = describe(idea_in(state, harbour, anna))

    assert (described is not None) == (state in FOUND)


def test_an_idea_is_described_with_its_committee(anna, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)

    (loaded,) = IDEA_DOCUMENT.load([idea.id])
    described = describe(loaded)

    assert described.committee == "havnen"
    assert described.path == idea.path
    assert "svømme" in described.text
    assert list(IDEA_DOCUMENT.affected_by["committee"](harbour.id)) == [idea.id]


def test_the_thread_shows_public_ideas_only(app, anna, harbour, client):
    first, second = (
        idea_in(IdeaState.PUBLISHED, harbour, anna),
        idea_in(IdeaState.PUBLISHED, harbour, anna, title="Nr. 2"),
    )
    hidden = idea_in(IdeaState.RECEIVED, harbour, anna)
    link(TraceRelation.MERGED_INTO, first, second)
    link(TraceRelation.MERGED_INTO, hidden, second)
    db.session.commit()

    thread = thread_of(second, {"idea": IDEA_NODE})

    assert [node.id for node in thread.before] == [first.id]
    assert [node.title for node in thread.itself] == ["Nr. 2"]


def test_the_idea_page_shows_what_became_of_it(app, anna, harbour, client):
    first, second = (
        idea_in(IdeaState.PUBLISHED, harbour, anna),
        idea_in(IdeaState.PUBLISHED, harbour, anna, title="Nr. 2"),
    )
    link(TraceRelation.MERGED_INTO, first, second)
    db.session.commit()

    assert 'id="traad"' in client().get(first.path).text
    assert second.path in client().get(first.path).text
