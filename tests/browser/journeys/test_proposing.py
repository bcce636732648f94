"""A task that a citizen proposes, until the council has adopted it as the task of a committee."""

import pytest

from tests.browser.journeys.settled import NAMES, SETTINGS, settled

TITLE = "Trygge veje til skolen"
NEW = "/udvalg/trygge-veje-til-skolen/"


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_from_a_citizens_proposal_to_an_adopted_task(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    proposal = anna_proposes(town)
    bo_publishes(town, proposal)
    enough_stand_behind_it(town, proposal)
    the_council_answers(town, proposal)
    bo_sets_up_the_committee(town, proposal)
    anna_finds_what_came_of_it(town, proposal)


def anna_proposes(town):
    """Checked before it is sent; two clicks are one; sent back once, and corrected."""
    anna = town.signed_in("anna")
    anna.open("/forslag-til-udvalg/").open("/forslag-til-udvalg/nyt")
    anna.press("Se, hvordan teksten kommer til at se ud", status=422)
    anna.write(
        title=TITLE, problem="Børn cykler mellem lastbiler. Skriv til anna@example.dk.",
        affected="Elever på tre skoler.", why_together="Skolerne, vejene og forældrene har hver sit hjørne.",
        questions="Hvor er det farligst?",
    ).press("Se, hvordan teksten kommer til at se ud")  # fmt: skip
    anna.sees(TITLE, "Hvor er det farligst?")
    proposal = (
        anna.press_twice("Send dit borgerforslag", until="**/kvittering").sees(TITLE).path.removesuffix("/kvittering")
    )
    bo = town.signed_in("bo")
    bo.open("/forslag-til-udvalg/sortering").sees(TITLE)
    bo.open(f"{proposal}/behandl").sees("Det her ligner personoplysninger").press("Offentliggør forslaget", status=422)
    bo.open(f"{proposal}/behandl").page.locator('[name="return-reason"]').fill("Fjern din mailadresse.")
    bo.press("Send borgerforslaget tilbage")
    anna.open(town.letter_of_tomorrow("anna")).sees("Fjern din mailadresse.")
    anna.open(f"{proposal}/ret").write(problem="Børn cykler mellem lastbiler.")
    anna.press("Se, hvordan teksten kommer til at se ud").press("Send dit borgerforslag")
    return proposal


def bo_publishes(town, proposal):
    bo = town.reader("bo")
    bo.open(f"{proposal}/behandl").press("Offentliggør forslaget")
    town.reader("visitor").open(proposal).sees(TITLE, "0 af 2")


def enough_stand_behind_it(town, proposal):
    """Two people and two parties; with one party it lacks one."""
    town.reader("anna").open(proposal).press("Støt borgerforslaget").sees("1 af 2")
    town.signed_in("gerda").open(proposal).press("Støt borgerforslaget").sees("2 af 2")
    eva = town.signed_in("eva")
    eva.open(proposal).write(party_id="Socialdemokratiet").press("Stil dig bag med dit parti")
    eva.sees("Eva Bakke", "1 parti står bag. Der mangler 1.")
    ivar = town.signed_in("ivar")
    ivar.open(proposal).write(party_id="Venstre").press("Stil dig bag med dit parti").sees("Ivar Mark")
    town.reader("visitor").open(proposal).sees("Støtte nok")


def the_council_answers(town, proposal):
    """On the agenda, and then answered, with the meeting that said so."""
    bo, today = town.reader("bo"), town.portal.today()
    bo.open(f"{proposal}/behandl").write(meets_on=today).press("Sæt det på byrådets dagsorden")
    eva = town.reader("eva")
    eva.open("/skrivebord").sees(TITLE)
    eva.open(f"{proposal}/svar").write(verdict="committee", reason="Ja. Vi vil finde de farligste steder sammen.")
    eva.write(body_id="Byrådet", met_on=today, item="9").press("Offentliggør svaret").press("Offentliggør svaret")
    town.reader("visitor").open(proposal).sees("Vi vil finde de farligste steder sammen.", "Byrådet")


def bo_sets_up_the_committee(town, proposal):
    """What the proposal says is filled in, and its question is the first of the task."""
    bo, today = town.reader("bo"), town.portal.today()
    bo.open(f"{proposal}/nyt-udvalg").write(receiving_body_id="Byrådet").press("Opret")
    bo.open(f"{NEW}kommissorium/ret/formaal")
    bo.write(background="Børn cykler mellem lastbiler.", purpose="Flere børn skal cykle trygt.")
    bo.press("Gem og gå videre").write(questions="Hvor er det farligst?").press("Gem og se det hele")
    bo.open(f"{NEW}kommissorium/ret/modtager").write(promise="Byrådet svarer på hver anbefaling.")
    bo.press("Gem og gå videre").follow("Skriv vedtagelsen ind")
    bo.write(body_id="Byrådet", on=today, item="10").press("Vedtag og offentliggør").press("Vedtag og offentliggør")


def anna_finds_what_came_of_it(town, proposal):
    """From the letter to the proposal, from there to the committee, and back again."""
    anna = town.reader("anna")
    town.portal.drain()
    anna.open(proposal).sees("Vi vil finde de farligste steder sammen.").follow(TITLE)
    anna.open(f"{NEW}kommissorium").sees("Hvor er det farligst?", "Byrådet")
    anna.open(NEW).sees(TITLE)
    town.reader("visitor").open("/soeg?q=lastbilerne").sees(TITLE)
