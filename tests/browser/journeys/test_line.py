"""The whole line of the portal, once on a phone without JavaScript and once on a desktop with it."""

import pytest

from tests.browser.journeys import line
from tests.browser.journeys.people import Town
from tests.browser.reading import DESKTOP, PHONE


@pytest.mark.parametrize(
    ("width", "javascript"), [(PHONE, False), (DESKTOP, True)], ids=["phone-plain", "desktop-script"]
)
def test_from_the_task_to_what_came_of_it(portal, browser_page, width, javascript):
    town = Town(portal, lambda: browser_page(width, javascript=javascript))
    town.found()
    line.administrator_sets_up(town)
    line.secretary_sets_up_the_committee(town)
    line.citizen_makes_an_account(town)
    line.citizen_sends_an_idea(town)
    line.secretary_publishes_and_answers(town)
    line.workshop_is_held(town)
    line.members_propose_and_recommend(town)
    line.councillor_answers(town)
    line.promises_are_followed_to_the_end(town)
    line.visitor_finds_it_all(town)
