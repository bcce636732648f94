from datetime import UTC, datetime, timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import (
    answer_account,
    clock_of,
    count_ideas_by_state,
    ideas_needing_answer,
    ideas_needing_screening,
    own_ideas,
)
from portal.rules.stages import Stage
from tests.ideas.scene import idea_in

S = IdeaState
LIST, QUEUE = "/udvalg/havnen/ideer/", "/udvalg/havnen/ideer/sortering"
NOW = datetime(2026, 6, 15, 10, tzinfo=UTC)


def many(count, state, committee, author):
    now, due = clock.now(), clock.today()
    facts = {"committee_id": committee.id, "author_id": author.id, "state": state, "body": "x", "body_html": "<p>x</p>"}
    facts |= {"received_at": now, "published_at": now, "answer_due_on": due}
    db.session.add_all(Idea(title=f"Idé {n}", **facts) for n in range(count))
    db.session.commit()


@pytest.mark.parametrize("address", [LIST, f"{LIST}?status=published&sorter=ventet", QUEUE])
def test_lists_ask_the_database_the_same_at_any_length(anna, bo, client, harbour, queries, address):
    browser, said = client(bo), []
    for more in (10, 990):
        many(more, S.PUBLISHED, harbour, anna)
        with queries() as these:
            assert browser.get(address).status_code == 200
        said.append(len(these))

    assert said[0] == said[1] <= 12


def test_the_page_of_one_idea_asks_little(anna, client, harbour, queries):
    idea = idea_in(S.PUBLISHED, harbour, anna)
    with queries() as said:
        assert client().get(idea.path).status_code == 200
    assert len(said) <= 14


def test_the_list_shows_what_is_public_and_nothing_else(anna, client, harbour):
    for state in S:
        idea_in(state, harbour, anna, title=f"Stand {state.value}")

    page = client(anna).get(LIST).text

    shown = {state for state in S if f"Stand {state.value}<" in page}
    assert shown == {S.PUBLISHED, S.CARRIED_ON, S.ANSWERED, S.CLOSED}


def test_the_list_is_narrowed_and_sorted(anna, client, harbour):
    old = idea_in(S.PUBLISHED, harbour, anna, title="Gammel", received_at=NOW - timedelta(days=9), support_count=1)
    new = idea_in(S.PUBLISHED, harbour, anna, title="Yngre", received_at=NOW, support_count=5)
    done = idea_in(S.ANSWERED, harbour, anna, title="Besvaret idé", first_answered_at=NOW)

    def order(query):
        page = client().get(f"{LIST}{query}").text
        return sorted((i.title for i in (old, new, done) if f">{i.title}<" in page), key=page.index)

    assert order("") == [done.title, new.title, old.title]
    assert order("?sorter=stoette") == [new.title, old.title, done.title]
    assert order("?sorter=ventet") == [old.title, new.title, done.title]
    assert order("?status=answered") == [done.title]


@pytest.mark.parametrize(
    "odd", ["?status=x", "?status=draft", "?sorter='", "?side=-1", "?side=99999", "?side=æ&status="]
)
def test_odd_addresses_do_no_harm(anna, client, harbour, odd):
    idea_in(S.PUBLISHED, harbour, anna)
    assert client().get(LIST + odd).status_code == 200


@pytest.mark.parametrize("stage", Stage)
def test_the_empty_list_says_what_it_would_hold(client, harbour, stage):
    harbour.stage = stage
    db.session.commit()
    assert 'class="empty"' in client().get(LIST).text


def test_the_list_goes_on_page_by_page(anna, client, harbour):
    many(45, S.PUBLISHED, harbour, anna)
    assert "Idé 44<" in client().get(LIST).text
    assert "Idé 0<" in client().get(f"{LIST}?side=3&sorter=nyeste").text


def test_the_queue_is_for_the_secretary(anna, carl, client, harbour):
    assert client().get(QUEUE).status_code == 302
    assert client(anna).get(QUEUE).status_code == 403
    assert client(carl).get(QUEUE).status_code == 403


def test_the_queue_shows_what_is_due_first_first_and_marks_the_late(anna, bo, client, harbour):
    today = clock.today()
    late = idea_in(S.RECEIVED, harbour, anna, title="Sen", answer_due_on=today - timedelta(days=2))
    soon = idea_in(S.PUBLISHED, harbour, anna, title="Snart", answer_due_on=today + timedelta(days=2))
    idea_in(S.ANSWERED, harbour, anna, title="Besvaret")

    page = client(bo).get(QUEUE).text

    assert page.index(late.title + "<") < page.index(soon.title + "<")
    assert page.count("is-late") == 1
    assert "Besvaret<" not in page
    assert soon.title + "<" not in client(bo).get(f"{QUEUE}?status=received").text


