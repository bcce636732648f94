"""An idea without an account: returned, sent again, published, answered; and another, refused and appealed."""

from datetime import timedelta

import pytest

from portal.accounts.models import RoleGrant, User
from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.models import IdeaState
from portal.municipalities.models import Body, BodyKind, Municipality
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.browser.journeys.line import COMMITTEE, HOME
from tests.browser.journeys.people import Town
from tests.browser.reading import DESKTOP, PHONE
from tests.browser.scene import signed_in
from tests.cast import LONG_AGO, committee_in, person
from tests.factories import saved
from tests.ideas.scene import idea_in

TITLE, NUMBER = "Lys på stien ved vandet", "20 00 00 00"
REFUSED_TITLE = "Byg en tunnel under fjorden"
SETTINGS = [(width, javascript) for width in (PHONE, DESKTOP) for javascript in (True, False)]
NAMES = [f"{width}-{'script' if javascript else 'plain'}" for width, javascript in SETTINGS]


@pytest.fixture
def town(portal, browser_page, request):
    """A town whose committee takes ideas, with two secretaries who are signed in."""
    width, javascript = request.param
    town = Town(portal, lambda: browser_page(width, javascript=javascript))
    town.found()
    with portal.app.app_context(), portal.app.test_request_context():
        home = db.session.query(Municipality).one()
        home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL)]
        saved(home)
        committee = committee_in(home, COMMITTEE, "havnen-for-alle", stage=Stage.CO_INITIATION)
        for who, name in (("bo", "Bo Lund"), ("sofie", "Sofie Vang")):
            user = person(name)
            saved(RoleGrant(user=user, role=Role.SECRETARY, committee_id=committee.id, starts_on=LONG_AGO))
            sits_down(town, who, user)
    return town


def sits_down(town: Town, who: str, user: User) -> None:
    """Signed in already; how one signs in is told elsewhere."""
    cookie = town.portal.app.session_interface.get_signing_serializer(town.portal.app).dumps(
        {"_user_id": signed_in(user), "_fresh": True}
    )
    name = town.portal.app.config["SESSION_COOKIE_NAME"]
    town.reader(who).context.add_cookies([{"name": name, "value": cookie, "url": town.portal.address}])


@pytest.mark.parametrize("town", SETTINGS, ids=NAMES, indirect=True)
def test_an_idea_by_a_guest_and_the_appeal_of_another(town):
    guest_sends(town, TITLE, f"Stien er mørk. Ring til mig på {NUMBER}.")
    secretary_is_stopped_and_returns_it(town)
    guest_sends_it_again(town)
    secretary_publishes_and_answers(town)
    guest_sends(town, REFUSED_TITLE, "En tunnel ville gøre det hurtigere at komme over.")
    secretary_refuses(town)
    guest_appeals(town)
    second_person_decides(town)
    everybody_reads_the_account(town)


def guest_sends(town, title, problem):
    """Step by step, and confirmed by the link in the letter."""
    ida = town.reader("ida")
    ida.open(f"{HOME}ideer/ny").write(title=title, problem=problem).press("Fortsæt").press("Fortsæt")
    ida.write(name="Ida Krog", email="ida@example.dk", shown_as="first_name").press("Fortsæt").sees(title)
    ida.press("Send mig et link").sees("ida@example.dk")
    ida.open(town.letter("ida")).press("Send idéen").sees("Vi har modtaget din idé")
    town.own_page = ida.follow("Følg din idé").path
    town.portal.drain()


def secretary_is_stopped_and_returns_it(town):
    """The telephone number stops publication; what to write to the author stands there already."""
    bo = town.reader("bo")
    bo.open(f"{HOME}ideer/sortering").sees(TITLE)
    bo.follow(TITLE)
    bo.sees("Telefonnummer", NUMBER)
    bo.press("Offentliggør idéen", status=422).sees(NUMBER)
    assert NUMBER not in bo.page.locator('[name="return-reason"]').input_value(), "everybody can read it one day"
    bo.press("Send den tilbage").sees("sendt tilbage")


def guest_sends_it_again(town):
    ida = town.reader("ida")
    ida.open(town.own_page).sees(NUMBER).follow("Ret din idé")
    while "problem" not in {one.get_attribute("name") for one in ida.page.locator("main textarea").all()}:
        ida.press("Fortsæt")
    ida.write(problem="Stien er mørk om vinteren.")
    while not ida.page.locator("main").get_by_role("button", name="Send din rettelse").count():
        ida.press("Fortsæt")
    ida.press("Send din rettelse").sees("Idéen er rettet og sendt igen")
    town.portal.drain()


def secretary_publishes_and_answers(town):
    bo = town.reader("bo")
    bo.open(f"{HOME}ideer/sortering?status=resubmitted").follow(TITLE)
    bo.press("Offentliggør idéen")
    idea = bo.path.removesuffix("/behandl")
    bo.write(verdict="answered", body="Tak, Ida. Der kommer lys på stien før jul.").press("Se svaret")
    bo.press("Offentliggør svaret")
    town.reader("visitor").open(idea).sees("Der kommer lys på stien før jul.", "Bo Lund", "Ida")
    assert NUMBER not in town.reader("visitor").page.content()
    town.reader("ida").open(town.own_page).sees("Der kommer lys på stien før jul.")


