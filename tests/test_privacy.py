"""What is not public stands nowhere that everybody can look, and nobody finds another person's address or name."""

import re
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.foundation.db import db
from portal.foundation.wordfile import WORD
from portal.ideas.models import IdeaState, IdeaSupport, ShownAs
from portal.search.index import search_index
from tests.cast import person
from tests.everything import SECRET
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.test_routes import declared
from tests.workshops.scene import comes

SHY = "Xenia Skygge"


@pytest.fixture
def shy(world):
    """Somebody who comes to a meeting, supports an idea, and sends one without a name."""
    xenia = person(SHY)
    comes(xenia, world.of(world.harbour).coming)
    idea = idea_in(IdeaState.PUBLISHED, world.harbour, xenia, title="Uden navn", shown_as=ShownAs.A_CITIZEN)
    saved(IdeaSupport(idea_id=world.of(world.harbour).ideas[IdeaState.PUBLISHED].id, user_id=xenia.id))
    return idea


def every_page(app, world):
    """Each address that everybody may try, of each thing there is in our committees, another's and the hidden one."""
    committees = (world.harbour, world.garden, world.hidden, world.foreign)
    there = [world.of(committee) for committee in committees]
    ids = {
        "slug": [c.slug for c in (*committees, world.closed)],
        "idea_id": [idea.id for things in there for idea in things.ideas.values()],
        "workshop_id": [w.id for things in there for w in (things.coming, things.held)],
        "proposal_id": [p.id for things in there for p in (things.unpublished, things.proposal)],
        "recommendation_id": [r.id for things in there for r in (things.draft, things.adopted, things.waiting)],
        "number": [1, there[0].record.number],
        "municipality": ["andeby"], "year": [there[0].record.year], "locale": ["en"],
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and declared()[rule.endpoint] == "visitor" and rule.arguments <= set(ids):
            names = sorted(rule.arguments)
            for values in product(*(ids[name] for name in names)):
                given = dict(zip(names, values, strict=True))
                yield app.url_map.bind("localhost").build(rule.endpoint, given, method="GET")


def pages(app, world, browser):
    for path in every_page(app, world):
        answer = browser.get(path)
        if answer.status_code == 200:
            yield path, answer.text if answer.mimetype != WORD else words_in(answer.data)


def words_in(document):
    """All that stands in a Word file, also where nobody looks."""
    with ZipFile(BytesIO(document)) as parts:
        return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def own_addresses():
    return set(db.session.scalars(select(User.email)))


def test_everybody_reads_only_what_is_public(app, client, world, shy):
    secrets, read = {SECRET, SHY, *own_addresses()}, 0
    for path, page in pages(app, world, client()):
        found = {secret for secret in secrets if secret in page}
        assert not found, f"{path} tells {found}"
        read += 1
    assert read > 80


def test_somebody_without_a_part_reads_no_more(app, client, world, shy):
    hans = person("Hans Uden Del")
    for path, page in pages(app, world, client(hans)):
        assert SECRET not in page, path
        assert SHY not in page, path
        assert set(re.findall(r"[\w.]+@example\.dk", page)) <= {hans.email}, path


@pytest.mark.parametrize("role", ["member", "councillor"])
def test_a_part_in_the_work_gives_nobody_addresses(app, client, world, shy, role):
    me = world.people[role]
    for path, page in pages(app, world, client(me)):
        assert set(re.findall(r"[\w.]+@example\.dk", page)) <= {me.email}, path
        assert SHY not in page, path


def test_a_member_reads_no_more_of_others_committees_than_everybody(client, world):
    there, browser = world.of(world.foreign), client(world.people["member"])
    unpublished = [there.ideas[state] for state in (IdeaState.RECEIVED, IdeaState.REFUSED, IdeaState.DRAFT)]
    for thing in (*unpublished, there.unpublished, there.draft):
        assert browser.get(thing.path).status_code == 404
    assert browser.get(f"{world.hidden.path}").status_code == 404


def test_a_draft_is_its_authors_alone(client, world):
    draft = world.of(world.harbour).ideas[IdeaState.DRAFT]
    for role, someone in world.people.items():
        expected = 200 if role == "citizen" else 404
        assert client(someone).get(draft.path).status_code == expected, role


def test_a_receipt_is_ones_own(client, world):
    there = world.of(world.harbour)
    for role, someone in world.people.items():
        if role in {"citizen", "visitor"}:
            continue
        for idea in there.ideas.values():
            assert client(someone).get(f"{idea.path}/kvittering").status_code == 404, role
        assert client(someone).get(f"{there.coming.path}/kvittering").location == there.coming.path, role


@pytest.mark.parametrize("address", ["/soeg", "/soeg.csv", "/soeg.atom", "/beslutninger/"])
def test_search_finds_nothing_that_is_not_public(app, client, world, shy, address):
    search_index.of(app).rebuild()
    for question in (SECRET.partition("-")[0], "lageret", "Xenia", "example", ""):
        answer = client().get(address, query_string={"q": question})
        told = answer.text.replace(f"q={question}", "").replace(f"»{question}«", "")
        assert SECRET not in told
        assert SHY not in told
        assert "@example.dk" not in told
        assert world.hidden.path not in told
