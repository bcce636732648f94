"""A committee meeting from a copied agenda to minutes that are approved, exported and in part public."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from portal.accounts.passwords import hashed
from portal.committees.models import SeatFunction, SeatType
from portal.municipalities.models import Municipality
from tests.browser.journeys.people import PASSWORD
from tests.browser.journeys.settled import NAMES, SETTINGS, settled
from tests.cast import committee_in, person, seated
from tests.factories import saved
from tests.sittings.scene import SECRET, sent_in

OPEN = "Badning ved kajen"
ACCOUNT, DECISION = "Der blev talt om vinden.", "Der bades ved nordkajen."
WRONG, RIGHT = "Det var ikke vinden, men strømmen.", "Der blev talt om strømmen."


@pytest.mark.parametrize(("width", "javascript"), SETTINGS, ids=NAMES)
def test_from_a_copied_meeting_to_approved_minutes(portal, browser_page, width, javascript):
    town = settled(portal, lambda: browser_page(width, javascript=javascript))
    held = two_sit_at_the_table(town)
    bo, carl, anna = (town.signed_in(who) for who in ("bo", "carl", "anna"))
    meeting = copied_and_sent(town, bo, held, drags=javascript and width > 1_000)
    comes(town, carl, anna, meeting)
    portal.sleep()
    minuted(bo, meeting)
    read_through(bo, carl, anna, meeting)
    corrected(town, bo, carl, meeting)
    approved(town, bo, carl, meeting)
    exported(carl, meeting)
    published(bo, anna, meeting)


def two_sit_at_the_table(town):
    """Carl, who leads it, and Dorte; a meeting that was held, with an open and a closed item."""
    with town.portal.app.app_context(), town.portal.app.test_request_context():
        home = Municipality.query.one()
        committee = committee_in(home, "Havnen", "havnen")
        for name, party, function in (("Carl Mose", 0, SeatFunction.CHAIR), ("Dorte Eng", 1, SeatFunction.MEMBER)):
            user = person(name)
            user.password_hash = hashed(PASSWORD)
            seated(saved(user), committee, SeatType.POLITICIAN, party=home.parties[party], function=function)
        return sent_in(committee, days=-30).path


def copied_and_sent(town, bo, held, *, drags):
    """Tomorrow's meeting, with the agenda of the last one."""
    tomorrow = town.portal.today() + timedelta(days=1)
    bo.open(held).follow("Kopiér mødet")
    bo.write(title="Møde 4", held_on=tomorrow.isoformat(), from_time="11:00", to_time="13:00")
    bo.press("Planlæg mødet").sees(f"1. {OPEN}", f"2. {SECRET}")
    meeting = bo.path.removesuffix("/dagsorden")
    bo.press("Ned").sees(f"1. {SECRET}", f"2. {OPEN}")
    if drags:
        bo.page.set_viewport_size({"width": 1280, "height": 1800})  # nothing scrolls while it is dragged
        first, second = bo.page.locator("[data-ordered] > li").all()
        with bo.page.expect_navigation():
            second.drag_to(first)
        bo.look()
    else:
        bo.press("Op")
    bo.sees(f"1. {OPEN}", f"2. {SECRET}")
    bo.press("Send dagsordenen").sees("1 punkt er lukket").press("Send dagsordenen").sees("Dagsordenen er sendt")
    return meeting


def comes(town, carl, anna, meeting):
    """The letter opens a page on which one press says yes, on whichever device it is read: nobody signs in for it."""
    phone = town.reader("carls phone").open(town.letter("carl", "/udvalgsmoeder/svar/"))
    assert SECRET not in phone.text and OPEN not in phone.text
    phone.sees("Du har ikke svaret endnu").press("Ja, jeg kommer").sees("Vi regner med dig", "du kommer.")
    carl.open(meeting).sees(SECRET, "Du har svaret, at du kommer")
    anna.open(meeting).sees("Sagsliste", OPEN, "Lukket punkt")
    assert SECRET not in anna.text and "Kommer du?" not in anna.text


