"""Two members write in one paragraph at the same time, each at a browser of their own: no word is lost."""

import pytest

from portal.accounts.models import User
from portal.committees.models import SeatType
from portal.municipalities.models import Municipality
from portal.rules.stages import Stage
from tests.browser.journeys.people import address
from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.cast import committee_in, seated
from tests.proposals.scene import proposal_in

FIRST, SECOND = "Skolegade bliver cykelgade på skoledage.", "Bilerne sætter af ved hallen."
CLOCK, POOL, BRIDGE = (
    "Skolegade bliver cykelgade kl. 7.30–8.15.", "Bilerne sætter af ved svømmehallen.", "Bilerne sætter af ved broen.",
)  # fmt: skip


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_two_members_write_in_one_paragraph(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    path = seated_two(town)
    gerda, anna = town.signed_in("gerda"), town.signed_in("anna")
    for one in (gerda, anna):
        one.open(f"{path}/ret")

    gerda.write(solution=f"{FIRST} {POOL}")
    anna.write(solution=f"{CLOCK} {SECOND}")
    shows_how_it_will_look(anna, CLOCK, javascript=javascript)
    anna.write(what_changed="Et klokkeslæt").press("Gem den nye version").sees(CLOCK)
    if javascript:  # who leaves the page meanwhile finds the words again, and they are brought together all the same
        gerda.open(path).open(f"{path}/ret").sees("Det, du skrev her før, er sat ind igen.")
        assert gerda.page.locator("#solution").input_value() == f"{FIRST} {POOL}"
    gerda.write(what_changed="Hvilken hal").press("Gem den nye version")
    gerda.sees("Andre gemte en version, mens du skrev.", CLOCK, POOL)

    for one in (gerda, anna):
        one.open(f"{path}/ret")
    anna.write(solution=f"{CLOCK} {SECOND}", what_changed="Hallen igen").press("Gem den nye version").sees(SECOND)
    gerda.write(solution=f"{CLOCK} {BRIDGE}", what_changed="Broen").press("Gem den nye version", status=409)
    gerda.sees("To har skrevet det samme sted", POOL, SECOND, BRIDGE)
    gerda.press("Gem den nye version", status=409).sees("Vælg, hvad der skal stå")
    gerda.page.get_by_label(f"Skriv mit: »{BRIDGE}«").check()
    gerda.press("Gem den nye version").sees(CLOCK, BRIDGE)


def shows_how_it_will_look(reader, text, *, javascript):
    """Beside the text while one writes; by a button without JavaScript. What is missing is not asked for yet."""
    if not javascript:
        reader.press("Se, hvordan teksten kommer til at se ud")
    reader.page.locator("[data-preview]").get_by_text(text).wait_for()


def seated_two(town):
    """Two citizens with a seat, and a proposal that everybody can read."""
    with town.portal.app.app_context(), town.portal.app.test_request_context():
        harbour = committee_in(Municipality.query.one(), "Havnen", "havnen", stage=Stage.CO_DESIGN)
        members = [User.query.filter_by(email=address(who)).one() for who in ("gerda", "anna")]
        for one in members:
            seated(one, harbour, SeatType.CITIZEN)
        return proposal_in(harbour, members[0]).path
