"""What a passage stands on: ticked by members, followed by everybody, and kept through the versions."""

import re

import pytest

from portal.events.queries import events_of
from portal.events.types import EventType
from portal.files.models import StoredFile
from portal.foundation.db import all_of, db
from portal.foundation.errors import NotAllowed
from portal.ideas.models import IdeaState
from portal.proposals.actions import rest_passage, revise_proposal
from portal.proposals.queries import newest
from portal.proposals.sources import Sources, linked_sources, sources_in
from portal.trace.thread import thread_of
from tests.discussion.scene import said_of
from tests.files import samples
from tests.files.scene import added
from tests.ideas.scene import idea_in
from tests.proposals.scene import DRAFT, proposal_in, revised


@pytest.fixture
def there(anna, carl, designing):
    """A public proposal, and something of each kind that its passages can stand on."""
    proposal = proposal_in(designing, carl)
    idea = idea_in(IdeaState.PUBLISHED, designing, anna, title="Luk Skolegade", body="Biler ud.")
    told = said_of(proposal, anna, "Min datter blev ramt af en bildør.")
    file = added(carl, proposal, samples.pdf("Tælling"), "t.pdf", title="Tælling i uge 37")
    return proposal, idea, told, file


def first_block(proposal):
    return newest(proposal).blocks[0].block


def test_a_member_ticks_and_everybody_follows_it_both_ways(carl, client, there):
    proposal, idea, told, file = there
    block = first_block(proposal)
    page = client(carl).get(block.path).text
    assert "Det har ingen sagt endnu." in page and f"{block.path}/kilder" in page
    form = client(carl).get(f"{block.path}/kilder").text
    assert all(title in form for title in ("Luk Skolegade", "Min datter blev ramt", "Tælling i uge 37"))
    sent = {"ideas": idea.id, "contributions": told.id, "files": file.id}
    assert client(carl).post(f"{block.path}/kilder", data=sent).location == block.path

    page = client().get(block.path).text
    assert "Hvad det bygger på" in page and "/kilder" not in page
    assert all(one.path in page for one in (idea, told, file))
    assert f"{block.path}#bygger" in client().get(proposal.path).text
    assert block.path in client().get(idea.path).text
    assert {one.kind for one in thread_of(proposal, [block]).before} == {"idea", "contribution", "stored_file"}
    assert [one.type for one in all_of(events_of(proposal))][-1] == EventType.PROPOSAL_PASSAGE_SOURCED


def test_two_who_tick_at_once_take_nothing_from_each_other(carl, dorte, client, there):
    proposal, idea, told, file = there
    block = first_block(proposal)
    rest_passage(carl, block, Sources(ideas=(idea.id,)))
    pages = [client(who).get(f"{block.path}/kilder").text for who in (carl, dorte)]
    (before,) = {re.search(r'name="before"[^>]*value="([^"]*)"', page)[1] for page in pages}
    assert sources_in(before) == Sources(ideas=(idea.id,))
    client(carl).post(f"{block.path}/kilder", data={"ideas": idea.id, "files": file.id, "before": before})
    client(dorte).post(f"{block.path}/kilder", data={"contributions": told.id, "before": before})
    assert linked_sources(block) == Sources(contributions=(told.id,), files=(file.id,))


def test_a_passage_keeps_what_it_builds_on_when_it_is_reworded(carl, client, there):
    proposal, idea, _told, _file = there
    block = first_block(proposal)
    rest_passage(carl, block, Sources(ideas=(idea.id,)))
    revise_proposal(carl, proposal, revised(problem=f"{DRAFT.problem} Der er ingen vej uden om.", what_changed="Mere."))
    db.session.expire_all()
    assert newest(proposal).blocks[0].block_id == block.id
    assert idea.path in client().get(block.path).text


def test_what_is_not_the_committees_is_not_taken_and_rubbish_is_passed_over(anna, carl, client, there):
    proposal, idea, _told, file = there
    block = first_block(proposal)
    with pytest.raises(NotAllowed):
        rest_passage(anna, block, Sources(ideas=(idea.id,)))
    hidden = idea_in(IdeaState.RECEIVED, proposal.committee, anna, title="Ikke læst", body="Nej.")
    rest_passage(carl, block, Sources(ideas=(hidden.id, 999), files=(file.id + 7,)))
    assert linked_sources(block) == Sources()
    assert sources_in("ideas:x,files:-1,:,ideas:" + "9" * 30) == Sources()
    assert client(carl).post(f"{block.path}/kilder", data={"ideas": "999"}).status_code == 422


def test_a_file_that_is_taken_away_is_no_source_any_more(carl, client, there):
    proposal, _idea, _told, file = there
    block = first_block(proposal)
    rest_passage(carl, block, Sources(files=(file.id,)))
    path = db.session.get(StoredFile, file.id).path
    assert path in client().get(block.path).text
    client(carl).post(f"/filer/{file.id}/fjern", data={"confirmed": "yes"})
    assert path not in client().get(block.path).text


def test_of_what_people_wrote_the_most_acknowledged_are_offered(anna, carl, client, there, monkeypatch):
    """A hint says so: what a committee's discussions hold is not bounded."""
    monkeypatch.setattr("portal.proposals.sources.MOST_CONTRIBUTIONS", 2)
    proposal = there[0]
    for number, liked in enumerate((0, 9, 5)):
        said_of(proposal, anna, f"Indlæg nr. {number} i debatten.", acknowledged=liked)
    form = client(carl).get(f"{first_block(proposal).path}/kilder").text
    assert "nr. 1" in form and "nr. 2" in form and "nr. 0" not in form and "bildør" not in form
    assert "mest anerkendte kan krydses af" in form
