import pytest

from portal.discussion.actions import contribute
from portal.discussion.models import Contribution
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.proposals.actions import revise_proposal
from portal.rules.stages import Stage
from tests.discussion.scene import TYPED, draft
from tests.proposals.scene import DRAFT, proposal_in, revised


@pytest.fixture
def proposal(harbour, carl):
    harbour.stage = Stage.CO_DESIGN
    return proposal_in(harbour, carl)


@pytest.fixture
def passage(proposal):
    """The one of the solution."""
    return next(one.block_id for one in proposal.versions[0].blocks if one.part == "solution")


def test_a_passage_is_written_about_from_its_own_page(client, anna, proposal, passage):
    browser, own = client(anna), f"{proposal.path}/afsnit/{passage}"
    page = browser.get(own).text
    assert f"/debat/forslag/{proposal.id}/skriv?afsnit={passage}" in page
    form = browser.get(f"/debat/forslag/{proposal.id}/skriv?afsnit={passage}").text
    assert DRAFT.solution.split(".")[0] in form and f'value="{passage}"' in form
    browser.post(f"/debat/forslag/{proposal.id}/skriv", data=TYPED | {"passage": str(passage)})
    said = db.session.query(Contribution).one()
    assert (said.passage, said.passage_edition) == (passage, 1)
    for path in (own, proposal.path, f"/debat/forslag/{proposal.id}?afsnit={passage}", said.path):
        shown = client().get(path).text
        assert "for dyrt" in shown and f"Om afsnit {passage}" in shown
        assert "Afsnittet er ændret" not in shown
    assert "Der er ingen af den slags" in client().get(f"/debat/forslag/{proposal.id}?afsnit={passage + 1}").text


def test_it_says_when_the_text_under_it_has_changed_and_only_then(client, anna, carl, proposal, passage):
    said = contribute(anna, proposal, draft(passage=passage))
    revise_proposal(carl, proposal, revised(problem="Et helt andet problem.", what_changed="Problemet"))
    assert "Afsnittet er ændret" not in client().get(said.path).text
    moved = DRAFT.solution.replace("ved hallen", "ved torvet")
    revise_proposal(carl, proposal, revised(problem="Et helt andet problem.", solution=moved, what_changed="Torvet"))
    for path in (said.path, proposal.path, f"/debat/forslag/{proposal.id}"):
        page = client().get(path).text
        assert "Afsnittet er ændret, siden det blev skrevet" in page
        assert f"{proposal.path}/afsnit/{passage}?version=1" in page
    assert "Ændret i version 3" in client().get(f"{proposal.path}/afsnit/{passage}?version=1").text
    revise_proposal(carl, proposal, revised(problem="Et helt andet problem.", what_changed="Tilbage"))
    assert "Afsnittet er ændret" not in client().get(said.path).text  # it says again what it said then


def test_a_passage_that_is_gone_is_not_written_about(client, anna, carl, proposal, passage):
    said = contribute(anna, proposal, draft(passage=passage))
    revise_proposal(carl, proposal, revised(solution="Noget helt nyt om bænke og træer.", what_changed="Nyt"))
    assert "Afsnittet står ikke længere i teksten" in client().get(said.path).text
    for number in (passage, 9999):
        with pytest.raises(Refused):
            contribute(anna, proposal, draft(passage=number))
    assert db.session.query(Contribution).count() == 1
