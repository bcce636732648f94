from datetime import timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import IdeaState
from portal.rules.stages import Stage
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from portal.workshops.indexing import WORKSHOP_DOCUMENT, describe
from portal.workshops.models import Influence, ParticipantKind, Workshop, WorkshopNote
from portal.workshops.tracing import WORKSHOP_NODE
from tests.handing import thread_of
from tests.ideas.scene import idea_in
from tests.workshops.scene import comes, workshop_in

LIST = "/udvalg/havnen/moeder/"


def many(count, committee):
    starts = clock.now() + timedelta(days=1)
    facts = {"committee_id": committee.id, "purpose": "x", "purpose_html": "<p>x</p>", "influence": Influence.HEARD}
    facts |= {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "place": "Her", "capacity": 9}
    db.session.add_all(Workshop(title=f"Møde {n}", **facts) for n in range(count))
    db.session.commit()


def test_the_list_asks_the_database_the_same_at_any_length(anna, bo, client, harbour, queries):
    browser, said = client(bo), []
    for more in (10, 990):
        many(more, harbour)
        with queries() as these:
            assert browser.get(LIST).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 12


def test_the_page_of_one_workshop_asks_little(anna, client, harbour, queries):
    workshop, browser = workshop_in(harbour), client(anna)
    comes(anna, workshop, ParticipantKind.EXPERT)
    with queries() as said:
        assert browser.get(workshop.path).status_code == 200
    assert len(said) <= 14


def test_what_comes_stands_first_and_soonest_first(client, harbour):
    titles = ["Om en uge", "Om en måned", "I går", "I fjor"]
    for title, days in zip(titles, (7, 30, -1, -365), strict=True):
        workshop_in(harbour, days=days, title=title)

    page = client().get(LIST).text

    assert sorted(titles, key=lambda title: page.index(f">{title}<")) == titles


def test_free_places_are_counted(anna, gerda, client, harbour):
    workshop = workshop_in(harbour, capacity=7)
    comes(anna, workshop)
    comes(gerda, workshop)
    assert "5 " in client().get(LIST).text.partition(workshop.title)[2][:600]


@pytest.mark.parametrize("stage", Stage)
def test_the_empty_list_says_what_it_would_hold(client, harbour, stage):
    harbour.stage = stage
    db.session.commit()
    assert 'class="empty"' in client().get(LIST).text


@pytest.mark.parametrize("odd", ["?side=x", "?side=99999", "?side=-1"])
def test_odd_addresses_do_no_harm(client, harbour, odd):
    assert client().get(LIST + odd).status_code == 200


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"days": 0},
        {"days": -1},
        {"cancelled_at": clock.now(), "cancel_reason": "Sygdom"},
        {"days": -1, "outcome": "x", "outcome_html": "<p>x</p>", "outcome_published_at": clock.now()},
    ],
)
def test_every_state_has_its_page(anna, bo, client, harbour, facts):
    workshop = workshop_in(harbour, **facts)
    for browser in (client(), client(anna), client(bo)):
        assert browser.get(workshop.path).status_code == 200


def test_search_knows_notes_and_outcome_once_they_are_published(anna, bo, harbour):
    workshop = workshop_in(harbour, days=-1, outcome="Nordmolen", outcome_html="<p>Nordmolen</p>")
    db.session.add(
        WorkshopNote(workshop_id=workshop.id, table_number=1, body="Læhegn", body_html="<p>Læhegn</p>", author_id=bo.id)
    )
    db.session.commit()

    (loaded,) = WORKSHOP_DOCUMENT.load([workshop.id])
    assert "Nordmolen" not in describe(loaded).text
    loaded.outcome_published_at = clock.now()
    assert "Nordmolen" in describe(loaded).text
    assert "Læhegn" in describe(loaded).text
    assert describe(loaded).path == workshop.path
    assert list(WORKSHOP_DOCUMENT.affected_by["committee"](harbour.id)) == [workshop.id]


def test_search_does_not_know_what_is_not_public(harbour):
    workshop = workshop_in(harbour)
    harbour.published_at = None
    assert describe(workshop) is None


def test_the_thread_shows_what_it_builds_on_and_leaves_the_cancelled_out(anna, harbour, client):
    idea, workshop = idea_in(IdeaState.PUBLISHED, harbour, anna), workshop_in(harbour)
    cancelled = workshop_in(harbour, title="Aflyst", cancelled_at=clock.now())
    link(TraceRelation.DERIVED_FROM, idea, workshop)
    link(TraceRelation.DERIVED_FROM, idea, cancelled)
    db.session.commit()

    thread = thread_of(idea, {"workshop": WORKSHOP_NODE})

    assert [(node.id, node.is_waiting) for node in thread.after] == [(workshop.id, True)]
