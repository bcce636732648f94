"""Ideas like the one that somebody is about to send."""

import pytest

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.actions import publish_idea
from portal.ideas.indexing import similar_ideas
from portal.ideas.models import IdeaState
from portal.search.index import SearchResults, search_index
from portal.search.query import LONGEST_TEXT, MOST_WORDS
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
    return [idea.title for idea in similar_ideas(search_index.of(app), committee, text)]


def test_what_says_much_of_the_same_is_found_and_what_shares_a_word_is_not(app, harbour, published):
    assert found(app, harbour, LIKE) == ["Flydende badeanstalt"]


@pytest.mark.parametrize("text", ["", "og i på", '-havnen "', "x" * 5_000, "æ" * 100, "§ 17 AND (", "1 2 3"])
def test_odd_texts_find_nothing_and_do_no_harm(app, harbour, published, text):
    assert found(app, harbour, text) == []


INTRODUCTION = (
    "I mange år har mine naboer talt om byens udvikling, butikkernes lukketider, parkeringspladser, fortove, bænke, "
    "træer, legepladser, skraldespande, belysning, busser, tog, haller, børnehaver, plejehjem og biblioteker. "
)


@pytest.mark.parametrize("is_written_elsewhere", [False, True])
def test_what_comes_after_a_long_introduction_is_held_against_others_too(
    anna, sofie, app, fjordby, harbour, published, deliver_outbox, is_written_elsewhere
):
    """Also where many have written about all that is in the introduction."""
    other = committee_in(fjordby, "Skolen", "skolen")
    for number in range(3 * is_written_elsewhere):
        publish_idea(sofie, idea_in(IdeaState.RECEIVED, other, anna, title=f"Nr. {number}", body=INTRODUCTION))
    deliver_outbox(2)

    assert len(set(INTRODUCTION.split())) > MOST_WORDS
    assert found(app, harbour, INTRODUCTION) == []
    assert found(app, harbour, INTRODUCTION + LIKE) == ["Flydende badeanstalt"]


def test_the_words_of_the_title_are_asked_with_first(app, harbour, published, monkeypatch):
    asked, index = [], search_index.of(app)
    monkeypatch.setattr(index, "frequencies", lambda stems: {stem: number for number, stem in enumerate(stems)})
    monkeypatch.setattr(index, "find", lambda query: asked.append(query.text) or SearchResults())
    similar_ideas(index, harbour, INTRODUCTION, "Flydende badeanstalt")
    words = asked[0].split()
    assert set(words[:2]) == {"flydende", "badeanstalt"}
    assert len(words) <= MOST_WORDS and len(asked[0]) <= LONGEST_TEXT


def test_only_of_this_committee_and_only_what_is_public_now(app, fjordby, harbour, published):
    other: Committee = committee_in(fjordby, "Skolen", "skolen")
    assert found(app, other, LIKE) == []
    published.state = IdeaState.WITHDRAWN
    db.session.commit()
    assert found(app, harbour, LIKE) == []


def test_they_are_shown_before_sending_with_one_question_to_the_index(anna, client, app, published, monkeypatch):
    asked, find = [], search_index.of(app).find
    monkeypatch.setattr(search_index.of(app), "find", lambda query: asked.append(query) or find(query))
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
