"""Coming to meetings: from the waiting list to a place, and a calendar that follows a move."""

from datetime import timedelta

import pytest

from portal.accounts.models import User
from portal.committees.models import SeatType
from portal.municipalities.models import Municipality
from portal.rules.stages import Stage
from tests.browser.journeys.people import address
from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.cast import committee_in, seated
from tests.sittings.scene import sitting_in
from tests.workshops.scene import comes, workshop_in


def person_of(who):
    return User.query.filter_by(email=address(who)).one()


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_a_guest_moves_up_from_the_waiting_list(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    with portal.app.app_context(), portal.app.test_request_context():
        committee = committee_in(Municipality.query.one(), "Havnen", "havnen", stage=Stage.CO_DESIGN)
        workshop = workshop_in(committee, capacity=1)
        comes(person_of("anna"), workshop)
        meeting = workshop.path
    vera = town.reader("vera").open(meeting).follow("Kom på venteliste uden konto")
    vera.write(kind="citizen", name="Vera Nordkap", email=address("vera"))
    vera.press("Send mig et link").sees("Kig i din mail")
    vera.open(town.letter("vera", "/moeder/bekraeft/")).sees("Vera Nordkap")
    vera.press("Bekræft, at jeg kommer").sees("Du er nummer 1 på ventelisten")
    town.signed_in("anna").open(meeting).press("Meld afbud")
    vera.open(town.letter_of_tomorrow("vera")).sees("Du har en plads")
    town.signed_in("bo").open(f"{meeting}/deltagere").sees("Vera Nordkap", "1 er tilmeldt")


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_a_members_calendar_follows_a_move(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    with portal.app.app_context(), portal.app.test_request_context():
        home = Municipality.query.one()
        committee = committee_in(home, "Havnen", "havnen")
        seated(person_of("anna"), committee, SeatType.CITIZEN)
        meeting = sitting_in(committee, days=9).path
    anna = town.signed_in("anna").open(meeting).press("Ja, jeg kommer").sees("du kommer")
    before = calendar_of(anna, meeting)
    bo, day = town.signed_in("bo").open(f"{meeting}/ret"), town.portal.today() + timedelta(days=11)
    bo.write(held_on=day.isoformat(), reason="Salen er lejet ud.").press("Gem ændringerne").sees("Mødet er flyttet")
    after = calendar_of(anna, meeting)
    assert before["UID"] == after["UID"] and (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert f"{day:%Y%m%d}" in after["DTSTART"] and before["DTSTART"] != after["DTSTART"]
    anna.open(meeting).sees("Du har ikke svaret endnu", "Salen er lejet ud.")


def calendar_of(reader, meeting):
    """The event in the file that the page links to."""
    href = reader.open(meeting).page.locator("main a[href$='.ics']").first.get_attribute("href")
    lines = reader.context.request.get(f"{reader.address}{href}").text().split("BEGIN:VEVENT")[1].splitlines()
    return {line.split(":", 1)[0].split(";")[0]: line.split(":", 1)[1] for line in lines if ":" in line}
