"""Somebody who asks for a seat, gets it, is welcomed, and lets another sit in the place for a while."""

import re
from datetime import timedelta

import pytest

from tests.browser.journeys.people import PASSWORD, address
from tests.browser.journeys.settled import NAMES, SETTINGS, settled, with_free_seats

HOME = "/udvalg/havnen/"
MOTIVATION = "Jeg ror fra Nordkajen hver uge."


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_from_an_application_to_a_substitute(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    with_free_seats(town)
    bo_calls_for_members(town)
    vera_applies(town)
    gerda_applies(town)
    bo_chooses(town)
    vera_says_yes(town)
    gerda_gets_a_courteous_answer(town)
    vera_is_welcomed(town)
    a_substitute_steps_in(town)


def bo_calls_for_members(town):
    """What it asks and how one is chosen; it opens by itself."""
    bo, today = town.signed_in("bo"), town.portal.today()
    bo.open(f"{HOME}opslag").press("Offentliggør opslaget", status=422)
    bo.page.locator('main [name="seat_ids"]').first.check()
    bo.write(
        body="Vi søger en, der bruger vandet.", hours="Seks møder af tre timer.", selection="Byrådet vælger.",
        opens_on=today, closes_on=today + timedelta(days=14), delete_on=today + timedelta(days=200),
    ).press("Offentliggør opslaget")  # fmt: skip
    town.reader("visitor").open("/").sees("Havnen for alle")
    town.reader("visitor").open(f"{HOME}bliv-medlem").sees("Bruger vandet hver uge", "Seks møder af tre timer.")


def vera_applies(town):
    """Without an account: what is wrong is told and nothing lost; the letter confirms it."""
    vera = town.reader("vera")
    vera.open(f"{HOME}bliv-medlem/ansoeg").write(motivation=MOTIVATION, name="Vera Nordkap", email="vera")
    vera.press("Send ansøgningen", status=422)
    assert vera.page.input_value('main [name="motivation"]') == MOTIVATION
    vera.write(email=address("vera"), consent=True)
    vera.press_twice("Send ansøgningen", until="**/sendt")
    vera.open(town.letter("vera")).press("Bekræft min adresse, og send ansøgningen").sees("modtaget")


def gerda_applies(town):
    """With an account."""
    gerda = town.signed_in("gerda")
    gerda.open(f"{HOME}bliv-medlem/ansoeg").write(motivation="Jeg går tur på molen.", consent=True)
    gerda.press("Send ansøgningen")
    gerda.open("/konto/ansoegninger").sees("Havnen for alle")


def bo_chooses(town):
    """Read without names; who it is stands there when the council has decided."""
    bo, today = town.reader("bo"), town.portal.today()
    bo.open(f"{HOME}ansoegninger").sees("Bruger vandet hver uge")
    assert "Vera" not in bo.text
    bo.page.locator("main").get_by_role("link", name="Læs").first.click()
    first = bo.look().path
    assert "Vera" not in bo.text
    bo.sees(MOTIVATION).press("Sæt på den korte liste")
    bo.open(first).follow("Invitér til pladsen")
    bo.write(
        body_id="Byrådet", decided_on=today, item="12", starts_on=today, answer_by=today + timedelta(days=9)
    ).press("Send invitationen")
    bo.open(first).sees("Byrådet")


def vera_says_yes(town):
    vera, bo = town.reader("vera"), town.reader("bo")
    vera.open(town.letter("vera")).sees("Byrådet").press("Ja, jeg tager pladsen")
    bo.open(f"{HOME}medlemmer").sees("Vera Nordkap")
    vera.open(town.letter("vera", "/invitation/")).write(password=PASSWORD).press("Gem adgangskoden")


def gerda_gets_a_courteous_answer(town):
    """The letter thanks, says so, and tells of other ways to take part."""
    bo, gerda = town.reader("bo"), town.reader("gerda")
    bo.open(f"{HOME}ansoegninger/svar").press("Send brevene").press("Send brevene")
    gerda.open(town.letter_of_tomorrow("gerda")).sees("Havnen for alle")


def vera_is_welcomed(town):
    """The four points, one of them the five grounds."""
    vera = town.signed_in("vera")
    vera.open(f"{HOME}velkommen").sees("4 punkter")
    for kind in ("role", "confidentiality", "decisions"):
        _ticks(vera.open(f"{HOME}velkommen"), kind).press("Bekræft")
    for ground in ("own", "family", "organisation", "complaint", "other"):
        vera.write(**{ground: "no"})
    _ticks(vera, "interests").press("Gem dit svar").sees("Du har været igennem det hele")
    town.reader("bo").open(f"{HOME}velkommen/oversigt").sees("Vera Nordkap")


def _ticks(vera, kind):
    vera.page.locator(f'main form[action$="/{kind}"] [name$="confirmed"]').check()
    return vera


def a_substitute_steps_in(town):
    """For two weeks, with access for as long; the roster tells who sat there on a day."""
    bo, today = town.reader("bo"), town.portal.today()
    bo.open(f"{HOME}pladser").follow(re.compile("Stedfortræder i en periode.*Vera Nordkap"))
    bo.write(name="Iben Skov", email=address("iben"), starts_on=today, ends_on=today + timedelta(days=14))
    bo.press("Lad stedfortræderen træde ind")
    iben = town.reader("iben")
    iben.open(town.letter("iben", "/invitation/")).write(password=PASSWORD).press("Gem adgangskoden")
    town.signed_in("iben").open(f"{HOME}velkommen").sees("4 punkter")
    town.reader("visitor").open(f"{HOME}medlemmer").sees("Iben Skov", "Vera Nordkap")
