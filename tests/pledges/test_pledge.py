"""People say under a proposal what they bring; it is theirs to withdraw, and nobody else's."""

import pytest

from portal.events.delivery import deliver, handlers_of
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.notifications.models import Notification
from portal.pledges.actions import make_pledge, withdraw_pledge
from portal.pledges.models import Pledge
from portal.pledges.queries import beside
from tests.pledges.scene import DRAFT, TYPED, pledged
from tests.proposals.scene import proposal_in


@pytest.fixture
def proposal(designing, dorte):
    return proposal_in(designing, dorte)


def test_a_citizen_offers_and_everybody_reads_it_as_it_was_typed(anna, app, carl, client, proposal):
    page = f"{proposal.path}/bidrag"
    assert (
        "Ingen har tilbudt noget endnu." in client().get(page).text and "Log ind for at sige" in client().get(page).text
    )
    answer = client(anna).post(f"{page}/nyt", data=TYPED)
    pledge = db.session.query(Pledge).one()
    assert answer.location == f"{page}#bidrag-{pledge.id}"
    for path in (page, proposal.path, pledge.path):
        text = client().get(path).text
        assert "Klubhuset om tirsdagen." in text and "Bådelauget" in text and "Et sted" in text
    assert client(anna).post(f"{page}/nyt", data=TYPED).location == answer.location
    assert db.session.query(Pledge).count() == 1  # of two clicks
    deliver(handlers_of.of(app))
    assert db.session.query(Notification).filter_by(recipient_id=carl.id).count() == 1


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": ""}, "Vælg, hvad du vil bidrage med"),
        ({"text": " "}, "Skriv, hvad du vil bidrage med"),
        ({"text": "x" * 401}, "400"),
        ({"text": "Ring til 010190-1234"}, "CPR-nummer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(sent, told, anna, client, proposal):
    answer = client(anna).post(f"{proposal.path}/bidrag/nyt", data=TYPED | sent)
    assert answer.status_code == 422 and told in answer.text and "Bådelauget" in answer.text
    assert db.session.query(Pledge).count() == 0


def test_it_is_the_authors_to_withdraw_and_stays_marked(anna, bo, client, proposal):
    pledge = pledged(proposal, anna)
    assert beside(proposal, anna).all == 1
    with pytest.raises(NotAllowed):
        withdraw_pledge(bo, pledge)
    assert "/traek-tilbage" not in client(bo).get(f"{proposal.path}/bidrag").text
    assert client(anna).post(f"{pledge.path}/traek-tilbage", data={"confirmed": "yes"}).status_code == 302
    assert beside(proposal, anna).all == 0
    shown = client().get(f"{proposal.path}/bidrag").text
    assert "Trukket tilbage" in shown and "To timer om ugen." in shown
    with pytest.raises(Refused):
        withdraw_pledge(anna, pledge)


def test_the_number_on_the_proposal_is_that_of_the_list(anna, client, proposal):
    for number in range(5):
        pledged(proposal, anna, text=f"Nr. {number}")
    assert "Se alle tilbud (5)" in client().get(proposal.path).text
    assert client().get(f"{proposal.path}/bidrag").text.count('class="pledge"') == 5


def test_nothing_is_brought_to_a_draft_and_an_empty_list_asks_little(anna, client, designing, carl, queries):
    draft = proposal_in(designing, carl, public=False)
    with pytest.raises(Refused):
        make_pledge(anna, draft, DRAFT)
    assert client().get(f"{draft.path}/bidrag").status_code == 404
