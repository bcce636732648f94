"""A citizen argues, a member amends, the secretary takes it in, and a reader sees what changed since last week."""

import re

import pytest

from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.browser.journeys.test_two_writers import CLOCK, FIRST, SECOND, seated_two

ARGUMENT, WHY = "Varerne kommer kl. 8, og så er gaden lukket.", "Så kan varerne komme frem bagefter."


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_from_an_argument_to_a_sentence_that_a_reader_finds_is_new(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    path = seated_two(town)
    gerda, anna, bo, eva = (town.signed_in(who) for who in ("gerda", "anna", "bo", "eva"))
    gerda.open(path).press("Læst").sees("Du har læst denne version")

    eva.open(path).follow("Skriv i debatten")
    eva.write(kind="against", body=ARGUMENT).press("Offentliggør").sees("Dit indlæg er offentliggjort.", ARGUMENT)

    anna.open(path).sees(ARGUMENT).page.locator(".block", has_text=FIRST).get_by_role(
        "link", name=re.compile("Foreslå en rettelse")
    ).click()
    anna.look()
    anna.write(passage=f"{CLOCK} {SECOND}", why=WHY).press("Send rettelsen").sees("Din rettelse er offentlig", CLOCK)
    amendment = anna.path

    eva.open(amendment).press("Støt den").sees("Du er for rettelsen.")
    bo.open(amendment).sees("1 for")
    bo.page.get_by_text("Godkend rettelsen").first.click()
    bo.press("Godkend rettelsen").press("Skriv den ind").sees("Den er godkendt")

    gerda.open(path).sees("Nyt, siden du læste version 1", "Sætningen kom med rettelse 1 fra Anna Strand", WHY)
    assert gerda.page.locator("mark").all_inner_texts() == [CLOCK]
    gerda.follow("Læs rettelse 1").sees("Den er godkendt", WHY)
    gerda.open(path).press("Læst")
    assert gerda.page.locator("mark").count() == 0
