"""Whatever is sent to whatever address, as whoever may use it: a clear refusal, nothing lost, nothing half-written.

The addresses come from the url map and the fields from the forms themselves, so a new room is attacked from its first
day. Only what is true of every address is asserted here; what each deed refuses stands in the room's own tests.
"""

import gc
import re
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.accounts.links import Purpose, path_of_link
from portal.accounts.passwords import hashed
from portal.foundation.db import db
from portal.foundation.seen import FIELD
from tests.attacks import FAR_OFF, KIND_PASSWORD, REFUSED, RUBBISH, TAKEN, Attack, fitting
from tests.everything import addresses
from tests.forms_on_pages import forms_in
from tests.test_routes import declared

ROOMS = sorted({endpoint.partition(".")[0] for endpoint in declared()} - {"static"})
# What repeated clicks may leave behind: a trail, and what is told of it
TRAIL = {"event", "outbox_message", "attempt", "user_session", "letter_sent"}
MARK = 987_654_321
LONGEST_WRITE = 0.05  # seconds; on SQLite one writer at a time, and on PostgreSQL one for each row
REHEARSALS = 20  # at most: what is slow each time is slow, and not only the machine
NO_ROW = (2**31 - 1, 2**31, 10**30)
INSIDERS = ("member", "chair", "facilitator", "secretary", "municipal secretary", "councillor")


def rules(app, method=None, room=None):
    """The addresses of one room or all, that take this method or any."""
    everything = (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static")
    return [r for r in everything if room in {None, room_of(r)} and (method is None or method in r.methods)]


def room_of(rule):
    return rule.endpoint.partition(".")[0]


def built(app, rule, values, method="POST"):
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=method)


def role_for(rule):
    """Whose work it is; setting up a committee is for a secretary of the whole municipality."""
    of_all = rule.endpoint in {"committees.create", "committees.new"} or room_of(rule) == "initiatives"
    role = declared()[rule.endpoint]
    return "municipal secretary" if of_all and role == "secretary" else role


def who_may(rule, world):
    return world.people[role_for(rule)]


@pytest.fixture
def attacks(app, client, world, watch, forms_read):
    """For a room: somebody at each address that takes a form, and may use it."""
    of = addresses(world)

    def of_room(room):
        for rule in rules(app, "POST", room):
            path = built(app, rule, of(rule.endpoint, rule.arguments))
            yield Attack(path, client(who_may(rule, world)), watch, forms_read)

    return of_room


PORTAL = Path(__file__).parent.parent / "portal"
READ_FROM_AN_ADDRESS = re.compile(r"""\b(?:args\.get|args\.getlist|asked|asked_ids|kind_sent|page_number)\("(\w+)\"""")
TOO_LARGE = (2**31, 2**63)


def test_no_number_after_the_question_mark_is_read_without_a_bound():
    """`type=int` takes what no row of PostgreSQL can have; `row_number` does not."""
    odd = [path.name for path in PORTAL.rglob("*.py") if re.search(r"type=int\b", path.read_text())]
    assert not odd


