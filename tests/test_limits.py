"""No list is cut in silence: each cut is listed with what tells of it, and shown with one row more than fits."""

import ast
import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.accounts.models import UserSession
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.paging import PER_PAGE, first_of, named, paginate
from portal.ideas.models import Idea, IdeaState, IdeaTheme
from portal.municipalities.queries import site
from portal.notifications.models import Notification
from portal.reactions import gathered
from portal.reactions.mails import set_up
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.search.parameters import MOST_VALUES
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from tests.cast import committee_in, person
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.implementation.scene import answered, recommendation_in
from tests.reactions.scene import happened, idea_of
from tests.workshops.scene import workshop_in

ROOT = Path(__file__).resolve().parent.parent
LISTED = tomllib.loads((ROOT / "tests" / "limits.toml").read_text(encoding="utf-8"))
FEW = 2  # to ask whether there is one, or another one, is no cut
NOT_READ = ("migrations", "demo")
MOST = re.compile(r"\b(MOST|BATCH|NAMED|PER|LOOKED)_?|\bat_most\b|\bmost\b")


def cuts():
    """Where `limit`, `islice` or a slice up to a named number cuts something, as file::function."""
    for path in sorted((ROOT / "portal").rglob("*.py")):
        if path.relative_to(ROOT / "portal").parts[0] not in NOT_READ:
            yield from _cuts_in(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(ROOT).as_posix(), "")


def _cuts_in(node, path, function):
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.FunctionDef) else function
        if _is_cut(child):
            yield f"{path}::{inner}"
        yield from _cuts_in(child, path, inner)


def _is_cut(node):
    if isinstance(node, ast.Call):
        asked = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        most = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        is_few = isinstance(most, str) or (isinstance(most, int) and most <= FEW)  # a text is a limit of another kind
        return asked in {"first_of", "islice"} or (asked == "limit" and not is_few)
    if isinstance(node, ast.Compare):  # of a column that numbers rows
        named, number = ast.unparse(node.left), ast.unparse(node.comparators[0])
        return ".c." in named and bool(MOST.search(number))
    end = node.slice.upper if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) else None
    return bool(MOST.search(" ".join(one.id for one in ast.walk(end) if isinstance(one, ast.Name)))) if end else False


def test_every_cut_is_listed_once():
    listed = [cut for group in LISTED.values() for cut in group["cuts"]]
    assert len(listed) == len(set(listed))
    assert set(cuts()) - set(listed) == set(), "cut, and nothing tells of it: see tests/limits.toml"
    assert set(listed) - set(cuts()) == set(), "is cut no more"


@pytest.mark.parametrize("name", [name for name in LISTED if name != "no list"])
def test_the_test_that_shows_it_is_there(name):
    file, _, function = name.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_a_page_of_a_list_leads_to_the_next(app, client, harbour, anna):
    for number in range(PER_PAGE + 1):
        idea_in(IdeaState.PUBLISHED, harbour, anna, title=f"Idé nr. {number:02}")
    ideas = select(Idea).order_by(Idea.id)
    with app.test_request_context("/?side=2"):
        page = paginate(ideas)
        assert (len(page.items), page.total, page.more) == (1, PER_PAGE + 1, 0)
    some = first_of(ideas, most=PER_PAGE)
    assert (len(some.items), some.total, some.more) == (PER_PAGE, PER_PAGE + 1, 1)
    assert 'href="/udvalg/havnen/ideer/?side=2"' in client().get("/udvalg/havnen/ideer/").text


def test_every_task_stands_on_the_desk(client, bo, harbour, anna, monkeypatch):
    monkeypatch.setattr("portal.pages.desk.PER_HEAP", 3)
    ideas = [idea_in(IdeaState.PUBLISHED, harbour, anna, title=f"Idé {number}",
                     answer_due_on=clock.today() - timedelta(days=9 - number)) for number in range(4)]  # fmt: skip
    first, second = client(bo).get("/skrivebord").text, client(bo).get("/skrivebord?over=2").text
    assert "4 er over fristen." in first and 'href="/skrivebord?over=2"' in first
    assert [f"{idea.path}/behandl" in first for idea in ideas] == [True, True, True, False]
    assert [f"{idea.path}/behandl" in second for idea in ideas] == [False, False, False, True]