def secretary_refuses(town):
    bo = town.reader("bo")
    bo.open(f"{HOME}ideer/sortering").follow(REFUSED_TITLE)
    bo.write(**{"code": "outside_mandate", "refuse-reason": "Det er ikke en del af opgaven."})
    bo.press("Offentliggør ikke idéen")
    bo.press("Offentliggør ikke idéen").sees("Idéen bliver ikke offentliggjort")
    town.portal.drain()


def guest_appeals(town):
    """From the page of one's own; the same person who refused it does not decide."""
    ida = town.reader("ida")
    ida.open(town.own_page).sees("Det er ikke en del af opgaven.").follow("Klag til en anden")
    ida.press("Send klagen", status=422)
    ida.write(text="Det handler om, hvordan man kommer til havnen.")
    ida.press_twice("Send klagen", until=f"**{town.own_page}").sees("Din klage venter på en afgørelse")
    town.portal.drain()
    bo = town.reader("bo")
    bo.open(f"{HOME}ideer/sortering").follow(REFUSED_TITLE)
    bo.sees("En anden afgør klagen")


def second_person_decides(town):
    sofie = town.reader("sofie")
    sofie.open("/skrivebord").sees(REFUSED_TITLE).follow("Læs og afgør")
    sofie.sees("Det handler om, hvordan man kommer til havnen.")
    sofie.write(verdict="publish", reason="Afsenderen har ret.").press("Afgør").sees("Klagen er afgjort")
    town.portal.drain()
    town.reader("ida").open(town.own_page).follow("Se idéen, som andre ser den")
    town.reader("ida").sees(REFUSED_TITLE)


def everybody_reads_the_account(town):
    """Late ones too, when the days have passed; and two clicks on one answer to several are one."""
    visitor = town.reader("visitor")
    visitor.open(f"{HOME}ideer/regnskab").sees("Vi har modtaget 2 idéer.", "Afsenderen fik ret", "Ingen har ventet")
    town.portal.ahead += timedelta(days=30)  # two days more than promised
    visitor.open(f"{HOME}ideer/").follow("Forsinkede").sees(REFUSED_TITLE)
    bo = town.reader("bo")
    bo.open(f"{HOME}ideer/temaer").write(name="Vejen til havnen").press("Opret temaet")
    bo.open(f"{HOME}ideer/sortering?forsinket=1").write(ide=True)
    bo.page.locator("main").get_by_role("button", name="Læg dem i temaet").click()
    bo.look().sees("Vejen til havnen")
    bo.open(f"{HOME}ideer/temaer").follow("Vejen til havnen").follow("Svar på temaet")
    bo.write(
        verdict="carried_on",
        carried_into="Det er ikke besluttet endnu",
        body="Tak. Vi ser på alle veje til havnen samlet.",
    ).press("Se svaret")
    bo.press_twice("Offentliggør svarene", until="**/ideer/temaer/*")
    visitor.open(f"{HOME}ideer/temaer").follow("Vejen til havnen").follow(REFUSED_TITLE)
    said = visitor.page.locator(".answer", has_text="Vi ser på alle veje til havnen samlet.")
    assert said.count() == 1


@pytest.mark.parametrize("town", [(DESKTOP, True)], ids=["desktop-script"], indirect=True)
def test_the_queue_by_keys(town):
    """They go from idea to idea, do nothing while somebody writes, and can be turned off."""
    with town.portal.app.app_context():
        committee = db.session.query(Committee).one()
        for number in range(3):
            idea_in(IdeaState.RECEIVED, committee, person(f"Ida{number} Krog"), title=f"Nummer {number}")
    page = town.reader("bo").open(f"{HOME}ideer/sortering").page
    focused = lambda: page.evaluate("document.activeElement.textContent")  # noqa: E731
    for key, title in (("j", "Nummer 0"), ("j", "Nummer 1"), ("k", "Nummer 0"), ("k", "Nummer 0")):
        page.keyboard.press(key)
        assert focused() == title
    page.keyboard.press("x")
    assert page.locator('[name="ide"]:checked').count() == 1
    page.keyboard.press("?")
    assert not page.locator("[data-keys]").is_visible()
    page.keyboard.press("?")
    page.locator("#soeg").focus()
    page.keyboard.type("jx?")
    assert page.input_value("#soeg") == "jx?" and page.locator('[name="ide"]:checked').count() == 1
    page.get_by_role("button", name="Slå tasterne fra").click()
    page.keyboard.press("x")
    page.reload()
    page.keyboard.press("j")
    assert focused() != "Nummer 0", "it is remembered that they are off"
    page.get_by_role("button", name="Slå tasterne til").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/behandl")
