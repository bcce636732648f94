"""An evening at the tables: laid, planned, changed by hand, shown, made anew when people stay away, and run."""

import pytest

from portal.accounts.models import User
from portal.municipalities.models import Municipality
from portal.rules.stages import Stage
from tests.browser.journeys.people import PASSWORD
from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.cast import committee_in, person
from tests.workshops.scene import comes, workshop_in

GUESTS = (
    "Aja", "Bente", "Cilla", "Dina", "Else", "Frida", "Grete", "Hanne", "Inge", "Jytte", "Karen", "Lone", "Maja",
    "Nora", "Oda",
)  # fmt: skip
SOON = 5_000  # how long the screen in the room may take to follow


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_an_evening_at_the_tables(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    meeting = sixteen_come(town)
    bo = town.signed_in("bo")
    bo.open(meeting).follow("Borde og bordplan")
    bo.write(tables=4, seats=4, rounds=3, minutes=20).press("Stil bordene op").sees("Bord 4", "4 pladser")
    bo.press("Lav planen").sees("Ingen mødes to gange.", "kladde", "Anna Strand")
    bo.follow("Spørgsmål og bordvært").write(question="Hvor skal broen ligge?", host_id="Cilla Bro")
    bo.press("Gem ændringerne").sees("Hvor skal broen ligge?", "bordvært: Cilla Bro")
    bo.follow("Ret runde 1").write(question="Hvad mangler der?").press("Gem ændringerne")
    two_exchange(bo)

    anna = town.signed_in("anna").open(meeting)
    assert "Her sidder du" not in anna.text
    bo.open(f"{meeting}/borde").press("Vis planen for deltagerne").sees("Deltagerne kan se, hvor de skal sidde")
    anna.open(meeting).sees("Her sidder du", "Runde 3", "Hvor skal broen ligge?")
    assert "Aja Bro" not in anna.text

    stay_away(bo, meeting)
    the_room_follows(town, meeting, javascript=javascript)
    bo.open(f"{meeting}/udskriv").sees("Bord 4", "Navneskilte", "Ved døren", "Anna Strand", "Hvad mangler der?")


def sixteen_come(town):
    with town.portal.app.app_context(), town.portal.app.test_request_context():
        home = Municipality.query.one()
        workshop = workshop_in(committee_in(home, "Havnen", "havnen", stage=Stage.CO_DESIGN))
        for user in (*(person(f"{name} Bro") for name in GUESTS), User.query.filter_by(email="anna@example.dk").one()):
            comes(user, workshop)
        return workshop.path


def two_exchange(bo):
    """Whoever is first of the list, with whoever is last of it."""
    choices = bo.page.locator("#to option")
    other = choices.nth(choices.count() - 1)
    name = other.inner_text().removeprefix("Byt med ").split(" (")[0]
    bo.write(to=other.get_attribute("value")).press("Flyt").sees("Planen er ændret.")
    there = bo.page.locator(".seating__table", has_text=name).inner_text()
    assert name in there and "Aja Bro" not in there


def stay_away(bo, meeting):
    """Six of sixteen do not come; the first round has been held."""
    bo.open(f"{meeting}/borde")
    first = bo.page.locator("section[aria-labelledby=runde-1] .seating").inner_text()
    boxes = [one.get_attribute("value") for one in bo.page.locator("[name=absent]").all()]
    bo.write(from_round="Fra runde 2", absent=boxes[-6:]).press("Lav planen om").sees("Ingen mødes to gange.", "kladde")
    assert bo.page.locator("section[aria-labelledby=runde-1] .seating").inner_text() == first
    assert bo.page.locator("section[aria-labelledby=runde-2] li:has(.meta)").count() == 10
    bo.press("Vis planen for deltagerne")


def the_room_follows(town, meeting, *, javascript):
    """One press, and the screen on the wall says so, without anybody touching it."""
    wall = town.signed_in("bo").open(f"{meeting}/rummet").sees("Velkommen")
    hand = town.sit_down().open("/log-ind")
    hand.write(email="bo@example.dk", password=PASSWORD).press("Log ind").open(f"{meeting}/rummet")
    hand.press("Begynd runde 1").sees("Runde 1 af 3", "Hvad mangler der?", "20 minutter tilbage")
    if not javascript:
        wall.open(f"{meeting}/rummet")
    wall.page.get_by_text("Runde 1 af 3").wait_for(timeout=SOON)
    wall.look().sees("Hvad mangler der?")
    assert "Hvad mangler der?" in wall.page.title(), "the tab too"
