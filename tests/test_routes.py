"""Every route is declared with who may use it, and every route keeps to it. No GET writes."""

import importlib
import pkgutil
import re
from operator import attrgetter

import pytest
from sqlalchemy import event

import tests
from portal.foundation.db import db

PEOPLE = {
    "visitor": None,
    "citizen": "anna",
    "member": "dorte",
    "chair": "carl",
    "secretary": "bo",
    "councillor": "eva",
    "administrator": "finn",
    "auditor": "rita",
}
OWN = {"static": "visitor"}


ispkg = attrgetter("ispkg")


def declared():
    """What the rooms' `routes.py` say, put together."""
    found = dict(OWN)
    for room in filter(ispkg, pkgutil.iter_modules(tests.__path__)):
        try:
            routes = importlib.import_module(f"tests.{room.name}.routes")
        except ModuleNotFoundError:
            continue
        twice = set(found) & set(routes.ROUTES)
        assert not twice, f"declared twice: {twice}"
        found |= routes.ROUTES
    return found


def test_every_route_is_declared(app):
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert routes - set(declared()) == set(), "say in tests/<room>/routes.py who may use these"
    assert set(declared()) - routes == set(), "these are declared but are not there any more"
    assert set(declared().values()) <= {*PEOPLE, "facilitator"}


def address(rule):
    """The rule's address in the harbour committee, with the number 1 wherever it wants one."""
    text = re.sub(r"<slug>|<string:slug>", "havnen", rule.rule)
    text = re.sub(r"<(?:int:)?(\w+)>", "1", text)
    return re.sub(r"<[^>]+>", "x", text)


@pytest.fixture
def everybody(anna, bo, carl, dorte, eva, finn, rita):
    return {"visitor": None, "citizen": anna, "member": dorte, "chair": carl, "secretary": bo, "councillor": eva,
            "administrator": finn, "auditor": rita}  # fmt: skip


def test_a_visitor_gets_nothing_that_is_not_a_visitors(app, client, everybody):
    """A closed page leads to the sign-in page or says no; it never shows itself, and a closed deed is never done."""
    for rule in app.url_map.iter_rules():
        if declared()[rule.endpoint] == "visitor":
            continue
        for method in rule.methods & {"GET", "POST"}:
            answer = client().open(address(rule), method=method)
            to_sign_in = answer.status_code == 302 and answer.location.startswith("/log-ind")
            assert to_sign_in or answer.status_code in {401, 403, 404}, f"{method} {rule}: {answer.status_code}"


def test_a_citizen_gets_nothing_of_the_offices(app, client, everybody):
    for rule in app.url_map.iter_rules():
        if declared()[rule.endpoint] in {"visitor", "citizen"}:
            continue
        for method in rule.methods & {"GET", "POST"}:
            answer = client(everybody["citizen"]).open(address(rule), method=method)
            assert answer.status_code in {403, 404}, f"{method} {rule}: {answer.status_code}"


def test_no_get_writes(app, client, everybody):
    """Opening every page as everybody changes nothing in the database."""
    browsers = [client(user) for user in everybody.values()]
    written = []

    def watch(_connection, _cursor, statement, *_rest):
        if re.match(r"\s*(insert|update|delete)\b", statement, re.IGNORECASE):
            written.append(statement)

    event.listen(db.engine, "before_cursor_execute", watch)
    try:
        for rule in app.url_map.iter_rules():
            if "GET" in rule.methods:
                for browser in browsers:
                    browser.get(address(rule))
                assert not written, f"{rule} writes: {written[:3]}"
    finally:
        event.remove(db.engine, "before_cursor_execute", watch)
