"""What an item of the agenda takes up: linked from the item, and a knot on the red thread of each."""

import pytest

from portal.committees.models import PublicationRule
from portal.decisions.actions import record_item
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import SavedBefore
from portal.ideas.models import IdeaState
from portal.sittings.actions.agenda import add_item, remove_item
from portal.sittings.actions.planning import copy_sitting
from portal.sittings.actions.publishing import publish_decisions
from portal.trace.places import taken_up_at
from portal.trace.thread import thread_of
from tests.ideas.scene import idea_in
from tests.proposals.scene import proposal_in
from tests.recommendations.scene import adopted
from tests.sittings.scene import ITEM, TITLE, approved_in, draft, item_draft, on_agenda, sent_in, sitting_in


@pytest.fixture
def idea(harbour, anna):
    return idea_in(IdeaState.PUBLISHED, harbour, anna, title="En badebro ved kajen")


def places(item):
    (nodes,) = taken_up_at([item]).values()
    return [node.place for node in nodes]


def after(idea):
    return [node.title for node in thread_of(idea).after]


def test_a_secretary_ticks_what_it_takes_up_and_readers_follow_it(app, bo, carl, client, dorte, harbour, idea, table):
    proposal, recommendation = proposal_in(harbour, carl), adopted(harbour, bo, carl, dorte)
    sitting = sent_in(harbour)
    wanted = [f"{row.__tablename__}:{row.id}" for row in (idea, proposal, recommendation)]
    page = f"{sitting.path}/dagsorden/nyt"
    assert all(f'value="{place}"' in client(bo).get(page).text for place in wanted)
    client(bo).post(page, data=ITEM | {"submission_key": "et", "about": wanted, "title": "Broen"})
    item = sitting.items[-1]
    assert sorted(places(item)) == sorted(wanted)
    for who, path in ((bo, f"{sitting.path}/dagsorden"), (carl, sitting.path), (None, sitting.path)):
        text = client(who).get(path).text
        assert all(f'href="{row.path}"' in text and row.title in text for row in (idea, proposal, recommendation))
    with app.test_request_context("/"):
        assert after(idea) == ["Broen"] and "Broen" in after(proposal) and "Broen" in after(recommendation)
    assert f'href="{item.path}"' in client().get(idea.path).text

    text = client(bo).get(f"{sitting.path}/dagsorden/{item.id}").text
    assert text.count("checked") == 4, "three things, and that everybody may read the title"
    changed = ITEM | {"title": "Broen", "about": wanted[1:], "stood": " ".join(wanted)}
    client(bo).post(f"{sitting.path}/dagsorden/{item.id}", data=changed)
    assert sorted(places(item)) == sorted(wanted[1:]) and idea.title not in client().get(sitting.path).text


def test_a_closed_item_and_a_draft_are_on_nobodys_thread(app, bo, carl, client, harbour, idea, table):
    sitting = sitting_in(harbour)
    with app.test_request_context("/"):
        add_item(bo, sitting, item_draft(title="Den åbne", about=frozenset({f"idea:{idea.id}"})))
        add_item(bo, sitting, item_draft(title="Den lukkede", is_open=False, about=frozenset({f"idea:{idea.id}"})))
        assert after(idea) == []
        sitting.agenda_sent_at = clock.now()
        db.session.commit()
        assert after(idea) == [], "members read the agenda, and nobody else yet"
        sitting.cases_published_at = clock.now()
        db.session.commit()
        assert after(idea) == ["Den åbne"]
    assert client(carl).get(sitting.path).text.count(idea.title) == 2
    assert client().get(sitting.path).text.count(idea.title) == 1
    assert "Den lukkede" not in client().get(idea.path).text


def test_only_what_everybody_can_read_is_offered_and_kept(bo, client, harbour, anna, idea):
    hidden = idea_in(IdeaState.PUBLISHED, harbour, anna, title="Skjult", hidden_at=clock.now())
    waiting = idea_in(IdeaState.RECEIVED, harbour, anna, title="Venter")
    sitting = sitting_in(harbour)
    page = f"{sitting.path}/dagsorden/nyt"
    text = client(bo).get(page).text
    assert idea.title in text and "Skjult" not in text and "Venter" not in text
    for place in (f"idea:{hidden.id}", f"idea:{waiting.id}", "idea:x", "user:1", "committee:1"):
        assert client(bo).post(page, data=ITEM | {"submission_key": "et", "about": [place]}).status_code == 422
    assert not sitting.items


def test_a_second_click_with_other_ticks_is_told(bo, harbour, idea):
    sitting, both = sitting_in(harbour), frozenset({f"idea:{idea.id}"})
    item = add_item(bo, sitting, item_draft(about=both), key="en")
    assert add_item(bo, sitting, item_draft(about=both), key="en") is item
    with pytest.raises(SavedBefore):
        add_item(bo, sitting, item_draft(), key="en")


def test_two_who_tick_at_once_do_not_undo_each_other(anna, bo, client, harbour, idea):
    sitting = sitting_in(harbour)
    item = on_agenda(sitting)
    other = idea_in(IdeaState.PUBLISHED, harbour, anna, title="Et bord ved kajen")
    first, second = f"idea:{idea.id}", f"idea:{other.id}"
    page = f"{sitting.path}/dagsorden/{item.id}"
    typed = {"title": item.title, "kind": "decide", "minutes": "20", "access": "open"}
    client(bo).post(page, data=typed | {"stood": "", "about": [first]})
    client(bo).post(page, data=typed | {"stood": "", "about": [second]})
    assert sorted(places(item)) == sorted([first, second])
    assert f'name="stood" type="hidden" value="{" ".join(sorted([first, second]))}"' in client(bo).get(page).text
    client(bo).post(page, data=typed | {"stood": f"{first} {second}", "about": [second]})
    client(bo).post(page, data=typed | {"stood": f"{first} {second}", "about": [first, second]})
    assert places(item) == [second]


def test_a_copy_takes_up_the_same_and_an_item_taken_off_nothing(app, bo, harbour, idea):
    sitting = sitting_in(harbour)
    with app.test_request_context("/"):
        item = add_item(bo, sitting, item_draft(about=frozenset({f"idea:{idea.id}"})))
        copy = copy_sitting(bo, sitting, draft(days=28, title=f"{TITLE} igen"))
        assert places(copy.items[0]) == places(item) == [f"idea:{idea.id}"]
        copy.cases_published_at = clock.now()
        db.session.commit()
        assert len(after(idea)) == 1
        remove_item(bo, copy.items[0])
        assert after(idea) == []


def test_a_decision_made_of_the_item_stands_on_the_thread_of_what_it_took_up(app, bo, harbour, idea, table):
    harbour.publication_rule = PublicationRule.DECISIONS
    sitting = approved_in(harbour, bo)
    with app.test_request_context("/"):
        publish_decisions(bo, sitting)
        from_item = record_item(bo, sitting.items[0])
        assert [node.title for node in thread_of(from_item).before] == [sitting.items[0].title]
