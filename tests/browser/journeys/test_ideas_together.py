"""Ideas about the same: put in a theme, merged, and the supporter is asked; with and without JavaScript."""

import pytest

from portal.accounts.models import User
from portal.ideas.actions import support_idea
from portal.ideas.models import IdeaState
from portal.municipalities.models import Municipality
from portal.rules.stages import Stage
from tests.browser.journeys.people import address
from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.browser.journeys.test_outcome import tick
from tests.cast import committee_in
from tests.ideas.scene import idea_in

BRIDGE, BATHING = "En badebro ved Nordkajen", "Lad os bade ved Nordkajen"


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_two_ideas_become_one(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    bridge, bathing = two_ideas(town)
    bo_puts_them_in_a_theme(town, drags=javascript and width > 1_000)
    bo = town.signed_in("bo").open(f"{bathing}/saml")
    bo.write(into=bridge.rpartition("/")[2], reason="Begge vil have en badebro.").press("Fortsæt")
    bo.sees("1, der støtter idéen, bliver spurgt").press("Slå dem sammen").sees("Idéerne er slået sammen.", BATHING)
    gerda = town.signed_in("gerda").open(bathing).sees("Slået sammen med en anden idé", "Begge vil have en badebro.")
    gerda.follow("Følger din støtte med?").press("Ja, min støtte følger med").sees("Din støtte er fulgt med.")
    gerda.open(bridge).sees("1 støtter idéen")


def two_ideas(town):
    with town.portal.app.app_context(), town.portal.app.test_request_context():
        harbour = committee_in(Municipality.query.one(), "Havnen", "havnen", stage=Stage.CO_INITIATION)
        anna, gerda = (User.query.filter_by(email=address(who)).one() for who in ("anna", "gerda"))
        ideas = [idea_in(IdeaState.PUBLISHED, harbour, anna, title=title, body=title) for title in (BRIDGE, BATHING)]
        support_idea(gerda, ideas[1])
        return [idea.path for idea in ideas]


def bo_puts_them_in_a_theme(town, *, drags):
    bo = town.signed_in("bo").open("/udvalg/havnen/ideer/temaer").write(name="Bad").press("Opret temaet")
    bo.sees("Temaet er lavet.", BRIDGE, BATHING)
    tick(bo, BRIDGE).press("Læg dem i temaet").sees("1 idé er lagt i temaet »Bad«.")
    if drags:
        bo.page.set_viewport_size({"width": 1280, "height": 1800})  # nothing scrolls while it is dragged
        bo.page.locator("[data-note]", has_text=BATHING).drag_to(bo.page.locator("[data-heading]", has_text="Bad"))
        bo.page.locator("[data-heading]", has_text="2 idéer").wait_for()
    else:
        tick(bo, BATHING).press("Læg dem i temaet")
    bo.open("/udvalg/havnen/ideer/temaer/fordel").sees("2 idéer")
