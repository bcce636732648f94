import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.moderation.actions import appeal_decision, keep_content, overturn_decision
from portal.moderation.models import AuthorRole, CaseState, ModerationCase, Report, ReportCode
from portal.moderation.queries import account
from tests.moderation.scene import SECRET, hidden, public_idea, reported


def many(number, idea, state, reporter, **facts):
    rows = [
        ModerationCase(
            subject_kind="idea", subject_id=idea.id, committee_id=idea.committee_id, author_id=idea.author_id,
            author_role=AuthorRole.CITIZEN, code=ReportCode.OFFENSIVE, state=state, **facts,
        )
        for _ in range(number)
    ]  # fmt: skip
    db.session.add_all(rows)
    db.session.commit()


def test_the_account(anna, dorte, gerda, bo, sofie, harbour, client):
    assert account().median_days is None
    assert client().get("/moderation").status_code == 200
    keep_content(bo, reported(public_idea(anna, harbour), gerda), "x")
    hidden(public_idea(dorte, harbour), bo, gerda)
    back = hidden(public_idea(anna, harbour), bo, gerda)
    appeal_decision(anna, back, "x")
    overturn_decision(sofie, back, "x")
    reported(public_idea(anna, harbour), gerda)

    found = account()
    assert (found.decided, found.waiting, found.median_days) == (3, 1, 0)
    assert dict(found.by_code[ReportCode.OFFENSIVE]) == {"kept": 1, "hidden": 1, "shown_again": 1}
    assert dict(found.by_role[AuthorRole.POLITICIAN]) == {"hidden": 1}
    assert dict(found.by_role[AuthorRole.CITIZEN]) == {"kept": 1, "shown_again": 1}
    page = client().get("/moderation").text
    for name in ("Anna", "Dorte", "Gerda", SECRET):
        assert name not in page


@pytest.mark.parametrize(("days", "median"), [((1, 2, 9), 2), ((1, 3), 2), ((4,), 4), ((0, 0, 1, 30), 0.5)])
def test_the_median(anna, gerda, harbour, days, median):
    idea = public_idea(anna, harbour)
    for took in days:
        many(1, idea, CaseState.KEPT, gerda, days=took, decided_at=clock.now())
    assert account().median_days == median


@pytest.mark.parametrize(("address", "state"), [("/moderation", CaseState.KEPT), ("/moderation/koe", CaseState.OPEN)])
def test_lists_ask_the_database_the_same_at_any_length(anna, gerda, sofie, harbour, client, queries, address, state):
    browser, idea, said = client(sofie), public_idea(anna, harbour), []
    facts = {"days": 1, "decided_at": clock.now()} if state is CaseState.KEPT else {}
    for more in (10, 990):
        many(more, idea, state, gerda, **facts)
        with queries() as these:
            assert browser.get(address).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 12


def test_a_case_asks_little(anna, gerda, dorte, bo, harbour, client, queries):
    matter = reported(public_idea(anna, harbour), gerda, dorte)
    assert db.session.get(Report, 1)
    with queries() as said:
        assert client(bo).get(matter.case.path).status_code == 200
    assert len(said) <= 14


@pytest.mark.parametrize("odd", ["?side=x", "?side=-1", "?side=99999"])
def test_odd_addresses_do_no_harm(fjordby, client, odd):
    assert client().get(f"/moderation{odd}").status_code == 200
