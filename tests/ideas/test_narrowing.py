"""The list narrowed by kind, place and question."""

import pytest

from portal.ideas.models import IdeaKind, IdeaState
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
