import re
import threading

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.ideas.models import IdeaState
from portal.proposals.actions import publish_proposal, revise_proposal, write_proposal
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.sources import Sources
from portal.proposals.words import PARTS
from portal.recommendations.actions.recommendation import adopt_recommendation, draft_recommendation, take_position
from portal.recommendations.models import Choice
from portal.trace.models import TraceEdge
from portal.trace.thread import node_types
from tests.cast import committee_in
from tests.handing import thread_of
from tests.ideas.scene import idea_in
from tests.proposals.scene import DRAFT, TYPED, revised
from tests.recommendations.scene import DRAFT as RECOMMENDED
from tests.workshops.scene import drafted_in, published_in, workshop_in

NEW = "/udvalg/havnen/forslag/nyt"


def test_a_member_writes_a_proposal(client, designing, dorte):
    answer = client(dorte).post(NEW, data=TYPED)

    proposal = db.session.scalars(select(Proposal)).one()
    assert answer.location == proposal.path
    assert (proposal.number, proposal.title, proposal.author, proposal.is_public) == (1, DRAFT.title, dorte, False)
    assert proposal.versions[0].problem_html == f"<p>{DRAFT.problem}</p>"
    assert db.session.scalar(select(func.count()).where(Event.type == EventType.PROPOSAL_CREATED)) == 1


def test_what_it_builds_on_is_tied_to_it(anna, designing, dorte):
    own, other = idea_in(IdeaState.CARRIED_ON, designing, anna), idea_in(IdeaState.RECEIVED, designing, anna)
    elsewhere = idea_in(IdeaState.PUBLISHED, committee_in(designing.municipality, "Byen", "byen"), anna)
    taken_up = {"solution": (own.id, other.id, elsewhere.id)}

    proposal = write_proposal(dorte, designing, revised(ideas=taken_up))

    assert edges() == [("idea", own.id, "proposal_solution", proposal.versions[0].id)]


def test_the_form_offers_what_the_committee_has(anna, client, designing, dorte):
    idea = idea_in(IdeaState.CARRIED_ON, designing, anna)
    page = client(dorte).get(NEW).text
    assert f'value="{idea.id}"' in page
    answer = client(dorte).post(NEW, data=TYPED | {"problem_ideas": [str(idea.id)]})
    publish_proposal(dorte, db.session.scalars(select(Proposal)).one())
    page = client(dorte).get(answer.location).text
    assert "Flydende badeanstalt" in page and "Problemet i forslag 1, version 1" in page
    again = client(dorte).get(f"{answer.location}/ret").text
    assert [f'name="{part}_ideas"' in again for part in PARTS] == [False, True, True]


def test_two_clicks_are_one_proposal(client, designing, dorte):
    first, second = (client(dorte).post(NEW, data=TYPED) for _ in range(2))
    assert first.location == second.location
    assert db.session.scalar(select(func.count(Proposal.id))) == 1


def test_the_preview_shows_and_saves_nothing(client, designing, dorte):
    answer = client(dorte).post(NEW, data=TYPED | {"preview": "1", "problem": "Det er **farligt**."})
    assert answer.status_code == 200
    assert "<strong>farligt</strong>" in answer.text
    assert "Det er **farligt**." in answer.text
    assert db.session.scalar(select(func.count(Proposal.id))) == 0


def test_a_title_is_needed_and_the_rest_is_given_back(client, designing, dorte):
    part = "title"
    answer = client(dorte).post(NEW, data=TYPED | {part: " "})
    assert answer.status_code == 422
    assert all(text in answer.text for name, text in TYPED.items() if name not in {part, "submission_key"})


def test_a_part_that_is_too_long_is_given_back(client, designing, dorte):
    answer = client(dorte).post(NEW, data=TYPED | {"problem": "æ" * 9_601})
    assert answer.status_code == 422
    assert "æ" * 9_601 in answer.text


def test_only_those_with_a_part_in_it_write(anna, client, designing, eva):
    assert client().get(NEW).location.startswith("/log-ind")
    for stranger in (anna, eva):
        assert client(stranger).get(NEW).status_code == 403
        assert client(stranger).post(NEW, data=TYPED).status_code == 403
    assert db.session.scalar(select(func.count(Proposal.id))) == 0


def test_outside_its_stage_nobody_writes(dorte, harbour):
    with pytest.raises(NotAllowed):
        write_proposal(dorte, harbour, DRAFT)


