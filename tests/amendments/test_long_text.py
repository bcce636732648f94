"""A text of three hundred passages with a hundred amendments is read, and changed, as one with ten."""

from statistics import median
from time import process_time

import pytest

from portal.amendments.actions.deciding import accept_amendment
from portal.amendments.actions.proposing import propose_amendment
from portal.amendments.changes import Place
from portal.amendments.forms import AmendmentDraft
from portal.amendments.models import Amendment
from portal.amendments.queries import open_amendments
from portal.foundation.db import db
from portal.proposals.actions import revise_proposal
from portal.proposals.queries import newest
from tests.proposals.scene import proposal_in, revised
from tests.test_budgets import BUDGET

PASSAGES, MANY, FEW = 100, 100, 10  # passages of each part
ROUNDS, TIMES, AT_MOST = 7, 2.0, 8.0  # seconds, on the slowest machine; 0.9 on two cores
LONG = "\n\n".join(f"Afsnit {number} siger, at vejen er farlig. Byen gør noget ved den." for number in range(PASSAGES))


def amended_often(committee, author, writer, number, times):
    """A public proposal with so many open amendments, one in ten of which touches the words of the one before."""
    proposal = proposal_in(committee, author, number=number)
    revise_proposal(author, proposal, revised(problem=LONG, solution=LONG, mobilisation=LONG, what_changed="Langt."))
    db.session.expire(proposal, ["versions"])
    blocks = [block for part in ("problem", "solution") for block in newest(proposal).blocks_of(part)]
    for turn in range(times):
        block = blocks[turn - (turn % 10 == 9)]
        draft = AmendmentDraft(block.text.replace("noget", f"straks noget nr. {turn}"), "Det haster.")
        propose_amendment(writer, proposal, Place(block.block_id), draft)
    return proposal


@pytest.fixture
def proposals(designing, dorte, carl):
    """One with a hundred amendments, and one of the same length with ten."""
    return tuple(amended_often(designing, dorte, carl, number, times) for number, times in ((1, MANY), (2, FEW)))


def pages(proposal):
    one = db.session.query(Amendment).filter_by(proposal_id=proposal.id, number=5).one()
    lists = f"{proposal.path}/rettelser"
    return proposal.path, lists, f"{lists}?vis=alle&side=1", one.path, f"{proposal.path}/sammenlign?fra=1&til=2"


def test_it_is_read_and_changed_as_one_with_ten(bo, dorte, client, queries, proposals, monkeypatch):
    monkeypatch.setattr("tests.inspecting_client.inspect", lambda *_, **__: None)
    for browser in (client(), client(dorte)):
        for of_many, of_few in zip(*(pages(one) for one in proposals), strict=True):
            asked = []
            for path in (of_many, of_few):
                browser.get(path)
                with queries() as said:
                    assert browser.get(path).status_code == 200
                asked.append(len(said))
            assert asked[0] <= asked[1], (of_many, asked)
            rounds = [(took(browser, of_many), took(browser, of_few)) for _round in range(ROUNDS)]
            assert median(one for one, _ in rounds) < TIMES * median(other for _, other in rounds), of_many
    assert max(asked_by_a_visitor(client(), queries, proposals[0])) <= BUDGET

    taken_in(bo, proposals[0])


def took(browser, path):
    """Seconds of the processor: what else the machine does is no part of it."""
    begun = process_time()
    browser.get(path)
    return process_time() - begun


def asked_by_a_visitor(browser, queries, proposal):
    for path in pages(proposal):
        with queries() as said:
            browser.get(path)
        yield len(said)


def taken_in(actor, proposal):
    """Every other one follows; one by one, it would be ten thousand comparisons of the whole text, half a minute."""
    begun = process_time()
    accept_amendment(actor, open_amendments(proposal.id)[0])
    assert process_time() - begun < AT_MOST
    followers = open_amendments(proposal.id)
    assert len(followers) == MANY - 1
    assert all(one.based_on is newest(proposal) for one in followers)
