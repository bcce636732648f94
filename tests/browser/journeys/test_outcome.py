"""From what the tables said to an outcome: sorted, written, read back, corrected by link, answered and published."""

from datetime import timedelta

import pytest

from portal.accounts.models import User
from portal.foundation import clock
from portal.municipalities.models import Municipality
from portal.rules.stages import Stage
from tests.browser.journeys.people import address
from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.cast import committee_in
from tests.factories import saved
from tests.workshops.scene import called_in, noted, was_there, workshop_in

NOTES = ("Stien er mørk ved søen.", "Vi vil sidde i læ.", "Lygten ved broen virker ikke.")
LIGHT = "To borde siger, at stien er mørk. De vil have lygten ved broen lavet først."
BENCHES = "Alle vil sidde i læ."
WRONG = "Det var ét bord, der ville sidde i læ, ikke alle."
ANSWER = "Det har du ret i. Nu står der ét."
RIGHT = "Ét bord vil sidde i læ."


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_from_notes_to_outcome(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    meeting = was_held(town)
    bo_sorts_and_writes(town, meeting, drags=javascript and width > 1_000)
    bo_sends_it(town, meeting)
    anna_confirms(town, meeting)
    vera_corrects(town)
    bo_answers(town, meeting)
    vera_reads_the_answer(town)
    it_is_published(town, meeting)


def was_held(town):
    """Anna came with an account, Vera without one, and Kaj has no address."""
    with town.portal.app.app_context(), town.portal.app.test_request_context():
        harbour = committee_in(Municipality.query.one(), "Havnen", "havnen", stage=Stage.CO_DESIGN)
        held = workshop_in(harbour, days=-1, attended_at=clock.now())
        anna = User.query.filter_by(email=address("anna")).one()
        for who in (anna, saved(User(name="Vera Nordkap", email=address("vera"), confirmed_at=clock.now()))):
            was_there(who, held)
        called_in(held, came=True)
        noted(held, anna, *NOTES)
        return held.path


def bo_sorts_and_writes(town, meeting, *, drags):
    bo = town.signed_in("bo").open(f"{meeting}/sortering").sees("Ikke sorteret endnu", *NOTES)
    for title in ("Lys", "Læ"):
        bo.write(title=title).press("Læg overskriften til").sees(title)
    tick(bo, NOTES[0], NOTES[2]).write(to="Lys").press("Flyt").sees("2 noter er flyttet.")
    if drags:
        note, heading = (bo.page.locator(f"[data-{kind}]", has_text=text) for kind, text in
                         (("note", NOTES[1]), ("heading", "Læ")))  # fmt: skip
        bo.page.set_viewport_size({"width": 1280, "height": 1800})  # nothing scrolls while it is dragged
        note.drag_to(heading.last)
        bo.page.locator("[data-heading]", has_text="Læ").last.locator("[data-note]").wait_for()
        bo.open(f"{meeting}/sortering")
    else:
        tick(bo, NOTES[1]).write(to="Læ").press("Flyt")
    for title, text, notes in (("Lys", LIGHT, (NOTES[0], NOTES[2])), ("Læ", BENCHES, (NOTES[1],))):
        there = bo.page.locator("[data-heading]", has=bo.page.get_by_role("heading", name=title))
        assert [one for one in NOTES if one in there.inner_text()] == list(notes)
        there.get_by_role("link", name="Skriv afsnittet").click()
        bo.look().sees(*notes).write(text=text).press("Gem afsnittet").sees(text)


def tick(bo, *notes):
    for note in notes:
        bo.page.locator("[data-note]", has_text=note).get_by_role("checkbox").check()
    return bo


def bo_sends_it(town, meeting):
    bo, until = town.reader("bo"), town.portal.today() + timedelta(days=2)
    bo.follow("Gå videre til udbyttet").follow("Send udkastet til dem, der kom")
    bo.write(until=until.isoformat()).press("Send udkastet").sees(
        "2 personer får en mail", "1 person får ikke noget brev"
    )
    bo.press("Send udkastet").sees("Udkastet er sendt", "2 blev spurgt.", "Kaj Ring", "20 30 40 50")
    bo.press("Bekræfter i telefonen").sees("3 blev spurgt.", "1 har bekræftet")


def anna_confirms(town, meeting):
    anna = town.signed_in("anna")
    assert town.letter("anna", meeting) == f"{meeting}/tilbagelaesning"
    anna.open(f"{meeting}/tilbagelaesning").sees("Er det sådan, vi sagde det?", LIGHT, BENCHES)
    anna.press("Ja, det var sådan, vi sagde det").sees("Du har bekræftet")


def vera_corrects(town):
    """By the link, which answers nothing by being opened."""
    vera = town.reader("vera")
    vera.open(town.letter("vera", "/moeder/uden-konto/")).sees(BENCHES)
    vera.page.locator("section", has=vera.page.get_by_role("heading", name="Læ")).get_by_role("link").click()
    vera.look().sees(BENCHES).press("Send rettelsen", status=422)
    vera.write(text=WRONG).press("Send rettelsen").sees(WRONG, "ikke besvaret endnu")


def bo_answers(town, meeting):
    bo = town.reader("bo").open("/skrivebord").sees("1 rettelse til udbyttet venter på svar.")
    bo.open(f"{meeting}/udbytte").sees("Vera Nordkap", WRONG).follow("Svar")
    bo.write(verdict="yes", answer=ANSWER, text=RIGHT).press("Send svaret").sees(RIGHT, "Kom med")


def vera_reads_the_answer(town):
    vera = town.reader("vera").open(town.letter_of_tomorrow("vera")).sees(RIGHT, ANSWER, "Kom med")
    vera.press("Ja, det var sådan, vi sagde det").sees("Du har bekræftet")


def it_is_published(town, meeting):
    bo = town.reader("bo").open(f"{meeting}/udbytte")
    assert not bo.page.get_by_role("button", name="Offentliggør udbytte og noter").count()
    for _night in range(2):
        town.portal.sleep()
    bo.open(f"{meeting}/udbytte").press("Offentliggør udbytte og noter")
    bo.sees("3 af de 3, der blev spurgt, har bekræftet det, og at 1 af 1 rettelser er kommet med")
    bo.press("Offentliggør udbytte og noter")
    visitor = town.reader("visitor").open(meeting)
    visitor.sees(LIGHT, RIGHT, "3 blev spurgt.", "3 har bekræftet", "2 af dem gjorde det, før", "Der kom 1 rettelse")
    assert "Vera" not in visitor.text
    assert "alle vil sidde" not in visitor.text.lower()
    visitor.page.locator("summary", has_text="De 2 noter").click()
    visitor.look().sees(NOTES[0], NOTES[2])
    visitor.open(f"{meeting}/udbytte/udskrift").sees(LIGHT, RIGHT, *NOTES)
