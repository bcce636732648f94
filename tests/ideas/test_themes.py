"""Themes: made and changed by the secretary, with ideas put in them, and read by everybody."""

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions import answer_idea, change_theme, create_theme, sort_ideas, take_out_of_theme
from portal.ideas.forms.grouping import ThemeDraft
from portal.ideas.models import Idea, IdeaState, IdeaTheme, InTheme
from portal.ideas.queries.choosing import MOST_AT_ONCE
from portal.ideas.queries.themes import MOST_THEMES
from portal.proposals.actions import write_proposal
from portal.rules.stages import Stage
from portal.trace.models import TraceEdge
from portal.workshops.actions.planning import plan_workshop
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.ideas.test_answer_idea import ANSWER
from tests.proposals.scene import DRAFT as PROPOSAL
from tests.workshops.scene import draft as a_draft

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


@pytest.mark.parametrize("who", ["anna", "eva", "finn"])
def test_only_who_works_in_the_committee_makes_and_fills_themes(request, harbour, theme, ideas, who):
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


def test_an_idea_stands_in_two_themes_and_counts_in_both(bo, dorte, client, harbour, theme, ideas, deliver_outbox):
    """A member may put it there. It is one idea wherever all are counted, and is found under both."""
    other = create_theme(dorte, harbour, ThemeDraft("Lys", "Om mørke hjørner."))
    sort_ideas(bo, harbour, ideas[:2], theme)
    assert sort_ideas(dorte, harbour, ideas[:1], other) == 1
    assert ideas[0].themes == [theme, other]
    deliver_outbox()
    browser = client(bo)
    listed = browser.get("/udvalg/havnen/ideer/").text
    assert "Viser 1–3 af 3" in listed and "Vand og bad" in listed
    for one, count in ((theme, 2), (other, 1)):
        assert f"Viser 1–{count} af {count}" in browser.get(f"/udvalg/havnen/ideer/?tema={one.id}").text
        assert f"Viser 1–{count} af {count}" in browser.get(one.path).text
        assert f"Viser 1–{count} af {count}" in browser.get(f"/udvalg/havnen/ideer/sortering?tema={one.id}").text
        assert f'"{ideas[0].path}"' in browser.get(f"/soeg?q=Idé&tema={one.name}").text
    assert "Viser 1–1 af 1" in browser.get("/udvalg/havnen/ideer/sortering?tema=uden").text
    assert f'"{other.path}"' in browser.get("/soeg?q=mørke+hjørner").text, "the theme is found itself"
    assert take_out_of_theme(dorte, theme, ideas) == 2
    assert ideas[0].themes == [other]


def test_a_member_sorts_on_the_page_of_the_themes(dorte, client, theme, ideas):
    browser, path = client(dorte), f"{THEMES}/fordel"
    page = browser.get(path).text
    assert page.count("data-note") == 3 and f'data-heading="{theme.id}"' in page
    ticked = {"ide": [ideas[0].id, ideas[2].id], "to": theme.id}
    assert browser.post(path, data=ticked).status_code == 302
    assert [idea.themes for idea in ideas] == [[theme], [], [theme]]
    assert browser.post(path, data={"ide": [ideas[0].id], "to": theme.id, "go": "ud"}).status_code == 302
    assert [idea.themes for idea in ideas] == [[], [], [theme]]
    refused = browser.post(path, data={"ide": [ideas[1].id], "to": ""})
    assert (refused.status_code, f'value="{ideas[1].id}" checked' in refused.text) == (422, True)
    assert browser.post(path, data={"to": theme.id}).status_code == 422, "nothing is ticked"
    assert browser.post(path, data={"ide": ["999"], "to": theme.id}).status_code == 404


