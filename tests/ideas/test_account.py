"""The public account of how a committee answers: each number, and a page that asks little whatever the numbers."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.actions import answer_idea, appeal_refusal, overturn_refusal, refuse_idea
from portal.ideas.forms import AnswerDraft
from portal.ideas.models import AppealVerdict, Idea, IdeaState, RefusalCode
from portal.ideas.queries.account import public_account
from tests.ideas.scene import idea_in

S = IdeaState
ACCOUNT = "/udvalg/havnen/ideer/regnskab"
NOW = datetime(2026, 6, 15, 10, tzinfo=UTC)


def answered_after(days, committee, author, secretary):
    due = clock.in_denmark(NOW).date() + timedelta(days=28)
    idea = idea_in(S.PUBLISHED, committee, author, received_at=NOW, answer_due_on=due)
    with clock.frozen(NOW + timedelta(days=days)):
        answer_idea(secretary, idea, AnswerDraft(S.ANSWERED, f"Svar {days}", "Bo Lund, sekretær"))
    return idea


def test_days_are_counted_by_the_calendar(anna, bo, harbour):
    for days in (1, 3, 5, 31):
        answered_after(days, harbour, anna, bo)
    found = public_account(harbour)
    assert (found.answered_in_time, found.answered_late) == (3, 1)
    assert (found.average_days, found.median_days, found.longest_days) == (10, 4, 31)


def test_a_second_answer_changes_no_time(anna, bo, harbour):
    idea = answered_after(2, harbour, anna, bo)
    with clock.frozen(NOW + timedelta(days=50)):
        answer_idea(bo, idea, AnswerDraft(S.CARRIED_ON, "Mere", "Bo Lund"))
    assert (idea.days_to_answer, idea.was_late) == (2, False)


def test_every_idea_is_counted_once(anna, harbour):
    for state in S:
        idea_in(state, harbour, anna)
    found = public_account(harbour)
    assert found.received == len(S) - 1, "a draft is the author's own"
    parts = (found.being_read, found.with_author, found.waiting, found.concluded, found.not_published, found.withdrawn)
    assert sum(parts) == found.received


def test_late_ones_refusals_and_appeals(anna, bo, sofie, harbour):
    idea_in(S.PUBLISHED, harbour, anna, answer_due_on=clock.today() - timedelta(days=1))
    first, second = (idea_in(S.RECEIVED, harbour, anna) for _ in range(2))
    for idea in (first, second):
        refuse_idea(bo, idea, RefusalCode.UNLAWFUL, "Loven.")
        appeal_refusal(anna, idea, "Nej.")
    overturn_refusal(sofie, first, "Jo.", publishes=True)

    found = public_account(harbour)
    assert found.late_now == 1
    assert found.refusals[RefusalCode.UNLAWFUL] == 2 and sum(found.refusals.values()) == 2
    assert found.appeals == {AppealVerdict.OVERTURNED: 1, None: 1}


def test_the_page_for_everybody(anna, bo, client, harbour):
    empty = client().get(ACCOUNT)
    assert empty.status_code == 200
    answered_after(3, harbour, anna, bo)
    idea_in(S.REFUSED, harbour, anna, refusal_code=RefusalCode.OFFENSIVE)
    idea_in(S.APPEALED, harbour, anna)
    page = client().get(ACCOUNT).text
    assert page.count("<table") == 4
    assert f'href="{ACCOUNT}"' in client().get("/udvalg/havnen/ideer/").text
    assert "Anna" not in page


def test_the_table_for_a_spreadsheet(anna, bo, client, harbour):
    answered_after(3, harbour, anna, bo)
    answered_after(4, harbour, anna, bo)
    sent = client().get(f"{ACCOUNT}.csv")
    assert sent.mimetype == "text/csv"
    lines = sent.get_data(as_text=True).splitlines()
    assert lines[0] == "\ufeffemne;antal"
    assert any(line.endswith(";3,5") for line in lines)


def test_a_hidden_committee_has_no_account(client, harbour):
    harbour.published_at = None
    db.session.commit()
    assert client().get(ACCOUNT).status_code == client().get(f"{ACCOUNT}.csv").status_code == 404


@pytest.mark.parametrize("address", [ACCOUNT, f"{ACCOUNT}.csv"])
def test_it_asks_the_same_at_any_length(anna, client, harbour, queries, address):
    said = []
    for more in (10, 990):
        facts = {"committee_id": harbour.id, "author_id": anna.id, "state": S.ANSWERED, "body": "x", "body_html": "x",
                 "received_at": NOW, "first_answered_at": NOW, "was_late": False}  # fmt: skip
        db.session.add_all(Idea(title=f"Idé {n}", days_to_answer=n % 7, **facts) for n in range(more))
        db.session.commit()
        with queries() as these:
            assert client().get(address).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 14
