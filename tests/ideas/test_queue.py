"""The secretary's queue: narrowed, sorted, counted, and asking the database the same at any length."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaKind, IdeaState, IdeaTheme
from portal.ideas.queries.queue import View, count_queue
from tests.factories import saved
from tests.ideas.scene import idea_in

S = IdeaState
QUEUE = "/udvalg/havnen/ideer/sortering"


@pytest.fixture
def titles(bo, client):
    """`titles("?status=received")` are the titles that the queue shows, in order."""

    def shown(query=""):
        page = client(bo).get(QUEUE + query).text
        found = [idea.title for idea in db.session.query(Idea) if f"data-way>{idea.title}</a>" in page]
        return sorted(found, key=lambda title: page.index(f"data-way>{title}</a>"))

    return shown


@pytest.mark.parametrize("query", ["", "?status=published&sorter=stoette", "?forsinket=1&tema=uden"])
def test_the_queue_asks_the_same_at_any_length(anna, bo, client, harbour, queries, query):
    browser, said = client(bo), []
    saved(IdeaTheme(committee_id=harbour.id, name="Vand"))
    facts = {
        "committee_id": harbour.id,
        "author_id": anna.id,
        "state": S.PUBLISHED,
        "body": "x",
        "body_html": "<p>x</p>",
    }
    facts |= {"received_at": clock.now(), "answer_due_on": clock.today() - timedelta(days=1)}
    for more in (10, 990):
        db.session.add_all(Idea(title=f"Idé {n}", **facts) for n in range(more))
        db.session.commit()
        with queries() as these:
            assert browser.get(QUEUE + query).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 14


def test_everything_that_needs_somebody_stands_there_at_first(anna, harbour, titles):
    for state in S:
        idea_in(state, harbour, anna, title=state.value)
    assert set(titles()) == {"received", "screening", "resubmitted", "published", "appealed", "overturned"}


@pytest.mark.parametrize("state", sorted(set(S) - {S.DRAFT}))
def test_every_state_can_be_looked_at(anna, harbour, titles, state):
    for one in S:
        idea_in(one, harbour, anna, title=one.value)
    assert titles(f"?status={state.value}") == [state.value]


def test_it_is_narrowed(anna, harbour, titles):
    water = saved(IdeaTheme(committee_id=harbour.id, name="Vand"))
    late = clock.today() - timedelta(days=2)
    idea_in(S.RECEIVED, harbour, anna, title="sen", answer_due_on=late)
    idea_in(S.ANSWERED, harbour, anna, title="besvaret", answer_due_on=late, first_answered_at=clock.now())
    idea_in(S.PUBLISHED, harbour, anna, title="hjælp", kind=IdeaKind.HELP, question_number=2, themes=[water])

    assert titles("?forsinket=1") == ["sen"]
    assert titles("?slags=help") == ["hjælp"]
    assert titles("?spoergsmaal=2") == ["hjælp"]
    assert titles(f"?tema={water.id}") == ["hjælp"]
    assert titles("?tema=uden") == ["sen"]
    assert titles("?tema=uden&slags=help") == []


def test_it_is_sorted(anna, harbour, titles):
    today, now = clock.today(), clock.now()
    idea_in(S.PUBLISHED, harbour, anna, title="a", answer_due_on=today, received_at=now, support_count=3)
    idea_in(S.PUBLISHED, harbour, anna, title="b", answer_due_on=today - timedelta(days=1),
            received_at=now - timedelta(days=1), support_count=7)  # fmt: skip
    assert titles() == ["b", "a"]
    assert titles("?sorter=nyeste") == ["a", "b"]
    assert titles("?sorter=stoette") == ["b", "a"]


def test_it_is_counted(anna, harbour):
    idea_in(S.DRAFT, harbour, anna)
    for state in (S.RECEIVED, S.RECEIVED, S.ANSWERED):
        idea_in(state, harbour, anna, answer_due_on=clock.today() - timedelta(days=1))
    counts = count_queue(harbour, View())
    assert counts.states == {S.RECEIVED: 2, S.ANSWERED: 1}
    assert (counts.needing, counts.late) == (2, 2)


OFFERED = re.compile(
    r'(?:<option value="(?P<value>[^"]+)"[^>]*>|<a class="chip" href="(?P<address>[^"]+)"[^>]*>)'
    r"[^<]* \((?P<number>\d+)\)<"
)


@pytest.mark.parametrize("query", ["", "?status=closed", "?forsinket=1", "?slags=critique", "?tema=uden&spoergsmaal=1"])
def test_every_number_is_the_length_of_the_list_that_it_leads_to(anna, bo, client, harbour, titles, query):
    water, late = saved(IdeaTheme(committee_id=harbour.id, name="Vand")), clock.today() - timedelta(days=1)
    for number in range(3):
        idea_in(S.CLOSED, harbour, anna, title=f"Lukket {number}", kind=IdeaKind.CRITIQUE, question_number=1)
    idea_in(S.RECEIVED, harbour, anna, title="Ny", question_number=2, themes=[water])
    idea_in(S.PUBLISHED, harbour, anna, title="Sen", kind=IdeaKind.HELP, question_number=1, answer_due_on=late)
    idea_in(S.RETURNED, harbour, anna, title="Tilbage", themes=[water])

    page, asked, checked = client(bo).get(QUEUE + query).text, dict(parse_qsl(query[1:])), 0
    selects = re.split(r'<select class="form-select" id="(slags|spoergsmaal|tema)"', page)
    parts = [("", selects[0]), *zip(selects[1::2], selects[2::2], strict=True)]
    for name, part in parts:
        for found in OFFERED.finditer(part.split("</select>")[0]):
            address = html.unescape(found["address"] or "").partition("?")[2]
            leads_to = f"?{address}" if found["address"] else "?" + urlencode(asked | {name: found["value"]})
            assert len(titles(leads_to)) == int(found["number"]), f"{query} → {leads_to}"
            checked += 1
    assert checked > 12
    if not asked:
        assert "critique" not in page, "nothing is offered that leads to an empty list"


def test_it_goes_on_page_by_page_with_what_was_asked_for(anna, bo, client, harbour):
    for number in range(25):
        idea_in(S.RECEIVED, harbour, anna, title=f"Nr. {number}")
    first = client(bo).get(f"{QUEUE}?status=received").text
    assert "status=received&amp;side=2" in first or "side=2" in first
    assert "Nr. 24<" in client(bo).get(f"{QUEUE}?status=received&side=2").text


@pytest.mark.parametrize(
    "odd", ["?status=draft", "?status=x", "?sorter='", "?tema=-1", "?tema=99999999999999", "?spoergsmaal=æ", "?side=0"]
)
def test_odd_addresses_do_no_harm(anna, bo, client, harbour, odd):
    idea_in(S.RECEIVED, harbour, anna)
    assert client(bo).get(QUEUE + odd).status_code == 200


def test_an_appeal_leads_to_its_case(anna, bo, client, harbour):
    idea = idea_in(S.APPEALED, harbour, anna)
    assert f'href="/ideer/{idea.id}/klagesag"' in client(bo).get(QUEUE).text
    assert client(bo).get(f"/ideer/{idea.id}/klagesag").status_code == 200


def test_the_public_list_shows_the_late_and_marks_them(anna, client, harbour):
    late = idea_in(S.PUBLISHED, harbour, anna, title="Sen", answer_due_on=clock.today() - timedelta(days=3))
    idea_in(S.PUBLISHED, harbour, anna, title="I tide", answer_due_on=clock.today())
    page = client().get("/udvalg/havnen/ideer/?forsinket=1").text
    assert f">{late.title}<" in page and ">I tide<" not in page
    assert 'class="badge"' in page
    assert "forsinket=1" in client().get("/udvalg/havnen/ideer/").text


def test_after_one_idea_comes_the_next_that_waits(client, bo, carl, harbour, anna):
    first, second = (idea_in(S.RECEIVED, harbour, anna, title=title) for title in ("Den første", "Den anden"))
    answered = idea_in(S.PUBLISHED, harbour, anna, title="Uden svar")
    page = client(bo).get(f"{first.path}/behandl").text
    assert re.search(r'href="([^"]+)" rel="next"', page)[1] in {f"{second.path}/behandl", f"{answered.path}/behandl"}
    assert f'href="{answered.path}/behandl" rel="next"' not in client(carl).get(f"{answered.path}/behandl").text
    for idea in (second, answered):
        idea.state = S.CLOSED
    db.session.commit()
    assert "Der venter ikke flere idéer på dig her." in client(bo).get(f"{first.path}/behandl").text