def minuted(bo, meeting):
    """As it goes: a press, what was said, and the next."""
    bo.open(f"{meeting}/forloeb").press("Begynder nu")
    bo.write(account=ACCOUNT, decision=DECISION, result="Vedtaget uændret", the_rest=True)
    bo.press("Gem punktets referat").sees("2 til stede").press("Begynder nu")
    bo.write(account=f"{SECRET} blev drøftet.", result="Drøftet").press("Gem punktets referat")
    bo.press("Mødet slutter").sees("Mødet sluttede")


def read_through(bo, carl, anna, meeting):
    """The chair reads the draft before anybody else does, answers, takes it back, and answers again."""
    bo.open(f"{meeting}/referat").follow("Send til gennemlæsning").sees("Carl Mose", "Dorte Eng")
    bo.press("Send til gennemlæsning").sees("sendt til gennemlæsning", "Har ikke svaret")
    carl.open("/skrivebord").sees("Du er bedt om at læse udkastet til referatet igennem")
    carl.follow("Læs udkastet").sees(ACCOUNT, SECRET).press("Læst, ingen rettelser").sees("Læst d.")
    carl.press("Tag dit svar tilbage").sees("Taget tilbage d.").press("Læst, ingen rettelser")
    carl.follow("Udskriv referatet").sees("En kladde", ACCOUNT, "Carl Mose (A)")
    assert ACCOUNT not in anna.open(meeting).text
    bo.open(f"{meeting}/referat").sees("Læst d.", "Taget tilbage d.")


def corrected(town, bo, carl, meeting):
    tomorrow = town.portal.today() + timedelta(days=1)
    bo.follow("Send referatet til medlemmerne").write(until=tomorrow.isoformat())
    bo.press("Send referatet til medlemmerne").sees("Medlemmerne læser hele referatet")
    bo.press("Send referatet til medlemmerne").sees("Referatet er sendt til medlemmerne")
    carl.open(meeting).follow("Læs referatet").sees(ACCOUNT, "Carl Mose (A)", "Dorte Eng (V)")
    carl.follow("Bed om en rettelse").write(text=WRONG).press("Send rettelsen").sees(WRONG, "Venter på svar")
    bo.open("/skrivebord").sees("Carl Mose beder om en rettelse til punkt 1")
    bo.open(f"{meeting}/referat").follow("Svar").write(verdict="yes", answer="Ja.", account=RIGHT)
    bo.press("Send svaret").sees("Referatet er rettet", RIGHT)


def approved(town, bo, carl, meeting):
    """When nobody can ask for corrections any more."""
    assert "Godkend referatet" not in carl.open(f"{meeting}/referat").text
    town.portal.sleep()
    town.portal.sleep()
    for reader, follows in ((bo, "Én til skal godkende det"), (carl, "bliver referatet låst")):
        reader.open(f"{meeting}/referat").press("Godkend referatet").sees(follows).press("Godkend referatet")
    carl.sees("Godkendt d.", "Det passer til det, der står her.")


def exported(carl, meeting):
    answer = carl.context.request.get(f"{carl.address}{meeting}/referat.docx")
    words = "\n".join(one.text for one in Document(BytesIO(answer.body())).paragraphs)
    assert all(text in words for text in (RIGHT, DECISION, f"{SECRET} blev drøftet.", "Carl Mose (A)"))


def published(bo, anna, meeting):
    """What was decided on the open item, and nothing else."""
    assert DECISION not in anna.open(meeting).text
    bo.open(f"{meeting}/papirer").follow("Offentliggør beslutningerne")
    bo.press("Fortsæt").press("Offentliggør beslutningerne")
    anna.open(meeting).sees(DECISION, "Lukket punkt")
    assert RIGHT not in anna.text and SECRET not in anna.text
