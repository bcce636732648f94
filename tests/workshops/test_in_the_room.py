"""The screen in the room: which round it is, how long it lasts, and what the tables are asked; nobody's name."""

from datetime import timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.workshops.actions.evening import begin_round, describe_turn
from portal.workshops.actions.seating import lay_tables
from portal.workshops.forms.tables import TablesDraft, TurnDraft
from portal.workshops.links import path_of_table
from portal.workshops.queries.tables import now_at
from tests.factories import saved
from tests.workshops.scene import comes, workshop_in


@pytest.fixture
def tonight(bo, anna, harbour):
    """Three tables for two rounds of twenty minutes; Anna comes."""
    workshop = workshop_in(harbour, days=0)
    comes(anna, workshop)
    lay_tables(bo, workshop, TablesDraft(3, 4, 2, 20))
    return workshop


def url(workshop):
    return f"{workshop.path}/rummet"


def test_before_the_first_round_everybody_is_welcome(bo, client, tonight):
    page = client(bo).get(url(tonight)).text
    assert "Velkommen" in page and "Find dit bord." in page
    assert "Begynd runde 1" in page and "minutter tilbage" not in page
    assert page.count('<li><strong class="room__name">Bord ') == 3


def test_a_press_begins_a_round_and_the_minutes_run_out(bo, client, tonight):
    first = tonight.rounds[0]
    describe_turn(bo, tonight, first, TurnDraft("Hvad mangler vi?", 30))
    browser = client(bo)
    browser.post(f"{url(tonight)}/runde/1", data={FIELD: mark_of(first)})
    begun = clock.now()
    for minutes, left in ((0, 30), (10, 20), (29, 1), (31, 0), (90, 0)):
        with clock.frozen(begun + timedelta(minutes=minutes)):
            assert now_at(tonight).minutes_left == left
    page = browser.get(url(tonight)).text
    assert "Runde 1 af 2" in page and "<h1" in page and "Hvad mangler vi?" in page
    assert "30 minutter tilbage af 30" in page
    assert "Begynd runde 2" in page and "Begynd runde 1 forfra" in page


def test_when_the_meeting_is_over_or_cancelled_the_room_says_so(bo, client, tonight):
    begin_round(bo, tonight, tonight.rounds[0])
    last_minutes = clock.frozen(tonight.ends_at + timedelta(minutes=5))
    with clock.frozen(tonight.ends_at - timedelta(minutes=5)):
        begin_round(bo, tonight, tonight.rounds[1])
    with last_minutes:
        assert now_at(tonight).minutes_left == 10, "a round that runs late runs out"
    with clock.frozen(tonight.ends_at + timedelta(hours=1)):
        page = client(bo).get(url(tonight)).text
        assert "Mødet er slut." in page
        assert "Velkommen" not in page and "minutter tilbage" not in page
        table = client().get(path_of_table(tonight.tables[0])).text
        assert "minutter tilbage" not in table and "Første runde er ikke begyndt" not in table
    tonight.cancelled_at = clock.now()
    page = client(bo).get(url(saved(tonight))).text
    assert "Mødet er aflyst." in page and "Velkommen" not in page


def test_pressed_twice_it_begins_once_and_after_a_rehearsal_anew(bo, client, tonight):
    first, browser, mark = tonight.rounds[0], client(bo), mark_of(tonight.rounds[0])
    browser.post(f"{url(tonight)}/runde/1", data={FIELD: mark})
    db.session.refresh(first)
    begun = first.begun_at
    assert browser.post(f"{url(tonight)}/runde/1", data={FIELD: mark}).status_code == 302
    db.session.refresh(first)
    assert first.begun_at == begun
    browser.post(f"{url(tonight)}/runde/1", data={FIELD: mark_of(first)})
    db.session.refresh(first)
    assert first.begun_at > begun


def test_the_next_round_takes_the_place_of_the_one_before(bo, client, tonight):
    for one in tonight.rounds:
        begin_round(bo, tonight, one)
    page = client(bo).get(url(tonight)).text
    assert "Runde 2 af 2" in page and "Begynd runde 2 forfra" in page
    assert page.count("<form") == 1, "no round comes after"


def test_it_is_opened_by_those_who_take_notes_and_run_by_those_who_plan(anna, bo, carl, client, tonight):
    assert client().get(url(tonight)).status_code in {302, 401}
    assert client(anna).get(url(tonight)).status_code == 403
    page = client(carl).get(url(tonight)).text
    assert "Velkommen" in page and "Begynd runde" not in page
    assert client(carl).post(f"{url(tonight)}/runde/1").status_code == 403
    with pytest.raises(NotAllowed):
        begin_round(carl, tonight, tonight.rounds[0])
    assert "Anna" not in client(bo).get(url(tonight)).text


def test_when_it_is_over_nothing_begins(bo, client, tonight):
    tonight.starts_at, tonight.ends_at = clock.now() - timedelta(hours=3), clock.now() - timedelta(hours=1)
    db.session.commit()
    with pytest.raises(Refused, match="forbi"):
        begin_round(bo, tonight, tonight.rounds[0])
    assert "Begynd runde" not in client(bo).get(url(tonight)).text


def test_the_question_is_typed_on_the_page_of_the_round(bo, client, tonight):
    page = f"{tonight.path}/borde/runde/2"
    typed = {"question": "Hvem gør hvad?", "minutes": "15", FIELD: mark_of(tonight.rounds[1], "question", "minutes")}
    assert client(bo).post(f"{page}/spoergsmaal", data=typed).status_code == 302
    db.session.refresh(tonight.rounds[1])
    assert (tonight.rounds[1].question, tonight.rounds[1].minutes) == ("Hvem gør hvad?", 15)
    answer = client(bo).post(f"{page}/spoergsmaal", data=typed | {"minutes": "mange"})
    assert answer.status_code == 422 and "mange" in answer.text and "Hvem gør hvad?" in answer.text


def test_a_press_that_comes_too_late_leads_back_to_the_meeting(bo, client, tonight):
    """The screen has stood open since before the meeting was over."""
    browser, address = client(bo), f"{url(tonight)}/runde/1"
    mark = {FIELD: mark_of(tonight.rounds[0])}
    with clock.frozen(tonight.ends_at + timedelta(minutes=1)):
        answer = browser.post(address, data=mark, follow_redirects=True)
        assert answer.request.path == tonight.path and "Mødet er slut" in answer.text
    assert tonight.rounds[0].begun_at is None