@pytest.mark.parametrize("number", TOO_LARGE, ids=str)
def test_numbers_that_are_too_large_for_the_database_do_no_harm(app, client, world, number):
    """Everything that any page reads from its address, sent to every page at once."""
    names = {name for path in PORTAL.rglob("*.py") for name in READ_FROM_AN_ADDRESS.findall(path.read_text())}
    assert {"tema", "ide", "fra", "til", "forslag", "person", "anbefaling", "ansoegning", "plads"} <= names
    of, faults = addresses(world), []
    for rule in rules(app, "GET"):
        path = built(app, rule, of(rule.endpoint, rule.arguments), "GET")
        browser = client(who_may(rule, world))
        status = browser.get(path, query_string=dict.fromkeys(sorted(names), str(number))).status_code
        if status not in {200, 301, 302, 403, 404, 410}:
            faults.append(f"{path}: {status}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("room", ROOMS)
def test_whatever_is_sent_is_taken_or_refused(world, attacks, room):
    faults = []
    for attack in attacks(room):
        attack.all_of_it(world.foreign_ids())
        faults += attack.faults
    assert not faults, "\n".join(faults)


@pytest.fixture
def slow_passwords(app, world, monkeypatch):
    """Hashing takes as long as it does for people, and the passwords are those that kind people write."""
    monkeypatch.setitem(app.config, "ARGON2", {"time_cost": 10, "memory_cost": 16_384, "parallelism": 1})
    kept = hashed(KIND_PASSWORD)
    for person in filter(None, world.people.values()):
        person.password_hash = kept
    db.session.commit()


@pytest.fixture
def nobody_tidies_up():
    """Python's own tidying comes at any moment, and is nobody's slow work."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def mark_on_page(attack):
    """What a form carries of what its writer saw, as the page with the form gives it."""
    page = attack.browser.get(attack.path)
    if page.status_code != 200 or page.mimetype != "text/html":
        return {}
    return {
        name: value
        for form in forms_in(page.text, attack.path)
        if form.action == attack.path
        for name, value in form.fields
        if name == FIELD
    }


@pytest.mark.usefixtures("slow_passwords", "nobody_tidies_up")
@pytest.mark.parametrize("room", ROOMS)
def test_what_is_sent_twice_counts_once(attacks, watch, room):
    """The second of two clicks makes nothing new; where it is refused, it is refused politely. No deed keeps all others
    from writing for long: not when it is done, nor in the rehearsal before, as a busy machine may be slow once.
    """
    faults, one_at_a_time = [], db.engine.dialect.name == "sqlite"
    for attack in attacks(room):
        attack.send("nothing", data={})
        typed = attack.fill(fitting) | {"step": "send", "confirmed": "1"} | mark_on_page(attack)
        for already in range(REHEARSALS):
            with watch.rehearsal():
                attack.browser.post(attack.path, data=typed)
            if not one_at_a_time or (already and watch.rehearsed <= LONGEST_WRITE):
                break
        attack.send("once", data=typed)
        before = count_rows()
        attack.send("twice", data=typed)
        grown = {table for table, number in count_rows().items() if number > before[table]} - TRAIL
        faults += attack.faults + ([f"{attack.path}: two of {sorted(grown)}"] if grown else [])
        slow = [f"{attack.path}: nobody could write for {held:.3f} s from the first write to {table}"
                for held, table in watch.held
                if one_at_a_time and min(held, watch.rehearsed) > LONGEST_WRITE]  # fmt: skip
        faults += slow
    assert not faults, "\n".join(faults)


def count_rows():
    return {
        name: db.session.scalar(select(func.count()).select_from(table)) for name, table in db.metadata.tables.items()
    }


def test_insiders_may_try_everything(app, client, world):
    """Everybody with a part in the work sends rubbish to every address, also to those that are not theirs."""
    of, faults = addresses(world), []
    browsers = {role: client(world.people[role]) for role in INSIDERS}
    for (role, browser), rule in product(browsers.items(), rules(app, "POST")):
        path = built(app, rule, of(rule.endpoint, rule.arguments))
        answer = browser.post(path, data={"title": "\x00", "body": "x" * 20_000, "version": "-1"})
        if answer.status_code not in REFUSED | TAKEN:
            faults.append(f"{role} at {path}: {answer.status_code}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("query", [RUBBISH, FAR_OFF])
def test_pages_do_not_mind_what_stands_after_the_question_mark(app, client, world, query):
    of, faults = addresses(world), []
    for rule in rules(app, "GET"):
        path = built(app, rule, of(rule.endpoint, rule.arguments), "GET")
        status = client(who_may(rule, world)).get(path, query_string=query).status_code
        if status not in {200, 301, 302, 403, 404, 410}:
            faults.append(f"{path}: {status}")
    assert not faults, "\n".join(faults)


def test_what_belongs_to_another_committee_is_not_there(app, client, world, watch):
    """Under the address of one's own committee, and under its own address without any part in it."""
    mine, theirs, faults = addresses(world), addresses(world, committee=world.foreign), []
    for rule in rules(app, "POST"):
        if declared()[rule.endpoint] not in {"member", "chair", "facilitator", "secretary"} or not rule.arguments:
            continue
        if "initiative_id" in rule.arguments:  # belongs to the municipality, not to one committee
            continue
        own, other = mine(rule.endpoint, rule.arguments), theirs(rule.endpoint, rule.arguments)
        names_a_row = any(name.endswith("_id") for name in own)
        mixed = other | {"slug": own["slug"]} if "slug" in own and names_a_row else other
        browser = client(who_may(rule, world))
        for values in (other, mixed):
            watch.look()
            status = browser.post(built(app, rule, values), data={"version": "1"}).status_code
            if status not in {403, 404} or watch.look():
                faults.append(f"{rule.endpoint} {values}: {status}")
    assert not faults, "\n".join(faults)


def test_numbers_that_no_row_has_are_not_found(app, client, world):
    of, faults = addresses(world), []
    browsers = {role: client(person) for role, person in world.people.items()}
    for rule in rules(app):
        numbers = [name for name, converter in rule._converters.items() if type(converter).__name__ == "RowNumber"]
        known, method = of(rule.endpoint, rule.arguments), min(rule.methods & {"GET", "POST"})
        for name, number in product(numbers, NO_ROW):
            path = built(app, rule, known | {name: MARK}, method).replace(str(MARK), str(number))
            status = browsers[role_for(rule)].open(path, method=method).status_code
            if status not in {404, 405}:
                faults.append(f"{path}: {status}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("sign", ["%00", "%ED%A0%80", "%3Fsprog=en", "a" * 5_000])
def test_odd_signs_in_an_address_lead_nowhere(app, client, world, sign):
    of, faults, browser = addresses(world), [], client(world.people["secretary"])
    for rule in rules(app, "GET"):
        for name in rule.arguments & {"slug", "municipality", "token", "locale", "path"}:
            values = of(rule.endpoint, rule.arguments) | {name: "ODD"}
            path = built(app, rule, values, "GET").replace("ODD", sign)
            status = browser.get(path).status_code
            if status not in {404, 410}:
                faults.append(f"{path[:80]}: {status}")
    assert not faults, "\n".join(faults)


def test_links_in_letters_take_no_rubbish(client, world, watch, forms_read):
    for purpose, user in ((Purpose.NEW_PASSWORD, world.people["citizen"]), (Purpose.INVITATION, world.invited)):
        attack = Attack(path_of_link(purpose, user), client(), watch, forms_read)
        attack.all_of_it(["1"])
        assert not attack.faults