def test_gates_that_the_desk_does_not_look_into_are_named(client, fjordby, monkeypatch):
    monkeypatch.setattr("portal.pages.desk.LOOKED_INTO", 1)
    committee_in(fjordby, "Havnen", "havnen")
    serving = person("Bo Berg", Role.SECRETARY)
    assert "er ikke med her" not in client(serving).get("/skrivebord").text
    beyond = committee_in(fjordby, "Åen", "aaen")
    page = client(serving).get("/skrivebord").text
    assert "Porten i 1 udvalg er ikke med her" in page and f'href="{beyond.path}port"' in page


def test_committees_of_the_desk_are_folded_and_not_lost(client, fjordby):
    made = [committee_in(fjordby, f"Udvalg {number}", f"udvalg-{number}") for number in range(11)]
    page = client(person("Bo Berg", Role.SECRETARY)).get("/skrivebord").text
    assert "Vis 1 mere" in page and all(f'href="{one.path}"' in page for one in made)


def test_committees_being_prepared_have_pages(client, fjordby):
    for number in range(PER_PAGE + 1):
        committee_in(fjordby, f"Udvalg {number:02}", f"udvalg-{number}").published_at = None
    db.session.commit()
    creator = person("Bo Berg", Role.SECRETARY)
    assert 'href="/udvalg/?kladder=2"' in client(creator).get("/udvalg/").text
    assert "Udvalg 00" in client(creator).get("/udvalg/?kladder=2").text


def test_a_long_thread_says_so(client, harbour, anna, monkeypatch):
    monkeypatch.setattr("portal.trace.thread.MOST_NODES", 2)
    first, *others = [idea_in(IdeaState.PUBLISHED, harbour, anna, title=f"Idé {number}") for number in range(4)]
    for other in others[:2]:
        link(TraceRelation.DERIVED_FROM, first, other)
    db.session.commit()
    assert "Tråden er længere" not in client().get(first.path).text
    link(TraceRelation.DERIVED_FROM, first, others[2])
    db.session.commit()
    assert "Tråden er længere, end siden kan vise." in client().get(first.path).text
    assert f'href="{first.path}"' in client().get(others[2].path).text  # its own thread has it


def test_the_archive_says_what_it_leaves_out(client, harbour, anna, bo, monkeypatch):
    monkeypatch.setattr("portal.implementation.queries.timeline.MOST_MILESTONES", 2)
    monkeypatch.setattr("portal.implementation.queries.archive.MOST_IDEAS", 2)
    harbour.stage = Stage.CLOSED
    for number in range(2):
        idea_in(IdeaState.ANSWERED, harbour, anna, title=f"Idé {number}")
        happened(EventType.MANDATE_ADOPTED, harbour, bo, title=harbour.name)
    whole = client().get(f"/arkiv/{harbour.slug}").text
    assert "Kun de seneste" not in whole and "som flest støttede" not in whole
    idea_in(IdeaState.ANSWERED, harbour, anna)
    happened(EventType.MANDATE_ADOPTED, harbour, bo, title=harbour.name)
    page = client().get(f"/arkiv/{harbour.slug}").text
    assert "Kun de seneste 2 står her." in page and f'href="{harbour.path}spor"' in page
    assert "Her står de 2, som flest støttede." in page and f'href="{harbour.path}ideer/"' in page


def test_the_page_of_a_committee_says_how_many_recommendations_there_are(client, harbour, monkeypatch):
    monkeypatch.setattr("portal.pages.views.MOST_RECOMMENDATIONS", 2)
    for number in (1, 2):
        recommendation_in(harbour, number=number)
    assert "Se dem alle" in client().get(harbour.path).text
    recommendation_in(harbour, number=3)
    page = client().get(harbour.path).text
    assert f'href="{harbour.path}anbefalinger/">Se alle 3</a>' in page and "Anbefaling om lys 3" not in page


def test_what_a_page_gives_a_taste_of_stands_whole_where_it_leads(client, fjordby, harbour, bo):
    for number in range(6):
        committee_in(fjordby, f"Udvalg {number}", f"udvalg-{number}")
        workshop_in(harbour, days=number + 1, title=f"Møde {number}")
        happened(EventType.MANDATE_ADOPTED, harbour, bo, title=harbour.name)
        answered(harbour, bo, number + 1)
    front, page = client().get("/").text, client().get(harbour.path).text
    assert "Møde 3" not in page and front.count('class="tile__now"') == 6
    for way in ('href="/udvalg/"', 'href="/deltag"', 'href="/beslutninger/"'):
        assert way in front
    assert f'href="{harbour.path}moeder/"' in page and f'href="{harbour.path}spor"' in page
    everything = client().get("/deltag").text
    assert all(f"Møde {number}" in everything for number in range(6))
    assert all(f"Udvalg {number}" in client().get("/udvalg/").text for number in range(6))


