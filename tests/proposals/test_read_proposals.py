import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.proposals.actions import publish_proposal, revise_proposal
from portal.proposals.models import Proposal
from portal.search.index import search_index
from portal.trace.thread import node_types
from tests.cast import person
from tests.factories import saved
from tests.proposals.scene import revised, version

LIST = "/udvalg/havnen/forslag/"


def test_a_draft_is_read_by_those_inside_only(anna, bo, client, dorte, draft, eva):
    pages = [draft.path, f"{draft.path}/version/1", f"{draft.path}/sammenlign"]
    for insider in (bo, dorte, eva):
        assert {client(insider).get(page).status_code for page in pages} == {200}
        assert draft.title in client(insider).get(LIST).text
    for outsider in (None, anna):
        assert {client(outsider).get(page).status_code for page in pages} == {404}
        assert draft.title not in client(outsider).get(LIST).text
        assert client(outsider).post(f"{draft.path}/offentliggoer").status_code in {401, 404}


def test_members_of_another_committee_do_not_read_it(client, designing, draft):
    from_elsewhere = person("Ib Kær")
    assert client(from_elsewhere).get(draft.path).status_code == 404


def test_published_everybody_reads_it(client, dorte, draft):
    answer = client(dorte).post(f"{draft.path}/offentliggoer")
    assert answer.location == draft.path
    page = client().get(draft.path).text
    assert draft.title in page
    assert draft.versions[0].problem in page


def test_publishing_twice_is_told(client, dorte, proposal):
    assert client(dorte).post(f"{proposal.path}/offentliggoer").status_code == 409


def test_the_thread_never_leads_to_a_draft(app, client, dorte, draft):
    node = node_types.of(app)["proposal"]
    assert not list(node.load([draft.id]))
    publish_proposal(dorte, draft)
    (row,) = node.load([draft.id])
    assert node.describe(row).title == draft.title


def test_search_knows_public_proposals_only(app, dorte, draft, proposal):
    kind = search_index.of(app).document_types["proposal"]
    assert kind.describe(kind.rows([draft.id])[draft.id]) is None
    found = kind.describe(kind.rows([proposal.id])[proposal.id])
    assert (found.title, found.path, found.committee) == (proposal.title, proposal.path, "havnen")
    assert "cykelgade" in found.text


@pytest.mark.parametrize("page", ["version/9", "sammenlign?fra=9", "sammenlign?fra=1&til=0", "version/0"])
def test_a_version_that_is_not_there_is_not_found(client, page, proposal):
    assert client().get(f"{proposal.path}/{page}").status_code == 404


@pytest.mark.parametrize("odd", ["fra=x&til=y", "fra=", "fra=-1&til=1"])
def test_odd_questions_are_no_errors(client, odd, proposal):
    assert client().get(f"{proposal.path}/sammenlign?{odd}").status_code in {200, 404}


def test_differences_are_said_in_sentences_and_marked_in_words(client, dorte, proposal):
    new = "Skolegade bliver cykelgade kl. 7.30–8.15 på skoledage. Beboere må køre hjem. Bilerne sætter af ved hallen."
    revise_proposal(dorte, proposal, revised(solution=new, what_changed="Tid og beboere."))

    page = client().get(f"{proposal.path}/sammenlign?fra=1&til=2").text

    assert "Beboere må køre hjem.</p>" in page
    assert "kl. 7.30–8.15" in page.split("<ins>")[1].split("</ins>")[0]
    assert "<del>" not in page
    back = client().get(f"{proposal.path}/sammenlign?fra=2&til=1").text
    assert "<del>" in back


def many(count, committee, author):
    start = db.session.query(Proposal).count()
    rows = []
    for n in range(start + 1, start + count + 1):
        row = Proposal(committee_id=committee.id, number=n, title=f"Forslag {n}", author_id=author.id)
        row.published_at = clock.now()
        row.versions = [version(1, author)]
        rows.append(row)
    saved(*rows)


def test_the_list_asks_the_same_at_any_length(bo, client, designing, dorte, queries):
    browser, said = client(bo), []
    for more in (10, 990):
        many(more, designing, dorte)
        with queries() as these:
            assert browser.get(LIST).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 12


def test_one_proposal_asks_little(client, dorte, proposal, queries):
    with queries() as said:
        assert client(dorte).get(proposal.path).status_code == 200
    assert len(said) <= 19  # two of them for the amendments beside, one for the files, one for what the reader has read


def test_an_empty_list_says_what_it_would_hold(client, designing):
    assert client().get(LIST).status_code == 200


def test_nobody_guesses_an_address(client, designing):
    assert client().get("/forslag/999").status_code == 404
    assert client().get("/udvalg/ukendt/forslag/").status_code == 404
