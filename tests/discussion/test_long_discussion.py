"""A page of a discussion takes no longer for a thousand contributions than for ten, and asks as little."""

from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import insert

from portal.discussion.models import Contribution, ContributionKind
from portal.foundation import clock
from portal.foundation.db import db
from portal.rules.stages import Stage
from tests.discussion.scene import summed_up
from tests.proposals.scene import proposal_in
from tests.test_budgets import BUDGET, GATHERING

ROUNDS, TIMES = 9, 2.0
TOP, ANSWERS = 500, 500


def fill(proposal, author, top, answers):
    kinds, block = list(ContributionKind), proposal.versions[0].blocks[0].block_id
    facts = {
        "created_at": clock.now(), "subject_kind": "proposal", "subject_id": proposal.id,
        "committee_id": proposal.committee_id, "author_id": author.id, "is_nameless": False, "acknowledged": 0,
        "version": 1, "body": "Jeg synes noget om det. " * 9, "body_html": "<p>Jeg synes noget om det.</p>" * 9,
    }  # fmt: skip
    rows = [facts | {"kind": kinds[n % 4], "passage": block if n % 2 else None, "acknowledged": n % 7}
            for n in range(top)]  # fmt: skip
    ids = list(db.session.scalars(insert(Contribution).returning(Contribution.id), rows))
    under = [facts | {"kind": ContributionKind.COMMENT, "parent_id": ids[n % 40]} for n in range(answers)]
    db.session.execute(insert(Contribution), under)
    db.session.commit()


@pytest.fixture
def discussions(harbour, carl, anna):
    """One of a thousand, and one of ten."""
    harbour.stage = Stage.CO_DESIGN
    long, short = (proposal_in(harbour, carl, number=number) for number in (1, 2))
    fill(long, anna, TOP, ANSWERS)
    fill(short, anna, 5, 5)
    for proposal in (long, short):
        summed_up(proposal, carl)
    return long, short


def pages(proposal):
    return f"/debat/forslag/{proposal.id}", f"/debat/forslag/{proposal.id}?sorter=anerkendt&type=for", proposal.path


def test_it_asks_no_more_than_any_public_page(client, queries, discussions):
    long, short = discussions
    browser = client()
    for of_long, of_short in zip(pages(long), pages(short), strict=True):
        asked = []
        for path in (of_long, of_short):
            browser.get(path)
            with queries() as said:
                assert browser.get(path).status_code == 200
            asked.append(len(said))
        assert max(asked) <= (GATHERING["proposals.show"] if of_long == long.path else BUDGET), (of_long, asked)
        assert asked[0] <= asked[1] + 1  # a short one has no answers to some kind


def test_it_takes_no_more_than_twice_as_long(client, discussions, monkeypatch):
    """In turns, each page as long as the other: twenty contributions of the long one stand against five."""
    long, short = discussions
    monkeypatch.setattr("tests.inspecting_client.inspect", lambda *_, **__: None)
    browser = client()

    def took(path):
        begun = perf_counter()
        assert browser.get(path).status_code == 200
        return perf_counter() - begun

    took(long.path), took(short.path)
    rounds = [(took(long.path), took(short.path)) for _ in range(ROUNDS)]
    assert median(one for one, _ in rounds) < TIMES * median(other for _, other in rounds)
