"""Themes: made and changed by the secretary, with ideas put in them, and read by everybody."""

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions import change_theme, create_theme, sort_ideas
from portal.ideas.forms.grouping import ThemeDraft
from portal.ideas.models import Idea, IdeaState, IdeaTheme
from portal.ideas.queries.choosing import MOST_AT_ONCE
from portal.ideas.queries.themes import MOST_THEMES
from portal.rules.stages import Stage
from tests.factories import saved
from tests.ideas.scene import idea_in

S = IdeaState
DRAFT = ThemeDraft("Vand og bad", "Om at komme i vandet.")
THEMES = "/udvalg/havnen/ideer/temaer"


@pytest.fixture
def theme(bo, harbour):
    return create_theme(bo, harbour, DRAFT)


@pytest.fixture
def ideas(anna, harbour):
    return [idea_in(S.PUBLISHED, harbour, anna, title=f"Idé {number}") for number in range(3)]


def test_a_theme_is_made_and_changed(bo, client, theme):
    change_theme(bo, theme, ThemeDraft("Vand", ""))
    assert theme.name == "Vand"
    assert ">Vand<" in client().get(THEMES).text


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_only_the_secretary_makes_and_fills_themes(request, harbour, theme, ideas, who):
    person = request.getfixturevalue(who)
    for deed in (
        lambda: create_theme(person, harbour, ThemeDraft("Nyt", "")),
        lambda: change_theme(person, theme, ThemeDraft("Nyt", "")),
        lambda: sort_ideas(person, harbour, ideas, theme),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert db.session.scalars(select(IdeaTheme.name)).all() == [DRAFT.name]


def test_nothing_is_sorted_in_a_closed_committee(bo, harbour, theme, ideas):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        sort_ideas(bo, harbour, ideas, theme)


def test_names_are_told_apart(bo, harbour, theme):
    with pytest.raises(Refused):
        create_theme(bo, harbour, ThemeDraft("VAND OG BAD", ""))
    other = create_theme(bo, harbour, ThemeDraft("Lys", ""))
    with pytest.raises(Refused):
        change_theme(bo, other, DRAFT)
    change_theme(bo, theme, ThemeDraft(DRAFT.name, "Andet."))


def test_a_theme_holds_no_personal_data(bo, harbour):
    with pytest.raises(Refused):
        create_theme(bo, harbour, ThemeDraft("Vand", "Ring til 20 00 00 00."))


def test_there_is_an_end_to_themes(bo, harbour):
    saved(*[IdeaTheme(committee_id=harbour.id, name=f"Nr. {number}") for number in range(MOST_THEMES)])
    with pytest.raises(Refused):
        create_theme(bo, harbour, DRAFT)


def test_ideas_are_put_in_and_taken_out(bo, harbour, theme, ideas, deliver_outbox, client):
    assert sort_ideas(bo, harbour, ideas[:2], theme) == 2
    assert sort_ideas(bo, harbour, ideas, theme) == 1, "those that are there stay there"
    deliver_outbox()
    found = client().get("/soeg?q=Idé&tema=Vand+og+bad").text
    assert f'"{ideas[0].path}"' in found and f'"{ideas[2].path}"' in found

    assert sort_ideas(bo, harbour, ideas[:1], None) == 1
    page = client().get(theme.path).text
    assert "Idé 0<" not in page and "Idé 1<" in page


def test_sorting_is_whole_or_not_at_all(bo, harbour, theme, ideas, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.theming.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sort_ideas(bo, harbour, ideas, theme)
    assert set(db.session.scalars(select(Idea.theme_id))) == {None}


# -- through the pages ------------------------------------------------------------------------------------------------


def test_from_the_queue_into_a_theme(bo, client, theme, ideas):
    browser, path = client(bo), "/udvalg/havnen/ideer/sortering/tema"
    sent = browser.post(path, data={"ide": [ideas[0].id, ideas[1].id], "til_tema": theme.id})
    assert sent.location.endswith(f"?tema={theme.id}")
    assert [idea.theme_id for idea in ideas] == [theme.id, theme.id, None]
    assert browser.post(path, data={"ide": [ideas[0].id], "til_tema": ""}).status_code == 302
    assert ideas[0].theme_id is None

    assert browser.post(path, data={"til_tema": theme.id}).status_code == 302, "nothing chosen"
    assert browser.post(path, data={"ide": [*range(1, MOST_AT_ONCE + 2)], "til_tema": theme.id}).status_code == 302
    for odd in ({"ide": "999"}, {"ide": "x"}, {"ide": ideas[0].id, "til_tema": "999"}):
        assert browser.post(path, data={"til_tema": theme.id} | odd).status_code == 404
    assert [idea.theme_id for idea in ideas] == [None, theme.id, None]


def test_making_and_changing_from_the_page(bo, client, harbour):
    browser = client(bo)
    assert browser.post(THEMES, data={"name": ""}).status_code == 422
    too_long = browser.post(THEMES, data={"name": "x" * 81, "summary": "Bliver stående"})
    assert too_long.status_code == 422 and "Bliver stående" in too_long.text
    assert browser.post(THEMES, data={"name": "Lys"}).status_code == 302
    assert browser.post(THEMES, data={"name": "Lys"}).status_code == 422
    theme = db.session.scalars(select(IdeaTheme)).one()
    assert browser.get(f"{theme.path}/ret").status_code == 200
    assert browser.post(f"{theme.path}/ret", data={"name": " "}).status_code == 422
    assert browser.post(f"{theme.path}/ret", data={"name": "Lys og mørke"}).status_code == 302
    assert theme.name == "Lys og mørke"


def test_the_pages_are_open_and_the_deeds_are_not(anna, client, theme):
    assert client().get(theme.path).status_code == 200
    assert client().get(f"{THEMES}/999").status_code == 404
    assert client(anna).post(THEMES, data={"name": "Lys"}).status_code == 403
    assert client(anna).get(f"{theme.path}/ret").status_code == 403
    assert client(anna).post("/udvalg/havnen/ideer/sortering/tema", data={}).status_code == 403


def test_only_public_ideas_stand_in_a_theme(anna, client, harbour, theme):
    for state in S:
        idea_in(state, harbour, anna, title=f"Stand {state.value}", theme_id=theme.id)
    page = client().get(theme.path).text
    shown = {state for state in S if f"Stand {state.value}<" in page}
    assert shown == {S.PUBLISHED, S.CARRIED_ON, S.ANSWERED, S.CLOSED}


@pytest.mark.parametrize("address", [THEMES, f"{THEMES}/1", "/udvalg/havnen/ideer/"])
def test_the_pages_ask_the_same_at_any_length(anna, client, harbour, theme, queries, address):
    said = []
    for more in (10, 990):
        facts = {"committee_id": harbour.id, "author_id": anna.id, "body": "x", "body_html": "<p>x</p>",
                 "state": S.PUBLISHED, "received_at": theme.created_at, "published_at": theme.created_at,
                 "answer_due_on": theme.created_at.date(), "theme_id": theme.id}  # fmt: skip
        db.session.add_all(Idea(title=f"Idé {n}", **facts) for n in range(more))
        db.session.commit()
        with queries() as these:
            assert client().get(address).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 14


def test_the_trail_tells_of_themes(bo, harbour, theme, ideas):
    sort_ideas(bo, harbour, ideas[:1], theme)
    types = list(db.session.scalars(select(Event.type).order_by(Event.id)))
    assert types == ["theme.created", "idea.sorted"]


@pytest.mark.parametrize("number", [2**31, 2**63, "9" * 5_000, "-1", "x"])
def test_a_number_that_no_theme_and_no_idea_has_is_not_found(bo, client, ideas, number):
    queue, together = "/udvalg/havnen/ideer/sortering/tema", "/udvalg/havnen/ideer/svar-samlet"
    browser, mine = client(bo), ideas[0].id
    assert browser.post(queue, data={"ide": [mine], "til_tema": number}).status_code == 404
    assert browser.post(queue, data={"ide": [mine, number]}).status_code == 404
    assert browser.post(together, data={"ide": [mine], "tilbudt": [number]}).status_code == 404
    assert browser.get(together, query_string={"tema": number}).status_code == 404


def test_one_is_told_as_one(bo, client, theme, ideas):
    def told(number):
        sent = {"ide": [idea.id for idea in ideas[:number]], "til_tema": theme.id}
        return client(bo).post("/udvalg/havnen/ideer/sortering/tema", data=sent, follow_redirects=True).text

    assert "1 idé er lagt i temaet" in told(1)
    assert "2 idéer er lagt i temaet" in told(3)
