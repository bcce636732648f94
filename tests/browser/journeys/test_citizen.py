"""The citizen's part, on a phone and a desktop, with JavaScript and without: it works for everybody."""

import pytest

from portal.accounts.models import User
from portal.foundation.db import db
from portal.municipalities.models import Body, BodyKind, Municipality
from portal.rules.stages import Stage
from tests.browser.journeys import line
from tests.browser.journeys.people import PASSWORD, Town, address
from tests.browser.reading import DESKTOP, PHONE
from tests.cast import committee_in
from tests.factories import saved


@pytest.fixture
def town(portal, browser_page, request):
    """A town whose committee takes ideas already."""
    width, javascript = request.param
    town = Town(portal, lambda: browser_page(width, javascript=javascript))
    town.found()
    with portal.app.app_context(), portal.app.test_request_context():
        home = db.session.query(Municipality).one()
        home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL)]
        saved(home)
        committee_in(home, line.COMMITTEE, "havnen-for-alle", stage=Stage.CO_INITIATION)
    return town


SETTINGS = [(width, javascript) for width in (PHONE, DESKTOP) for javascript in (True, False)]
NAMES = [f"{width}-{'script' if javascript else 'plain'}" for width, javascript in SETTINGS]


@pytest.mark.parametrize("town", SETTINGS, ids=NAMES, indirect=True)
def test_from_no_account_to_a_sent_idea(town):
    line.citizen_makes_an_account(town)
    line.citizen_sends_an_idea(town)
    anna = town.reader("anna")
    anna.open("/skrivebord").sees(line.IDEA)
    anna.open("/log-ud").press("Log ud")
    forgets_the_password(town)
    with town.portal.app.app_context():
        assert db.session.query(User).filter_by(email=address("anna")).one().is_trusted


def forgets_the_password(town):
    """A link by mail, once; the old password is dead."""
    anna = town.reader("anna")
    anna.open("/glemt-adgangskode").write(email=address("anna")).press("Send mig et link")
    anna.open(town.letter("anna")).write(password=f"{PASSWORD}-igen").press("Gem den nye adgangskode")
    anna.open("/log-ud").press("Log ud")
    anna.open("/log-ind").write(email=address("anna"), password=PASSWORD).press("Log ind", status=422)
    anna.write(email=address("anna"), password=f"{PASSWORD}-igen").press("Log ind")
    anna.open("/konto").sees("Anna Strand")
