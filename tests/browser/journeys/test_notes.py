"""Notes written on phones at a table: with network and without, through a closed browser, on paper, and in the room."""

import pytest
from sqlalchemy import select

from portal.foundation.db import db
from portal.municipalities.models import Municipality
from portal.rules.stages import Stage
from portal.workshops.links import path_of_table
from portal.workshops.models import Workshop, WorkshopNote
from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.cast import committee_in
from tests.workshops.scene import called_in, seated_at, workshop_in

SOON = 12_000  # one look of the phone, and some patience on a busy machine
WIDTHS = sorted({width for width, _javascript in SETTINGS})


@pytest.fixture
def town(portal, browser_page):
    return settled(portal, lambda: browser_page(1280))


@pytest.fixture
def tables(portal, town):
    """The address of the meeting, and those of its two tables."""
    with portal.app.app_context(), portal.app.test_request_context():
        home = Municipality.query.one()
        workshop = workshop_in(committee_in(home, "Havnen", "havnen", stage=Stage.CO_DESIGN), days=0)
        seated_at(called_in(workshop))
        return workshop.path, *map(path_of_table, workshop.tables)


def kept(portal):
    with portal.app.app_context():
        found = list(db.session.scalars(select(WorkshopNote.body).order_by(WorkshopNote.id)))
        db.session.remove()
    return found


def note(page, text):
    page.locator("[name=body]").fill(text)
    page.get_by_role("button", name="Send noten").click()


def waits(page, count):
    page.wait_for_function("count => document.querySelectorAll('[data-waiting] li').length === count", arg=count)


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_a_table_writes_and_the_room_follows(portal, town, tables, browser_page, width, javascript):
    """No account: the code on the paper is all that is needed, and a second press doubles nothing."""
    meeting, first, second = tables
    bo = town.signed_in("bo").open(f"{meeting}/udskriv")
    assert first in bo.text and second in bo.text
    wall = town.signed_in("bo").open(f"{meeting}/rummet")
    phone, other = (browser_page(width, javascript=javascript) for _phone in range(2))
    phone.open(first).sees("Bord 1", "Hvad nu?")
    phone.write(body="Flere bænke i læ")
    if javascript:
        phone.page.get_by_role("button", name="Send noten").click(click_count=2)
        phone.page.get_by_text("1 note er sendt").wait_for()
    else:
        phone.press("Send noten")
    phone.look().sees("Flere bænke i læ", "1 note er sendt")
    other.open(first).sees("Flere bænke i læ")
    wall.page.get_by_text("Der er kommet 1 note fra bordene").wait_for(timeout=5_000)
    bo.open(f"{meeting}/noter/papir").write(table_number="2", lines="Lys på stien\nEn trappe til").press("Gem noterne")
    bo.sees("2 noter er gemt", "Lys på stien")
    browser_page(width, javascript=javascript).open(second).sees("Lys på stien", "En trappe til", "2 noter er sendt")
    assert kept(portal) == ["Flere bænke i læ", "Lys på stien", "En trappe til"]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_that_is_written_at_a_table_is_lost_or_doubled(portal, tables, browser_page, width):
    """The network goes, the browser is closed and opened, and the network comes back."""
    _meeting, first, second = tables
    phone = browser_page(width, service_workers="allow").open(first)
    context, page = phone.context, phone.context.new_page()
    phone.page.close()
    page.goto(phone.address + first)
    note(page, "Skrevet med net")
    page.get_by_text("1 note er sendt").wait_for(timeout=SOON)
    page.wait_for_function("async url => Boolean(await caches.match(url))", arg=phone.address + first)

    context.set_offline(True)
    for number in (1, 2):
        note(page, f"Skrevet uden net {number}")
        waits(page, number)
    page.get_by_text("Telefonen har ikke net lige nu").wait_for(timeout=SOON)
    page.locator("[name=body]").fill("En halv tanke")
    page.wait_for_timeout(300)
    page.close()

    page = context.new_page()
    page.goto(phone.address + first)
    waits(page, 2)
    assert page.locator("[name=body]").input_value() == "En halv tanke"
    page.get_by_role("button", name="Send noten").click()
    waits(page, 3)
    assert kept(portal) == ["Skrevet med net"]
    page.close()

    context.set_offline(False)
    page, beside = context.new_page(), context.new_page()  # two pages send the same notes, also from another table
    page.goto(phone.address + second)
    beside.goto(phone.address + first)
    beside.get_by_text("4 noter er sendt").wait_for(timeout=SOON)
    for one in (page, beside):
        waits(one, 0)
    assert kept(portal) == ["Skrevet med net", "Skrevet uden net 1", "Skrevet uden net 2", "En halv tanke"]


def test_a_refused_note_stays_on_the_phone_with_the_reason_until_it_is_mended(portal, tables, browser_page):
    _meeting, first, _second = tables
    page = browser_page(390).context.new_page()
    page.goto(portal.address + first)
    note(page, "Ring til Hanne på 20 30 40 50")
    page.get_by_text("et telefonnummer (20 30 40 50)").wait_for(timeout=SOON)
    page.reload()
    page.get_by_text("et telefonnummer (20 30 40 50)").wait_for(timeout=SOON)
    page.get_by_label("Ret noten").fill("Ring til kommunen")
    page.get_by_role("button", name="Send den igen").click()
    page.get_by_text("1 note er sendt").wait_for(timeout=SOON)
    waits(page, 0)
    assert kept(portal) == ["Ring til kommunen"]


def test_a_note_that_comes_too_late_is_not_thrown_away(portal, tables, browser_page):
    """The outcome was published while the phone had no network."""
    meeting, first, _second = tables
    page = browser_page(390).context.new_page()
    page.goto(portal.address + first)
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    note(page, "Den sidste tanke")
    waits(page, 1)
    with portal.app.app_context():
        workshop = db.session.get(Workshop, int(meeting.rsplit("/", 1)[1]))
        workshop.outcome_published_at = workshop.starts_at
        db.session.commit()
        db.session.remove()
    page.context.set_offline(False)
    page.get_by_text("Udbyttet er offentliggjort").first.wait_for(timeout=SOON)
    waits(page, 1)
    assert page.get_by_label("Ret noten").input_value() == "Den sidste tanke"


def test_a_note_written_to_a_code_that_was_made_anew_goes_to_the_new_one(portal, tables, browser_page):
    meeting, first, _second = tables
    page = browser_page(390).context.new_page()
    page.goto(portal.address + first)
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    note(page, "Skrevet til den gamle kode")
    waits(page, 1)
    with portal.app.app_context(), portal.app.test_request_context():
        table = db.session.get(Workshop, int(meeting.rsplit("/", 1)[1])).tables[0]
        table.renewals += 1
        db.session.commit()
        new = path_of_table(table)
        db.session.remove()
    page.context.set_offline(False)
    page.get_by_text("Koden gælder ikke længere. Bordet").wait_for(timeout=SOON)
    page.goto(portal.address + new)
    page.get_by_role("button", name="Send den igen").click()
    page.get_by_text("1 note er sendt").wait_for(timeout=SOON)
    waits(page, 0)
    assert kept(portal) == ["Skrevet til den gamle kode"]
