"""Last week a member read a proposal; now they see what has changed since, whose it is, and why."""

import pytest

from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.browser.journeys.test_two_writers import CLOCK, SECOND, seated_two


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_a_reader_sees_what_changed_since_last_week(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    path = seated_two(town)
    gerda, anna = town.signed_in("gerda"), town.signed_in("anna")
    gerda.open(path).press("Sæt mit navn under").sees("1 navn")
    gerda.press("Læst").sees("Du har læst denne version")

    anna.open(f"{path}/ret").write(solution=f"{CLOCK} {SECOND}", what_changed="Et klokkeslæt")
    anna.press("Gem den nye version").sees(CLOCK)

    gerda.open(path).sees("Nyt, siden du læste version 1", "1 sætning er ny eller ændret og er markeret i teksten:")
    assert gerda.page.locator("mark").all_inner_texts() == [CLOCK]
    gerda.page.locator(".origin a").click()
    assert gerda.page.url.endswith("#kilde-2")
    gerda.sees("Sætningen kom med version 2, som Anna", "»Et klokkeslæt«", "stod under version 1")
    gerda.follow("Sammenlign version 1 med version 2").sees("Ændret fra:")
    gerda.open(path).press("Jeg står stadig bag").press("Læst").sees("Du har læst denne version")
    assert gerda.page.locator("mark").count() == 0
    assert "stod under version 1" not in gerda.text
