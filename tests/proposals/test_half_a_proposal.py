"""Half a proposal can be kept, and nobody outside reads it before it is whole."""

import pytest
from sqlalchemy import select

from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.proposals.actions import publish_proposal
from portal.proposals.models import Proposal
from tests.proposals.scene import TYPED, proposal_in

NEW = "/udvalg/havnen/forslag/nyt"


def test_a_title_is_enough_for_a_draft(client, designing, dorte):
    browser = client(dorte)
    answer = browser.post(NEW, data={"title": "Skoleveje", "submission_key": "half"})
    proposal = db.session.scalars(select(Proposal)).one()
    assert answer.location == proposal.path and not proposal.is_public
    page = browser.get(proposal.path).text
    assert "gemt som kladde" in page and page.count("Ikke skrevet endnu.") == 3
    assert "Offentliggør forslaget" not in page and "mangler: Problemet, Løsningen, Hvem gør det sammen med os" in page
    assert client().get(proposal.path).status_code in {401, 404}


def test_it_is_published_when_it_is_whole(client, designing, dorte):
    browser = client(dorte)
    browser.post(NEW, data={"title": "Skoleveje", "problem": "Det er farligt.", "submission_key": "half"})
    proposal = db.session.scalars(select(Proposal)).one()
    with pytest.raises(Refused, match="Løsningen"):
        publish_proposal(dorte, proposal)
    assert not proposal.is_public
    whole = {name: TYPED[name] for name in ("title", "problem", "solution", "mobilisation")}
    assert browser.post(f"{proposal.path}/ret", data=whole | {"what_changed": "Resten"}).location == proposal.path
    assert "Offentliggør forslaget" in browser.get(proposal.path).text
    publish_proposal(dorte, proposal)
    assert proposal.is_public


def test_what_is_public_stays_whole(client, designing, dorte):
    proposal = proposal_in(designing, dorte)
    half = {"title": "Skoleveje", "problem": "Det er farligt.", "what_changed": "Kortere"}
    answer = client(dorte).post(f"{proposal.path}/ret", data=half)
    assert answer.status_code == 422 and len(proposal.versions) == 1


@pytest.mark.parametrize("typed", [{"title": ""}, {"title": "x" * 400}])
def test_a_title_is_needed(client, designing, dorte, typed):
    assert client(dorte).post(NEW, data=typed).status_code == 422
