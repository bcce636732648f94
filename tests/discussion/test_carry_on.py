from datetime import timedelta

import pytest

from portal.discussion.actions import carry_on, contribute, withdraw_contribution
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.models import IdeaState
from portal.notifications.models import Notification
from portal.proposals.actions import revise_proposal
from portal.proposals.tracing import knots_of
from portal.rules.stages import Stage
from portal.trace.thread import thread_of
from tests.discussion.scene import draft
from tests.ideas.scene import idea_in
from tests.proposals.scene import proposal_in, revised


@pytest.fixture
def said(harbour, anna, gerda):
    return contribute(gerda, idea_in(IdeaState.PUBLISHED, harbour, anna), draft("Husk lejerne."))


def test_a_member_carries_it_on_to_a_proposal(client, dorte, carl, gerda, harbour, said, deliver_outbox):
    """It gets a knot on both threads, says so itself, and its author is told."""
    proposal = proposal_in(harbour, carl)
    page = client(dorte).get(f"/debat/{said.id}/tag-med").text
    assert f'value="proposal:{proposal.id}"' in page
    sent = client(dorte).post(f"/debat/{said.id}/tag-med", data={"place": f"proposal:{proposal.id}"})
    assert (sent.status_code, sent.location) == (302, said.path)
    client(dorte).post(f"/debat/{said.id}/tag-med", data={"place": f"proposal:{proposal.id}"})  # twice is once
    idea = client().get(f"/ideer/{said.subject_id}").text
    assert f"Indlæg {said.id}" in idea and proposal.title in idea
    nodes = [node.key for node in thread_of(proposal, knots_of(proposal)).before]
    assert ("contribution", said.id) in nodes and ("idea", said.subject_id) in nodes
    own = client().get(said.path).text
    assert "taget med videre" in own and f'href="{proposal.path}"' in own
    deliver_outbox()
    told = db.session.query(Notification).filter_by(recipient_id=gerda.id, message=MESSAGE)
    assert {one.values["title"] for one in told} == {"Husk lejerne."}


MESSAGE = 'What you said in a discussion is carried on: "%(title)s"'


def test_it_may_be_open_where_it_goes(client, bo, said):
    assert client(bo).post(f"/debat/{said.id}/tag-med", data={"place": ""}).status_code == 422
    assert client(bo).post(f"/debat/{said.id}/tag-med", data={"place": "idea:999"}).status_code == 422
    assert client(bo).post(f"/debat/{said.id}/tag-med", data={"place": "ikke-afgjort"}).status_code == 302
    assert said.carried_on_at and [node.key for node in thread_of(said).before] == [("idea", said.subject_id)]


def test_citizens_do_not_and_what_is_withdrawn_is_not_carried(anna, bo, gerda, said):
    with pytest.raises(NotAllowed):
        carry_on(anna, said, None)
    withdraw_contribution(gerda, said)
    with pytest.raises(Refused):
        carry_on(bo, said, None)
    assert not thread_of(said).nodes


def test_what_is_said_of_a_proposal_goes_into_a_later_version_of_it(client, anna, carl, harbour):
    harbour.stage = Stage.CO_DESIGN
    proposal = proposal_in(harbour, carl)
    before = proposal.versions[0]
    contribution = contribute(anna, proposal, draft("Husk lejerne."))
    with clock.frozen(clock.now() + timedelta(hours=1)):
        version = revise_proposal(carl, proposal, revised(what_changed="Lejerne er med"))
    page = client(carl).get(f"/debat/{contribution.id}/tag-med").text
    assert f'value="proposal_version:{version.id}"' in page
    assert f'value="proposal_version:{before.id}"' not in page and f'value="proposal:{proposal.id}"' not in page
    client(carl).post(f"/debat/{contribution.id}/tag-med", data={"place": f"proposal_version:{version.id}"})
    nodes = [node.key for node in thread_of(proposal, knots_of(proposal)).before]
    assert ("contribution", contribution.id) in nodes
    assert client().get(proposal.path).status_code == 200
