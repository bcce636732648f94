"""What somebody writes is there again when they come back, until it is sent, and for nobody else."""

import json

import pytest

from portal.foundation.db import db
from portal.municipalities.models import Body, BodyKind, Municipality
from portal.rules.stages import Stage
from tests.browser.journeys.people import PASSWORD, Town
from tests.browser.reading import PHONE
from tests.cast import committee_in
from tests.factories import saved

NEW = "/udvalg/havnen/ideer/ny"
TEXT = "Der mangler lys på stien.\n\nOg bænke."
AGAIN = "Det, du skrev her før, er sat ind igen."
FIELDS = {"title": "Lys på stien", "problem": TEXT}


@pytest.fixture
def reader(portal, browser_page):
    town = Town(portal, lambda javascript=True: browser_page(PHONE, javascript=javascript))
    town.found()
    with portal.app.app_context(), portal.app.test_request_context():
        home = db.session.query(Municipality).one()
        home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL)]
        saved(home)
        committee_in(home, "Havnen", "havnen", stage=Stage.CO_INITIATION)
    return town.signed_in("finn")


def written(reader):
    """What stands in the long fields of the form."""
    return {name: reader.page.locator(f"#{name}").input_value() for name in FIELDS}


def empty(reader):
    return set(written(reader).values()) == {""}


def test_one_leaves_by_a_link_and_finds_the_text_again(reader):
    reader.open(NEW).write(**FIELDS)
    reader.follow("Opgaven").follow("Idéer").follow("Skriv din idé").sees(AGAIN)
    assert written(reader) == FIELDS
    reader.page.reload()
    assert written(reader) == FIELDS

    reader.page.get_by_role("button", name="Fjern det").click()
    assert empty(reader) and AGAIN not in reader.page.locator("main").inner_text()
    reader.open(NEW)
    assert empty(reader)


def test_what_was_sent_does_not_come_again_and_what_was_refused_stays(reader):
    reader.open(NEW).write(problem=TEXT).press("Fortsæt", status=422)
    assert reader.page.locator("#problem").input_value() == TEXT
    reader.open("/").open(NEW).sees(AGAIN)
    reader.press("Fortsæt", status=422).write(problem=f"{TEXT} Og mere.")  # on the page that says what is wrong
    reader.open("/").open(NEW).sees(AGAIN)
    assert reader.page.locator("#problem").input_value() == f"{TEXT} Og mere."
    reader.write(title=FIELDS["title"]).press("Fortsæt").sees("Trin 2 af 5")
    assert empty(reader.open(NEW))


def test_it_goes_when_one_signs_out(reader):
    reader.open(NEW).write(**FIELDS)
    reader.open("/konto").press("Log ud")
    assert reader.page.evaluate("sessionStorage.length") == 0
    reader.open("/log-ind").write(email="finn@example.dk", password=PASSWORD).press("Log ind")
    assert empty(reader.open(NEW))


def test_somebody_else_in_the_same_tab_does_not_find_it(reader):
    reader.open(NEW).write(**FIELDS)
    (key,) = reader.page.evaluate("Object.keys(sessionStorage)")
    kept = json.loads(reader.page.evaluate(f"sessionStorage.getItem({json.dumps(key)})"))
    kept = json.dumps(json.dumps(kept | {"who": "999"}))
    reader.page.evaluate(f"sessionStorage.setItem({json.dumps(key)}, {kept})")
    assert empty(reader.open(NEW))
    assert reader.page.evaluate("sessionStorage.length") == 0
