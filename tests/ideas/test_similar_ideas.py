"""Ideas like the one that somebody is about to send."""

import pytest

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.actions import publish_idea
from portal.ideas.indexing import similar_ideas
from portal.ideas.models import IdeaState
from tests.cast import committee_in
from tests.ideas.scene import TYPED, idea_in

LIKE = "Jeg vil svømme i havnen hele året, og vi mangler en flydende badeanstalt"
NEW = "/udvalg/havnen/ideer/ny"


@pytest.fixture
def published(anna, bo, harbour, deliver_outbox):
    """Two public ideas, known to the index."""
    bath = idea_in(IdeaState.RECEIVED, harbour, anna, title="Flydende badeanstalt", body="Lad os svømme i havnen.")
    road = idea_in(IdeaState.RECEIVED, harbour, anna, title="Cykelsti til skolen", body="Havnen er langt væk.")
    for idea in (bath, road):
        publish_idea(bo, idea)
    deliver_outbox()
    return bath


def found(app, committee, text):
    return [idea.title for idea in similar_ideas(app.extensions["search"], committee, text)]


def test_what_says_much_of_the_same_is_found_and_what_shares_a_word_is_not(app, harbour, published):
    assert found(app, harbour, LIKE) == ["Flydende badeanstalt"]


@pytest.mark.parametrize("text", ["", "og i på", '-havnen "', "x" * 5_000, "æ" * 100, "§ 17 AND (", "1 2 3"])
def test_odd_texts_find_nothing_and_do_no_harm(app, harbour, published, text):
    assert found(app, harbour, text) == []


def test_only_of_this_committee_and_only_what_is_public_now(app, fjordby, harbour, published):
    other: Committee = committee_in(fjordby, "Skolen", "skolen")
    assert found(app, other, LIKE) == []
    published.state = IdeaState.WITHDRAWN
    db.session.commit()
    assert found(app, harbour, LIKE) == []


def test_they_are_shown_before_sending_with_one_question_to_the_index(anna, client, app, published, monkeypatch):
    asked, find = [], app.extensions["search"].find
    monkeypatch.setattr(app.extensions["search"], "find", lambda query: asked.append(query) or find(query))
    guest = {"name": "Ida Krog", "email": "ida@example.dk", "problem": LIKE}

    page = client().post(NEW, data=TYPED | guest | {"at": "hvem", "go": "next"})

    assert len(asked) == 1
    assert "Ligner den her en af disse?" in page.text
    assert published.path in page.text


def test_not_on_other_steps_and_not_beside_oneself(anna, client, harbour, published):
    assert "Ligner den her" not in client().post(NEW, data=TYPED | {"problem": LIKE, "at": "problem"}).text
    draft = idea_in(IdeaState.DRAFT, harbour, anna, title="Noget", body=LIKE)
    assert "Ligner den her" in client(anna).get(f"/ideer/{draft.id}/ret?trin=tjek").text
    draft.body = draft.title = "Bænke"
    db.session.commit()
    assert "Ligner den her" not in client(anna).get(f"/ideer/{draft.id}/ret?trin=tjek").text