def test_sorting_is_whole_or_not_at_all(bo, harbour, theme, ideas, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.theming.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sort_ideas(bo, harbour, ideas, theme)
    assert db.session.scalars(select(InTheme.id)).all() == []


# -- through the pages ------------------------------------------------------------------------------------------------


def test_from_the_queue_into_a_theme(bo, client, theme, ideas):
    browser, path = client(bo), "/udvalg/havnen/ideer/sortering/tema"
    sent = browser.post(path, data={"ide": [ideas[0].id, ideas[1].id], "til_tema": theme.id})
    assert sent.location.endswith(f"?tema={theme.id}")
    assert [idea.themes for idea in ideas] == [[theme], [theme], []]
    assert browser.post(path, data={"ide": [ideas[0].id], "til_tema": ""}).status_code == 302
    assert ideas[0].themes == []

    assert browser.post(path, data={"til_tema": theme.id}).status_code == 302, "nothing chosen"
    assert browser.post(path, data={"ide": [*range(1, MOST_AT_ONCE + 2)], "til_tema": theme.id}).status_code == 302
    for odd in ({"ide": "999"}, {"ide": "x"}, {"ide": ideas[0].id, "til_tema": "999"}):
        assert browser.post(path, data={"til_tema": theme.id} | odd).status_code == 404
    assert [idea.themes for idea in ideas] == [[], [theme], []]


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
        idea_in(state, harbour, anna, title=f"Stand {state.value}", themes=[theme])
    page = client().get(theme.path).text
    shown = {state for state in S if f"Stand {state.value}<" in page}
    assert shown == {S.PUBLISHED, S.CARRIED_ON, S.ANSWERED, S.CLOSED}


@pytest.mark.parametrize("address", [THEMES, f"{THEMES}/1", "/udvalg/havnen/ideer/"])
def test_the_pages_ask_the_same_at_any_length(anna, client, harbour, theme, queries, address):
    said = []
    for more in (10, 990):
        facts = {"committee_id": harbour.id, "author_id": anna.id, "body": "x", "body_html": "<p>x</p>",
                 "state": S.PUBLISHED, "received_at": theme.created_at, "published_at": theme.created_at,
                 "answer_due_on": theme.created_at.date(), "themes": [theme]}  # fmt: skip
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


# -- answered as a whole, and led on ----------------------------------------------------------------------------------


def test_a_theme_is_answered_as_a_whole(bo, anna, harbour, client, theme, ideas, deliver_outbox):
    """One answer reaches every author, also of what has been answered before; it stands on the page of the theme."""
    sort_ideas(bo, harbour, ideas[:2], theme)
    answer_idea(bo, ideas[1], ANSWER)
    browser = client(bo)
    page = browser.get(f"/udvalg/havnen/ideer/svar-samlet?tema={theme.id}").text
    assert page.count("checked") >= 2 and f'name="tema" value="{theme.id}"' in page
    ids = [str(one.id) for one in ideas[:2]]
    sent = {"go": "see", "tema": theme.id, "tilbudt": ids, "ide": ids, "verdict": "answered",
            "body": "Vi bygger begge.", "signed_as": "Bo Lund, sekretær", "submission_key": "k7"}  # fmt: skip
    assert browser.post("/udvalg/havnen/ideer/svar-samlet", data=sent).location.endswith(theme.path)
    assert [len(one.answers) for one in ideas] == [1, 2, 0]
    shown = client().get(theme.path).text
    assert shown.count("Vi bygger begge.") >= 1 and "Givet til 2 idéer" in shown
    again = browser.get(f"/udvalg/havnen/ideer/svar-samlet?tema={theme.id}").text
    assert 'name="tilbudt"' in again and 'name="ide" value="' + ids[0] + '" checked' not in again, "they have it"


def test_a_theme_leads_to_a_workshop_and_a_proposal(bo, client, designing, theme, ideas):
    sort_ideas(bo, theme.committee, ideas[:2], theme)
    browser = client(bo)
    page = browser.get(theme.path).text
    for path in ("/udvalg/havnen/moeder/ny", "/udvalg/havnen/forslag/nyt"):
        assert f'href="{path}?tema={theme.id}"' in page
        form = browser.get(f"{path}?tema={theme.id}").text
        assert f'value="{theme.name}"' in form and form.count("checked") == 2
        assert browser.get(f"{path}?tema=999").status_code == 404
    written = write_proposal(bo, theme.committee, PROPOSAL, theme)
    planned = plan_workshop(bo, theme.committee, a_draft(), theme)
    edges = {(edge.relation, edge.later_kind, edge.later_id) for edge in db.session.scalars(
        select(TraceEdge).where(TraceEdge.earlier_kind == "idea_theme"))}  # fmt: skip
    assert edges == {("derived_from", "proposal", written.id), ("taken_up_at", "workshop", planned.id)}
    assert f'href="{planned.path}"' in browser.get(theme.path).text
