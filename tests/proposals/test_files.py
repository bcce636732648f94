"""Files hang on a proposal: members add them, whoever reads the text reads them, and the search finds their words."""

from portal.files.models import StoredFile
from portal.foundation.db import db
from tests.files import samples
from tests.files.scene import send
from tests.proposals.scene import proposal_in


def add(browser, proposal):
    """A paper that speaks of street lamps."""
    answer = send(
        browser, f"/filer/forslag/{proposal.id}/ny", samples.pdf("Gadelamper og bomme"), "bilag.pdf", title="Overslag"
    )
    assert answer.status_code == 302


def test_a_member_hangs_up_a_file_that_everybody_opens_and_finds(bo, carl, dorte, client, designing, deliver_outbox):
    proposal = proposal_in(designing, carl)
    address = f"/filer/forslag/{proposal.id}/ny"
    assert [address in client(who).get(proposal.path).text for who in (carl, None)] == [True, False]
    add(client(carl), proposal)
    file = db.session.query(StoredFile).one()
    shown = client().get(proposal.path).text
    assert "Overslag" in shown and file.path in shown
    assert client().get(file.path).status_code == 200
    takes = [f"/filer/{file.id}/fjern" in client(who).get(proposal.path).text for who in (carl, dorte, bo, None)]
    assert takes == [True, False, True, False]  # whoever added it, and a secretary
    deliver_outbox()
    assert proposal.title in client().get("/soeg.csv?q=gadelamper").text


def test_the_file_of_a_draft_is_as_closed_as_the_draft(anna, carl, client, designing, deliver_outbox):
    draft = proposal_in(designing, carl, public=False)
    add(client(carl), draft)
    file = db.session.query(StoredFile).one()
    assert client(carl).get(file.path).status_code == 200
    assert client(anna).get(file.path).status_code == client().get(file.path).status_code == 404
    deliver_outbox()
    assert draft.title not in client().get("/soeg.csv?q=gadelamper").text
