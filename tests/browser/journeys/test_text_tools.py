"""The buttons over a text: with mouse and keyboard, and gone where there is no JavaScript."""

import pytest

from portal.foundation.db import db
from portal.municipalities.models import Body, BodyKind, Municipality
from portal.rules.stages import Stage
from tests.browser.journeys.people import Town
from tests.browser.reading import PHONE
from tests.cast import committee_in
from tests.factories import saved

NEW = "/udvalg/havnen/ideer/ny"


@pytest.fixture
def town(portal, browser_page):
    town = Town(portal, lambda javascript=True: browser_page(PHONE, javascript=javascript))
    town.found()
    with portal.app.app_context(), portal.app.test_request_context():
        home = db.session.query(Municipality).one()
        home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL)]
        saved(home)
        committee_in(home, "Havnen", "havnen", stage=Stage.CO_INITIATION)
    return town


def test_bold_list_and_link_without_knowing_a_sign(town):
    page = town.sit_down().open(NEW).page
    tools, text = page.get_by_role("group", name="Sæt teksten op: Hvad er problemet?"), page.locator("#problem")
    text.fill("Der mangler lys\nog bænke")
    text.press("Control+Home")
    text.press("Shift+End")
    tools.get_by_role("button", name="Fed").click()
    assert text.input_value() == "**Der mangler lys**\nog bænke"
    tools.get_by_role("button", name="Fed").press("Enter")
    assert text.input_value() == "Der mangler lys\nog bænke"
    text.fill("lys\nbænke")
    text.press("Control+a")
    tools.get_by_role("button", name="Liste").press("Space")
    assert text.input_value() == "- lys\n- bænke"
    text.fill("Se kortet")
    text.press("Control+a")
    tools.get_by_role("button", name="Link").click()
    page.keyboard.type("fjordby.example/kort")
    assert text.input_value() == "[Se kortet](https://fjordby.example/kort)"
    assert "tegn tilbage" in page.locator("#problem-count").inner_text()


def test_without_javascript_there_are_none(town):
    page = town.sit_down(javascript=False).open(NEW).page
    assert page.locator("#problem").is_visible()
    assert page.locator("[data-tools]").first.is_hidden()