def test_ideas_of_a_theme_that_do_not_go_at_once_are_told(client, bo, harbour, anna, monkeypatch):
    monkeypatch.setattr("portal.ideas.queries.choosing.MOST_AT_ONCE", 2)
    theme = saved(IdeaTheme(committee_id=harbour.id, name="Vand"))
    for _ in range(3):
        idea_in(IdeaState.PUBLISHED, harbour, anna).themes = [theme]
    db.session.commit()
    page = client(bo).get(f"{harbour.path}ideer/temaer/{theme.id}").text
    assert "3 venter på svar." in page and "1 mere venter til næste omgang." in page
    form = client(bo).get(f"{harbour.path}ideer/svar-samlet?tema={theme.id}").text
    assert form.count('name="tilbudt"') == 2 and "1 mere venter til næste omgang." in form


@pytest.mark.usefixtures("app")
def test_a_sentence_that_names_a_few_says_how_many_more():
    assert named(["a", "b"], most=2) == "a, b"
    assert named(["a", "b", "c"], most=2, between="; ") == "a; b; 1 mere"


def test_a_letter_says_what_it_leaves_out(harbour, anna, bo, deliver_outbox, monkeypatch):
    monkeypatch.setattr(gathered, "MOST_GROUPS", 1)
    monkeypatch.setattr(gathered, "MOST_SENTENCES", 1)
    for idea in (idea_of(anna, harbour), idea_of(anna, harbour)):
        happened(EventType.IDEA_SUBMITTED, idea, anna)
        happened(EventType.IDEA_SUBMITTED, idea, anna)
    deliver_outbox()
    notices = db.session.scalars(select(Notification).where(Notification.recipient_id == bo.id)).all()
    letter = gathered.letter_to(bo, notices, [], site(is_demo=False))
    (section,) = letter.sections
    assert (section.more, section.groups[0].more) == (1, 1)
    mail = set_up(letter, site(is_demo=False))
    assert mail.text.count("Og 1 mere på portalen.") == mail.html.count("Og 1 mere på portalen.") == 2


@pytest.mark.usefixtures("app", "harbour")
def test_the_search_says_what_it_did_not_look_for(client):
    def page(years):
        return client().get("/soeg?" + "&".join(f"aar={1900 + number}" for number in range(years))).text

    assert "Vi søgte kun med de første 30" not in page(MOST_VALUES)
    assert "Vi søgte kun med de første 30, du valgte af hver slags." in page(MOST_VALUES + 1)
    assert "Vi søgte efter de første 20 ord." in client().get("/soeg?q=" + "+".join(f"ord{n}" for n in range(21))).text


def test_choices_are_folded_and_not_lost(client, bo, harbour, anna):
    for number in range(61):
        idea_in(IdeaState.PUBLISHED, harbour, anna, title=f"Idé nr. {number}")
    page = client(bo).get(f"{harbour.path}moeder/ny").text
    assert page.count('name="idea_ids"') == 61 and "Vis 1 mere" in page


def test_every_place_can_be_chosen(client, harbour, anna):
    for number in range(31):
        idea_in(IdeaState.PUBLISHED, harbour, anna, place=f"Sted {number}")
    page = client().get(f"{harbour.path}ideer/").text
    assert all(f'<option value="Sted {number}"' in page for number in range(31))


def test_every_browser_can_be_signed_out(client, anna):
    for number in range(PER_PAGE + 1):
        later = clock.now() + timedelta(days=1)
        saved(UserSession(user_id=anna.id, token_hash=f"{number}", browser="Firefox", created_at=clock.now(),
                          last_seen_at=clock.now(), expires_at=later))  # fmt: skip
    page = client(anna).get("/konto").text
    assert 'href="/konto?side=2"' in page and "Log ud alle andre steder" in page


def test_people_have_pages(client, finn):
    for number in range(PER_PAGE):
        person(f"Person {number}", email=f"person-{number}@example.dk")
    assert 'href="/administration/personer?side=2"' in client(finn).get("/administration/personer").text
