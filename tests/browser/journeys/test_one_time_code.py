"""A secretary sets up a one-time code because the municipality demands it, signs in with it, and then without."""

import re
from datetime import timedelta

import pytest
from pyotp import TOTP

from portal.accounts.models import RoleGrant, User
from portal.accounts.passwords import hashed
from portal.foundation import clock
from portal.foundation.db import db
from portal.municipalities.models import Municipality
from portal.rules.roles import Role
from tests.browser.journeys.people import PASSWORD, Town, address
from tests.browser.reading import DESKTOP, PHONE
from tests.cast import LONG_AGO
from tests.factories import saved

SETTINGS = [(width, javascript) for width in (PHONE, DESKTOP) for javascript in (True, False)]
NAMES = [f"{width}-{'script' if javascript else 'plain'}" for width, javascript in SETTINGS]


@pytest.fixture
def town(portal, browser_page, request):
    """A municipality that demands codes, with a secretary who has none yet."""
    width, javascript = request.param
    town = Town(portal, lambda: browser_page(width, javascript=javascript))
    town.found()
    with portal.app.app_context():
        home = db.session.query(Municipality).one()
        home.demands_code = True
        bo = User(name="Bo Lund", email=address("bo"), password_hash=hashed(PASSWORD), confirmed_at=clock.now())
        bo.grants = [RoleGrant(role=Role.SECRETARY, starts_on=LONG_AGO)]
        saved(home, bo)
    return town


def code_at(portal, secret):
    """What the phone shows by the portal's clock, which is put a minute ahead so that no code comes twice."""
    portal.ahead += timedelta(minutes=1)
    return TOTP(s=secret).at(int((clock.now() + portal.ahead).timestamp()))


@pytest.mark.parametrize("town", SETTINGS, ids=NAMES, indirect=True)
def test_from_the_demand_to_the_lost_phone(town):
    bo = town.signed_in("bo")
    assert bo.path == "/konto/kode"
    bo.sees("Din rolle kræver en engangskode")
    bo.open("/skrivebord").sees("Din rolle hviler")
    bo.open("/udvalg/nyt")
    assert bo.path == "/konto/kode", "what the role opens leads to the set-up"
    secret, recovery = sets_up(town, bo)
    assert bo.follow("Jeg har gemt dem, fortsæt").path == "/udvalg/nyt"
    leaves(bo)
    comes_with_the_phone(town, bo, secret)
    leaves(bo)
    comes_without_it(bo, recovery)
    turns_it_off(town, bo, secret)


def sets_up(town, bo):
    """Password, picture or secret, a code, and ten codes for the drawer."""
    bo.write(present="en helt anden kode").press("Begynd", status=422).sees("Det er ikke din nuværende adgangskode")
    bo.write(present=PASSWORD).press("Begynd")
    picture = bo.page.locator("img.qr")
    assert picture.evaluate("it => it.complete && it.naturalWidth > 100"), "the QR code is there under our policy"
    secret = bo.page.locator(".code-text").inner_text().replace(" ", "")
    assert f"secret={secret}" in bo.page.get_by_role("link", name="åbn appen herfra").get_attribute("href")
    bo.write(code="000000").press("Slå engangskoden til", status=422).sees("Det er ikke den kode, din app viser nu")
    bo.write(code=code_at(town.portal, secret)).press("Slå engangskoden til").sees("Din engangskode er slået til")
    recovery = bo.page.locator(".codes .code-text").all_inner_texts()
    assert len(set(recovery)) == 10
    with bo.page.expect_download() as file:
        bo.page.get_by_role("button", name="Gem som fil").click()
    saved_list = file.value.path().read_text(encoding="utf-8")
    assert file.value.suggested_filename == "gendannelseskoder.txt"
    assert re.findall(r"(?:\w{4}-){3}\w{4}", saved_list) == recovery
    return secret, recovery


def comes_with_the_phone(town, bo, secret):
    bo.open("/log-ind?next=/beskeder").write(email=address("bo"), password=PASSWORD).press("Log ind")
    assert bo.path == "/log-ind/kode"
    bo.write(code="123").press("Log ind", status=422)
    code = code_at(town.portal, secret)
    bo.write(code=code).press("Log ind")
    assert bo.path == "/beskeder"


def comes_without_it(bo, recovery):
    bo.open("/log-ind").write(email=address("bo"), password=PASSWORD).press("Log ind")
    bo.follow("Brug en af dine gendannelseskoder")
    bo.write(code=recovery[4].upper()).press("Log ind").sees("Du har 9 gendannelseskoder tilbage")
    bo.open("/konto").sees("Engangskode", "9 gendannelseskoder tilbage")


def turns_it_off(town, bo, secret):
    bo.open("/konto/kode").follow("Slå engangskoden fra")
    bo.write(present=PASSWORD, code=code_at(town.portal, secret)).press("Slå engangskoden fra")
    bo.sees("Din engangskode er slået fra", "Din rolle kræver en engangskode")
    town.portal.drain()
    told = [letter["Subject"] for letter in town.portal.letters.to(address("bo"))]
    assert told == [
        "Din engangskode er slået til",
        "En af dine gendannelseskoder er brugt",
        "Din engangskode er slået fra",
    ]


def leaves(bo):
    bo.open("/log-ud").press("Log ud")