@pytest.mark.parametrize("state", S)
def test_every_state_has_its_page_for_the_author_and_the_secretary(anna, bo, client, harbour, state):
    idea = idea_in(state, harbour, anna, refusal_code="unlawful" if state is S.REFUSED else None)

    assert client(anna).get(idea.path).status_code == 200
    assert client(bo).get(idea.path).status_code == (404 if state is S.DRAFT else 200)
    assert client().get(idea.path).status_code == (200 if idea.is_public else 404)
    if state is not S.DRAFT:
        assert client(bo).get(f"/ideer/{idea.id}/behandl").status_code == 200


@pytest.mark.parametrize("shown_as", ["full_name", "first_name", "a_citizen"])
def test_the_author_is_shown_as_wished(anna, client, harbour, shown_as):
    idea = idea_in(S.PUBLISHED, harbour, anna, shown_as=shown_as)

    for page in (client().get(idea.path).text, client().get(LIST).text):
        assert ("Anna" in page, "Strand" in page) == (shown_as != "a_citizen", shown_as == "full_name")


# -- the clock and the account ------------------------------------------------------------------------------------


def waiting(committee, author, days, state=S.PUBLISHED, **facts):
    received = NOW - timedelta(days=days)
    due = clock.in_denmark(received).date() + timedelta(days=28)
    return idea_in(state, committee, author, received_at=received, answer_due_on=due, **facts)


def test_the_clock_counts_days_used_and_days_late(anna, harbour):
    with clock.frozen(NOW):
        early, late = clock_of(waiting(harbour, anna, 10)), clock_of(waiting(harbour, anna, 30))

    assert (early.days, early.days_left, early.is_late) == (10, 18, False)
    assert (late.days, late.days_late, late.is_late) == (30, 2, True)


def test_more_time_changes_the_last_day_and_not_what_was_promised(client, anna, harbour):
    """Received 40 days ago; 28 days were given anew on the day when a refusal was overturned."""
    with clock.frozen(NOW):
        due = clock.today() + timedelta(days=28)
        idea = waiting(harbour, anna, 40)
        idea.promised_days, idea.answer_due_on = 28, due
        db.session.commit()
        found, page = clock_of(idea), client().get(idea.path).text

    assert (found.promised, found.days, found.days_left, found.is_late) == (28, 40, 28, False)
    assert (found.due, found.counted_from) == (due, due - timedelta(days=28))
    assert "68" not in page.split('class="panel clock"')[1].split("</section>")[0]
    assert "Lovet: svar inden for 28 dage, regnet fra" in page and "Svar senest" in page


def test_the_promise_of_an_idea_that_nothing_delayed(client, anna, harbour):
    with clock.frozen(NOW):
        page = client().get(waiting(harbour, anna, 10, promised_days=28).path).text
    assert "Lovet: svar inden for 28 dage." in page and "Svaret kommer inden for 18 dage." in page


def test_the_clock_stands_still_after_the_first_answer(anna, harbour):
    answered = NOW - timedelta(days=5)
    with clock.frozen(NOW):
        found = clock_of(waiting(harbour, anna, 25, S.ANSWERED, first_answered_at=answered))

    assert (found.days, found.is_running, found.answered) == (20, False, answered.date())


def test_the_account_of_what_is_owed(anna, harbour):
    with clock.frozen(NOW):
        waiting(harbour, anna, 10)
        waiting(harbour, anna, 30)
        waiting(harbour, anna, 30, S.RECEIVED)
        waiting(harbour, anna, 20, S.ANSWERED, first_answered_at=NOW - timedelta(days=10))
        waiting(harbour, anna, 20, S.CARRIED_ON, first_answered_at=NOW)
        waiting(harbour, anna, 400, S.ANSWERED, first_answered_at=NOW - timedelta(days=390))
        found = answer_account(harbour)

    assert (found.waiting, found.late, found.answered_this_year) == (2, 1, 2)
    assert found.average_days == pytest.approx(15)


def test_an_empty_account(fjordby):
    assert answer_account().average_days is None
    assert answer_account().waiting == 0


def test_what_others_ask_about(anna, harbour):
    with clock.frozen(NOW):
        new, late = waiting(harbour, anna, 1, S.RECEIVED), waiting(harbour, anna, 40)
        waiting(harbour, anna, 50, S.ANSWERED, first_answered_at=NOW)

        assert ideas_needing_screening([harbour.id]) == [new]
        assert ideas_needing_answer([harbour.id]) == [late]
        assert count_ideas_by_state(harbour) == {S.PUBLISHED: 1, S.ANSWERED: 1}
        assert len(db.session.scalars(own_ideas(anna)).all()) == 3
