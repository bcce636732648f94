"""The public account of how a committee answers: each number, and a page that asks little whatever the numbers."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.actions import answer_idea, appeal_refusal, overturn_refusal, refuse_idea
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.models import PUBLIC_STATES, AppealVerdict, Idea, IdeaState, RefusalCode
from portal.ideas.queries import answer_account, count_ideas_by_state
from portal.ideas.queries.account import public_account
from portal.ideas.states import TO_SCREEN
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
        answer_idea(bo, idea, AnswerDraft(S.CARRIED_ON, "Mere", "Bo Lund", carried_into=""))
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
    assert found.refusals[RefusalCode.UNLAWFUL] == 1 == sum(found.refusals.values()) == found.not_published
    assert found.appeals == {AppealVerdict.OVERTURNED: 1, None: 1}
    assert found.reversals == 1


def of_every_kind(committee, author):
    """Ideas in each state, in time and late, shown and hidden."""
    late, hidden = clock.today() - timedelta(days=1), {"hidden_at": clock.now(), "hidden_reason": "Grov."}
    for state in S:
        idea_in(state, committee, author)
        idea_in(state, committee, author, answer_due_on=late)
    for state in PUBLIC_STATES:
        idea_in(state, committee, author, answer_due_on=late, **hidden)
    idea_in(S.WITHDRAWN, committee, author, published_at=clock.now(), **hidden)


def test_every_page_says_the_same_number_of_late_ones(anna, client, harbour):
    """Those that everybody can see, as the list that the number leads to; those before publication beside them."""
    of_every_kind(harbour, anna)
    found = public_account(harbour)
    assert (found.late_now, found.late_unread) == (1, len(TO_SCREEN))
    assert found.late_now == answer_account(harbour).late
    assert client().get("/udvalg/havnen/ideer/").text.count('class="badge"') == found.late_now, "none hidden is marked"
    assert f"{found.late_unread} mere er ikke offentliggjort endnu" in in_words(client().get(ACCOUNT))
    assert f"Forsinkede før offentliggørelse;{found.late_unread}" in client().get(f"{ACCOUNT}.csv").text


def test_every_number_that_leads_to_a_list_is_the_length_of_it(anna, client, harbour):
    of_every_kind(harbour, anna)
    found = public_account(harbour)
    for query, number in (("forsinket=1", found.late_now), ("status=published", found.waiting)):
        address = f"/udvalg/havnen/ideer/?{query}"
        assert f'href="{address}"' in client().get(ACCOUNT).text
        assert f"af {number}<" in client().get(address).text.replace("\n", "")
        assert f"({number})</a>" in client().get(address).text
    assert found.hidden == len(PUBLIC_STATES) + 1
    assert f"Alle ({sum(count_ideas_by_state(harbour).values())})" in client().get("/udvalg/havnen/ideer/").text


def test_a_refusal_that_was_reversed_is_no_refusal_any_more(anna, bo, sofie, client, harbour):
    idea = idea_in(S.RECEIVED, harbour, anna)
    refuse_idea(bo, idea, RefusalCode.UNLAWFUL, "Loven.")
    appeal_refusal(anna, idea, "Nej.")
    overturn_refusal(sofie, idea, "Jo.", publishes=True)

    assert sum(public_account(harbour).refusals.values()) == public_account(harbour).not_published == 0
    page = in_words(client().get(ACCOUNT))
    assert "Ingen idé er afvist nu." in page
    assert "1 afvisning er ændret efter en klage." in page


def in_words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text))


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


@pytest.mark.parametrize(("days", "said"), [((1,), "inden for 1 dag, og"), ((1, 2), "inden for 1,5 dage, og")])
def test_one_day_is_told_as_one(anna, bo, client, harbour, days, said):
    for number in days:
        answered_after(number, harbour, anna, bo)
    assert said in in_words(client().get(ACCOUNT))


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
