"""The list narrowed by kind, place and question."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

import pytest

from portal.foundation import clock
from portal.ideas.models import IdeaKind, IdeaState, IdeaTheme
from tests.factories import saved
from tests.ideas.scene import idea_in

LIST = "/udvalg/havnen/ideer/"


@pytest.fixture
def four(anna, harbour):
    rows = (("Bænke", IdeaKind.IDEA, "Havnen", 1), ("Støj", IdeaKind.CRITIQUE, "havnen", 2),
            ("Jeg gik", IdeaKind.EXPERIENCE, "Ågade", None), ("Jeg kan grave", IdeaKind.HELP, "", None))  # fmt: skip
    return [idea_in(IdeaState.PUBLISHED, harbour, anna, title=title, kind=kind, place=place, question_number=number)
            for title, kind, place, number in rows]  # fmt: skip


def shown(client, query, four):
    page = client().get(LIST + query).text
    return {idea.title for idea in four if f">{idea.title}</a>" in page}


@pytest.mark.parametrize(("query", "titles"), [
    ("", {"Bænke", "Støj", "Jeg gik", "Jeg kan grave"}),
    ("?slags=critique", {"Støj"}),
    ("?sted=Havnen", {"Bænke", "Støj"}),
    ("?sted=HAVNEN&slags=idea", {"Bænke"}),
    ("?sted=%C3%A5gade", {"Jeg gik"}),
    ("?spoergsmaal=2", {"Støj"}),
    ("?spoergsmaal=2&slags=help", set()),
    ("?slags=x&sted=Mars&spoergsmaal=99", {"Bænke", "Støj", "Jeg gik", "Jeg kan grave"}),
    ("?sted=%00&spoergsmaal=1e9&slags=%27", {"Bænke", "Støj", "Jeg gik", "Jeg kan grave"}),
])  # fmt: skip
def test_the_list_is_narrowed_and_odd_wishes_do_no_harm(client, four, query, titles):
    assert shown(client, query, four) == titles


def test_the_page_of_an_idea_shows_kind_place_and_question(client, four):
    page = client().get(four[1].path).text

    assert "En kritik" in page
    assert "?sted=havnen" in page
    assert "2. Spørgsmål 2?" in page


def test_nothing_is_offered_where_there_is_nothing_to_choose(anna, client, harbour):
    idea_in(IdeaState.PUBLISHED, harbour, anna)
    assert 'id="slags"' not in client().get(LIST).text


OFFERED = re.compile(
    r'(?:<option value="(?P<value>[^"]+)"[^>]*>|<a class="chip" href="(?P<address>[^"]+)"[^>]*>)'
    r"[^<]* \((?P<number>\d+)\)<"
)
NARROWED = ["", "?slags=critique", "?sted=havnen", "?forsinket=1", "?status=answered", "?tema=%s&slags=idea",
            "?spoergsmaal=2&status=answered", "?sted=havnen&forsinket=1"]  # fmt: skip


@pytest.mark.parametrize("query", NARROWED)
def test_every_number_is_the_length_of_the_list_that_it_leads_to(anna, client, four, harbour, query):
    """Also where the list is narrowed already, and with an idea that is hidden: nobody is told what it was about."""
    late = clock.today() - timedelta(days=1)
    water = saved(IdeaTheme(committee_id=harbour.id, name="Vand"))
    query = query.replace("%s", str(water.id))
    about = {"place": "Havnen", "question_number": 2, "themes": [water]}
    idea_in(IdeaState.PUBLISHED, harbour, anna, title="Sen", answer_due_on=late, **about)
    idea_in(IdeaState.ANSWERED, harbour, anna, title="Svar", first_answered_at=clock.now(), **about)
    idea_in(IdeaState.PUBLISHED, harbour, anna, title="Skjult", hidden_at=clock.now(), **about)

    page, asked, checked = client().get(LIST + query).text, dict(parse_qsl(query[1:])), 0
    selects = re.split(r'<select class="form-select" id="(slags|spoergsmaal|sted|tema)"', page)
    parts = [("", selects[0]), *zip(selects[1::2], selects[2::2], strict=True)]
    for name, part in parts:
        for found in OFFERED.finditer(part.split("</select>")[0]):
            chosen = asked | {name: html.unescape(found["value"] or "")}
            leads_to = html.unescape(found["address"] or f"{LIST}?{urlencode(chosen)}")
            shown = len(re.findall(r'<h3[^>]*><a href="/ideer/\d+"', client().get(leads_to).text))
            assert shown == int(found["number"]), f"{query} → {leads_to}"
            checked += 1
    assert checked > 5
