"""What a page offers is what the deed lets: for each of the cast, and for each record in each of its states."""

import ast
import re
from unittest.mock import patch

import pytest
from sqlalchemy import select

from portal.accounts.models import Visitor
from portal.app import HOUSE
from portal.foundation import clock
from portal.foundation.db import Base, db
from portal.foundation.errors import PortalError
from portal.house.deeds import offered
from portal.ideas.models import IdeaState
from portal.initiatives.models import InitiativeAnswer, InitiativeState, InitiativeVerdict
from tests.factories import saved
from tests.walking import Parsed
from tools.console import ROOT

MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
# Shown where something else is there too: what must be true of an adoption, a seat, a half proposal, an earlier step
ASKS_MORE = {
    "recommendation": {"take_position", "adopt", "hand_over"},
    "proposal": {"publish"},
    "idea": {"edit"},  # not where somebody else has just decided for its author
    "workshop": {"write_outcome", "confirm_outcome", "publish_outcome", "sign_up"},
}
PAGES = {
    "council_response": lambda response: (response.recommendation.path,),
    "idea": lambda idea: (idea.path, f"{idea.path}/behandl"),
    "initiative": lambda initiative: (initiative.path, f"{initiative.path}/behandl"),
    "idea_answer": lambda answer: (answer.idea.path,),
}


@pytest.fixture
def scene(world, fjordby):
    """Also somebody whose idea was typed in, and a proposal for which the council wants a committee."""
    world.of(world.harbour).ideas[IdeaState.PUBLISHED].spoken_for = "Ane fra Havnen"
    agreed = InitiativeAnswer(
        initiative=world.initiatives[InitiativeState.ANSWERED], verdict=InitiativeVerdict.COMMITTEE, reason="Ja",
        reason_html="<p>Ja</p>", body=fjordby.bodies[0], met_on=clock.today(), item="7",
        author_id=world.people["municipal secretary"].id,
    )  # fmt: skip
    saved(agreed)
    return world


def actors(world):
    return {who: user or Visitor() for who, user in world.people.items()}


def records():
    """Every record of which something can be done, in whichever state it is."""
    return [
        row for table in HOUSE.deeds for row in db.session.scalars(select(MODELS[table]).order_by(MODELS[table].id))
    ]


def addresses(browser, path):
    """Where a page leads to, and its forms are sent to; nothing when this person cannot open it."""
    path = path.partition("#")[0]
    answer = browser.get(path)
    if answer.status_code != 200:
        return set()
    page = Parsed(answer.text, path)
    return {link.address for link in page.links} | {form.action for form in page.forms if form.method == "post"}


def is_let(deed, actor, record):
    """Whether the lock lets this person through."""
    try:
        with patch("portal.house.deeds.hold"):  # nobody else is here
            deed.require(actor, record)
    except PortalError:
        return False
    return True


def test_what_is_offered_is_let_and_what_is_not_offered_is_not(scene):
    """In both directions, and each of them happens."""
    wrong, happened = [], set()
    for who, actor in actors(scene).items():
        for record in records():
            shown = offered(actor, record)
            for name, deed in HOUSE.deeds[record.__tablename__].items():
                happened.add((record.__tablename__, name, name in shown))
                if is_let(deed, actor, record) is not (name in shown):
                    wrong.append(f"{who}: {name} with {record.__tablename__} {record.id}")
    assert not wrong
    both = {(table, name, is_so) for table, own in HOUSE.deeds.items() for name in own for is_so in (True, False)}
    assert happened == both


@pytest.mark.parametrize("who", ["visitor", "citizen", "member", "chair", "facilitator", "secretary", "councillor"])
def test_a_page_shows_what_is_offered_and_nothing_else(client, who, scene):
    """A deed's address stands on the page of its record for those, and only those, to whom it is offered."""
    user, wrong, seen = scene.people[who], [], 0
    browser, actor = client(user) if user else client(), user or Visitor()
    for record in records():
        table = record.__tablename__
        paths = PAGES.get(table, lambda record: (record.path,))(record)
        there = set().union(*(found for path in paths if (found := addresses(browser, path))))
        if not there:
            continue
        shown = offered(actor, record)
        urls = {name: deed.url(record).partition("#")[0] for name, deed in HOUSE.deeds[table].items()}
        for name, url in urls.items():
            if url in paths or list(urls.values()).count(url) > 1:
                continue  # a form on the page itself, or two deeds of one page
            seen += 1
            is_there = url in there
            if is_there is not (name in shown) and not (name in ASKS_MORE.get(table, ()) and not is_there):
                wrong.append(f"{name} with {table} {record.id}: {'shown' if is_there else 'not shown'}")
    assert not wrong
    assert seen


def test_every_deed_of_a_table_is_the_lock_of_an_action():
    """A row that no action asks would offer what somebody else decides about."""
    asked = set()
    for actions in (*(ROOT / "portal").glob("*/actions.py"), *(ROOT / "portal").glob("*/actions/*.py")):
        asked |= set(re.findall(r"\b([A-Z_]+)\.(?:require|require_leave)\(", actions.read_text(encoding="utf-8")))
    declared = set()
    for file in (ROOT / "portal").glob("*/deeds.py"):
        if file.parent.name != "house":
            tree = ast.parse(file.read_text(encoding="utf-8"))
            calls = (node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call))
            declared |= {node.targets[0].id for node in calls if getattr(node.value.func, "id", "") == "Deed"}
    opened = {"SEE_NAMES", "SEE_OUTCOME", "BEGIN"}  # pages that are only opened, or lead to another thing's deed
    assert declared - opened == asked
