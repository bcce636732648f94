"""A committee is closed while people wait for an answer: they still get it, and nobody gets a seat."""

import pytest

from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.pages.desk import desk_of
from portal.recruitment.actions import choosing
from portal.recruitment.links import path_of_application
from portal.recruitment.models import ApplicationState as S, PaperLetter
from portal.recruitment.preparing import prepared_answer
from portal.recruitment.words import outcome_sentence
from portal.rules.stages import Stage
from tests.factories import saved
from tests.recruitment.scene import applied, call_in, decision, seat_in

LIST = "/udvalg/havnen/ansoegninger"


@pytest.fixture
def waiting(bo, harbour):
    """Three who applied, and of whom the second is on the shortlist, before the committee was closed."""
    call = call_in(harbour, bo, seat_in(harbour, quota=2))
    found = [applied(call, f"Vera {name}", f"{name}@example.dk") for name in "abc"]
    choosing.shortlist_application(bo, found[1])
    harbour.stage, harbour.stage_since = Stage.CLOSED, clock.today()
    saved(harbour)
    return found


def test_the_secretary_can_still_answer(client, bo, waiting, letter_box, deliver_outbox):
    browser = client(bo)
    assert browser.get(LIST).status_code == 200 and browser.get(f"{LIST}/{waiting[0].id}").status_code == 200
    page = browser.get(f"{LIST}/svar").text
    assert page.count(" checked") == 3, "nobody can be chosen any more, so all are answered"
    typed = {"application_ids": [str(one.id) for one in waiting], "body": "Tak, fordi du har tilbudt dig."}
    assert browser.post(f"{LIST}/svar", data=typed).location == LIST
    assert {one.state for one in waiting} == {S.NOT_CHOSEN}
    deliver_outbox()
    deliver_outbox(days_later=1)
    for one in waiting:
        assert "Tak, fordi du har tilbudt dig." in letter_box.to(one.email)[-1].get_body(("plain",)).get_content()


def test_nobody_gets_a_seat_any_more(client, bo, harbour, council, waiting):
    page = client(bo).get(f"{LIST}/{waiting[1].id}").text
    assert "Invitér til pladsen" not in page and "reservelisten" not in page
    with pytest.raises(Refused, match="afsluttet"):
        choosing.invite_applicant(bo, waiting[1], decision(council))
    with pytest.raises(Refused, match="afsluttet"):
        choosing.reserve_application(bo, waiting[0])
    assert [one.state for one in waiting] == [S.RECEIVED, S.SHORTLISTED, S.RECEIVED]


@pytest.mark.parametrize("state", [S.RECEIVED, S.SHORTLISTED, S.INVITED, S.ACCEPTED, S.RESERVE])
def test_the_applicant_is_promised_no_place_any_more(client, council, waiting, state):
    one = waiting[0]
    one.state = state
    if state is S.INVITED:
        one.decided_by, one.decided_on, one.starts_on, one.answer_by = council, *[clock.today()] * 3
    saved(one)
    page = client().get(path_of_application(one)).text
    assert outcome_sentence(one) in page and "er afsluttet" in outcome_sentence(one)
    assert "Vi skriver til dig" not in page and "Ja, jeg tager imod" not in page and "Følg arbejdet" not in page
    assert ("Du får stadig et svar" in page) == (state is not S.INVITED)


def test_the_letter_that_is_ready_calls_nobody_to_what_is_over(harbour, waiting):
    ready = prepared_answer(harbour)
    assert "afsluttet" in ready
    assert "idé" not in ready and "workshop" not in ready and "andre valgt" not in ready


def test_at_work_the_sentence_stands_as_it_was(harbour, waiting):
    harbour.stage = Stage.CO_INITIATION
    waiting[0].state = S.RESERVE
    assert outcome_sentence(waiting[0]) == "Du står på reservelisten. Vi skriver til dig, hvis en plads bliver ledig."
    assert "andre valgt" in prepared_answer(harbour)


def test_the_desk_reminds_the_secretary_until_all_are_answered(bo, anna, harbour, waiting):
    tasks = {task.path: task.title for task in desk_of(bo).later}
    assert tasks[f"{LIST}/svar"] == "3 ansøgere har stadig ikke fået svar"
    assert f"{LIST}/svar" not in {task.path for task in desk_of(anna).later}
    choosing.answer_applicants(bo, harbour, waiting, "Tak.")
    assert f"{LIST}/svar" not in {task.path for task in desk_of(bo).later}


def test_a_letter_by_post_is_still_on_the_desk(bo, waiting):
    saved(PaperLetter(application_id=waiting[0].id, kind="application.answered"))
    assert f"{LIST}/breve" in {task.path for task in desk_of(bo).later}


def test_no_page_of_applications_leads_to_what_is_closed(client, bo, waiting):
    waiting[0].state, waiting[1].state, waiting[1].reserve_place = S.ACCEPTED, S.RESERVE, 2
    saved(waiting[0])
    browser = client(bo)
    assert LIST in browser.get("/udvalg/havnen/").text
    assert LIST in browser.get("/udvalg/havnen/bliv-medlem").text
    pages = [browser.get(path).text for path in (LIST, f"{LIST}/{waiting[0].id}", f"{LIST}/{waiting[1].id}")]
    for gone in ("/opslag", "/pladser", "/inviter", "/udpeg", "/frem"):
        assert not any(gone in page for page in pages), gone
