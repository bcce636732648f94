"""A citizen argues under an idea, is answered by its author, changes and withdraws; a reader sees all of it."""

import pytest

from portal.accounts.models import RoleGrant
from portal.foundation.db import db
from portal.ideas.models import IdeaState
from portal.municipalities.models import Body, BodyKind, Municipality
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.browser.journeys.line import COMMITTEE
from tests.browser.journeys.people import Town
from tests.browser.journeys.test_ideas import NAMES, SETTINGS, TITLE, sits_down
from tests.cast import LONG_AGO, committee_in, person
from tests.factories import saved
from tests.ideas.scene import idea_in

ARGUMENT, ANSWER = "Lys hele natten holder fuglene vågne.", "Så sætter vi en sensor på."


@pytest.fixture
def town(portal, browser_page, request):
    """A town with an idea that everybody can read, its author, a citizen and a secretary, all signed in."""
    width, javascript = request.param
    town = Town(portal, lambda: browser_page(width, javascript=javascript))
    town.found()
    with portal.app.app_context(), portal.app.test_request_context():
        home = db.session.query(Municipality).one()
        home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL)]
        saved(home)
        committee = committee_in(home, COMMITTEE, "havnen-for-alle", stage=Stage.CO_INITIATION)
        people = {"ida": person("Ida Krog"), "ole": person("Ole Vind"), "bo": person("Bo Lund")}
        saved(RoleGrant(user=people["bo"], role=Role.SECRETARY, committee_id=committee.id, starts_on=LONG_AGO))
        town.idea = idea_in(IdeaState.PUBLISHED, committee, people["ida"], title=TITLE).path
        for who, user in people.items():
            sits_down(town, who, user)
    return town


@pytest.mark.parametrize("town", SETTINGS, ids=NAMES, indirect=True)
def test_a_citizen_argues_is_answered_and_a_reader_sees(town):
    ole, ida, bo, visitor = (town.reader(who) for who in ("ole", "ida", "bo", "visitor"))
    ole.open(town.idea).sees("Ingen har skrevet endnu.").follow("Skriv i debatten")
    ole.write(body=ARGUMENT).press("Offentliggør", status=422).sees("Vælg, hvad du skriver")
    ole.write(kind="against").press("Offentliggør").sees("Dit indlæg er offentliggjort.", ARGUMENT, "Imod")
    ole.follow("Ret").write(body=f"{ARGUMENT} Også ræven.").press("Gem").sees("Også ræven.", "rettet")
    town.portal.drain()

    ida.open("/beskeder").sees("Der er et nyt indlæg i debatten om din tekst")
    ida.open(town.idea).sees(ARGUMENT, "Ole Vind").follow("Svar")
    ida.write(body=ANSWER).press("Offentliggør svaret").sees(ANSWER)
    ida.press("Anerkend").sees("Anerkendt af 1", "Fortryd anerkendelse")

    bo.open(town.idea).follow("Læs hele debatten").follow("Sammenfat debatten")
    bo.write(body="Lys er godt, men ikke hele natten.").press("Offentliggør sammenfatningen")
    bo.sees("Sammenfatning af debatten", "Skrevet af Bo Lund")

    visitor.open(town.idea).sees(ARGUMENT, "Lys er godt, men ikke hele natten.").follow("Læs hele debatten")
    visitor.sees(ANSWER, "Anerkendt af 1", "Log ind for at skrive").follow("Imod (1)")
    visitor.sees(ARGUMENT)

    ole.open(town.idea).follow("Læs 1 svar")
    ole.press("Træk tilbage").press("Træk det tilbage").sees("Trukket tilbage af forfatteren")
    visitor.open(town.idea).sees("Trukket tilbage af forfatteren")
    assert ARGUMENT not in visitor.page.content()
    visitor.follow("Læs hele debatten").sees(ANSWER)