def test_nothing_half_done_when_the_last_step_fails(designing, dorte, monkeypatch):
    monkeypatch.setattr("portal.proposals.actions.record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_proposal(dorte, designing, DRAFT)
    assert not db.session.scalar(select(func.count(Proposal.id))) + db.session.scalar(
        select(func.count(ProposalVersion.id))
    )


def test_two_at_once_get_two_numbers(app, designing, dorte):
    ids, barrier, failed = (designing.id, dorte.id), threading.Barrier(2), []

    def member():
        with app.app_context():
            try:
                committee, actor = db.session.get(Committee, ids[0]), db.session.get(User, ids[1])
                barrier.wait(5)
                write_proposal(actor, committee, DRAFT)
            except Exception as error:
                failed.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=member) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    assert sorted(db.session.scalars(select(Proposal.number))) == [1, 2]


def test_no_text_stands_on_a_workshop_to_come(client, designing, dorte):
    held, ahead = workshop_in(designing, days=-3), workshop_in(designing, days=3)
    boxes = re.findall(r'<input[^>]*name="workshops"[^>]*>', client(dorte).get(NEW).text)
    assert len(boxes) == 1 and f'value="{held.id}"' in boxes[0]
    proposal = write_proposal(dorte, designing, revised(workshops=(held.id, ahead.id)))
    assert edges() == [("workshop", held.id, "proposal_version", proposal.versions[0].id)]


def test_a_text_stands_on_a_paragraph_that_everybody_can_read(app, bo, client, designing, dorte):
    """Of an outcome that is published: from there the thread goes back to the notes of the tables."""
    out, draft = published_in(designing, bo), drafted_in(designing, bo, title="Ikke offentligt")
    first = out.paragraphs[0]
    page = client(dorte).get(NEW).text
    boxes = re.findall(r'<input[^>]*name="paragraphs"[^>]*value="(\d+)"', page)
    assert boxes == [str(one.id) for one in out.paragraphs]
    assert "Lys (Mødet der er læst op)" in page
    both = (first.id, draft.paragraphs[0].id)
    proposal = write_proposal(dorte, designing, revised(paragraphs=both))
    assert edges() == [("outcome_paragraph", first.id, "proposal_version", proposal.versions[0].id)]
    revise_proposal(dorte, proposal, revised(paragraphs=both, title="Nyt"))
    assert len(edges()) == 1, "not said again of a later version"
    publish_proposal(dorte, proposal)
    assert {node.kind for node in thread_of(first, node_types.of(app)).after} == {"proposal_version"}


def test_each_version_is_tied_to_what_it_took_in(anna, designing, dorte):
    """What the same part of an earlier version stands on is not said again of a later one."""
    first, second = (idea_in(IdeaState.PUBLISHED, designing, anna) for _ in range(2))
    proposal = write_proposal(dorte, designing, revised(ideas={"solution": (first.id,)}))
    both = {"problem": (first.id,), "solution": (first.id, second.id)}
    later = revise_proposal(dorte, proposal, revised(ideas=both, title="Nyt"))
    assert edges() == [
        ("idea", first.id, "proposal_solution", proposal.versions[-1].id),
        ("idea", first.id, "proposal_problem", later.id),
        ("idea", second.id, "proposal_solution", later.id),
    ]


def test_an_idea_leads_to_the_part_that_took_it_up_and_no_further(anna, app, bo, client, designing, dorte):
    """Two ideas go into one proposal, and a recommendation is made of it: each shows what it led to itself."""
    one, other = (idea_in(IdeaState.PUBLISHED, designing, anna, title=title) for title in ("Lys", "En bro"))
    taken_up = {"problem": (one.id,), "mobilisation": (other.id,)}
    proposal = write_proposal(dorte, designing, revised(ideas=taken_up))
    publish_proposal(dorte, proposal)
    made = draft_recommendation(dorte, designing, RECOMMENDED, proposal=proposal, sources=Sources(ideas=(one.id,)))
    take_position(dorte, made, Choice.FOR)
    adopt_recommendation(bo, made)

    types = node_types.of(app)
    led = {idea.title: {node.kind for node in thread_of(idea, types).after} for idea in (one, other)}
    assert led == {"Lys": {"proposal_problem", "recommendation"}, "En bro": {"proposal_mobilisation"}}
    page = client().get(other.path).text
    assert (
        "Indgår i samarbejdet i forslag 1, version 1 »Skoleveje i tre lag«" in page
        and f"{proposal.versions[0].path}#mobilisation" in page
    )


def edges():
    rows = select(TraceEdge.earlier_kind, TraceEdge.earlier_id, TraceEdge.later_kind, TraceEdge.later_id)
    return db.session.execute(rows.order_by(TraceEdge.id)).all()
