"""Who came: noted by those who hold the meeting, counted for the gate, told to everybody in numbers."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.pages.desk import desk_of
from portal.privacy.actions.retaining import keep_promises
from portal.workshops.actions.attending import note_attendance
from portal.workshops.forms.coming import AttendanceDraft
from portal.workshops.models import ParticipantKind, WorkshopSignUp
from portal.workshops.queries import cross_party_workshops
from portal.workshops.queries.coming import attendance, walked_in
from tests.workshops.scene import comes, workshop_in

CITIZEN, POLITICIAN = ParticipantKind.CITIZEN, ParticipantKind.POLITICIAN


@pytest.fixture
def held(harbour, fjordby, anna, carl, dorte):
    """Held yesterday; a citizen and politicians of two parties had signed up."""
    workshop = workshop_in(harbour, days=-1)
    workshop.places = [
        comes(anna, workshop),
        comes(carl, workshop, POLITICIAN, fjordby.parties[0]),
        comes(dorte, workshop, POLITICIAN, fjordby.parties[2]),
    ]
    return workshop


def noted(workshop, *came, **walked):
    return AttendanceDraft(frozenset(place.id for place in came), {(CITIZEN, None): walked.get("citizens", 0)})


def url(workshop):
    return f"{workshop.path}/fremmoede"


def test_only_who_came_makes_a_workshop_cross_party(bo, harbour, held):
    citizen, one, other = held.places
    assert cross_party_workshops(harbour, confirmed=False) == [], "nobody knows who came"

    note_attendance(bo, held, noted(held, citizen, one))
    assert cross_party_workshops(harbour, confirmed=False) == [], "of two parties one came"

    note_attendance(bo, held, noted(held, citizen, one, other))
    assert cross_party_workshops(harbour, confirmed=False) == [held]


@pytest.mark.usefixtures("designing")
def test_the_gate_says_that_nobody_has_noted_it(bo, client, held):
    page = client(bo).get("/udvalg/havnen/port")
    assert "Det er ikke noteret, hvem der kom til »Badeliv på kajen«" in page.text

    note_attendance(bo, held, noted(held, *held.places))
    assert "Det er ikke noteret" not in client(bo).get("/udvalg/havnen/port").text


def test_nobody_is_ticked_until_it_is_noted(bo, client, held):
    page = client(bo).get(url(held)).text
    assert page.count(" checked") == 0

    note_attendance(bo, held, noted(held, held.places[0], citizens=4))
    page = client(bo).get(url(held)).text
    assert page.count(" checked") == 1
    assert 'value="4"' in page


def test_what_is_typed_is_what_everybody_reads(bo, client, held):
    typed = {
        "came": [held.places[0].id, held.places[1].id],
        "citizen": "5",
        "association": "2",
        FIELD: mark_of(held, "attended_at"),
    }
    typed |= {f"party_{held.places[2].party_id}": "1"}
    answer = client(bo).post(url(held), data=typed, follow_redirects=True)
    assert "Nu er det noteret, hvem der kom." in answer.text

    seen = attendance(held)
    assert (seen.taken, seen.came) == (3, 10)
    assert seen.kinds == [(CITIZEN, 6), (POLITICIAN, 2), (ParticipantKind.ASSOCIATION, 2)]
    assert [number for _party, number in seen.parties] == [1, 1]
    page = client().get(held.path).text
    assert "Hvem der kom" in page and "3 var tilmeldt." in page and "Anna Strand" not in page


def test_it_can_be_corrected_up_and_down(bo, held):
    for citizens in (3, 5, 1, 0, 2):
        note_attendance(bo, held, noted(held, held.places[0], citizens=citizens))
        assert walked_in(held) == ({(CITIZEN, None): citizens} if citizens else {})
        assert attendance(held).came == citizens + 1
    assert attendance(held).taken == 3, "those who had signed up stay as many"


def test_the_same_twice_is_noted_once(bo, held):
    for _click in range(2):
        note_attendance(bo, held, noted(held, held.places[0], citizens=2))
    assert db.session.scalar(select(func.count()).where(Event.type == EventType.WORKSHOP_ATTENDED)) == 1
    assert walked_in(held) == {(CITIZEN, None): 2}


def test_whoever_notes_after_somebody_else_is_told(bo, client, held):
    browser, mark = client(bo), mark_of(held, "attended_at")
    note_attendance(bo, held, noted(held, *held.places))
    answer = browser.post(url(held), data={"came": [held.places[0].id], FIELD: mark})

    assert answer.status_code == 409
    assert attendance(held).came == 3


@pytest.mark.parametrize("citizens", ["-1", "501", "mange", "9" * 30])
def test_no_number_that_cannot_be(bo, client, held, citizens):
    answer = client(bo).post(url(held), data={"citizen": citizens, FIELD: mark_of(held, "attended_at")})
    assert answer.status_code == 422
    assert citizens in answer.text
    assert db.session.scalar(select(func.count()).where(WorkshopSignUp.walked_in)) == 0


def test_it_is_noted_from_the_beginning_by_those_who_hold_it(bo, anna, carl, harbour, held, client):
    for other in (anna, carl):
        with pytest.raises(NotAllowed):
            note_attendance(other, held, noted(held))
        assert client(other).get(url(held)).status_code == 403
    ahead = workshop_in(harbour, days=3)
    with pytest.raises(Refused, match="ikke begyndt"):
        note_attendance(bo, ahead, noted(ahead))
    assert client(bo).get(url(ahead)).status_code == 422


def test_the_desk_asks_until_it_is_noted(bo, harbour, held):
    def asked():
        desk = desk_of(bo)
        heaps = desk.late, desk.soon, desk.later, desk.resting
        return [task.button for heap in heaps for task in heap if task.path == url(held)]

    assert asked() == ["Notér, hvem der kom"]
    note_attendance(bo, held, noted(held))
    assert asked() == []


def test_of_those_whose_names_are_deleted_what_was_noted_stays(bo, held):
    note_attendance(bo, held, noted(held, *held.places))
    keep_promises(clock.now() + timedelta(days=367))
    note_attendance(bo, held, noted(held, citizens=1))
    assert attendance(held).came == 4


def test_whoever_writes_the_outcome_meanwhile_is_not_disturbed(bo, client, held):
    browser, mark = client(bo), mark_of(held)
    note_attendance(bo, held, noted(held, *held.places))
    answer = browser.post(f"{held.path}/udbytte", data={"outcome": "Vi blev enige.", FIELD: mark})

    assert answer.status_code == 302
    db.session.refresh(held)
    assert held.outcome == "Vi blev enige."


def test_a_place_that_is_gone_or_elsewhere_is_not_counted(bo, client, harbour, held):
    elsewhere = comes(bo, workshop_in(harbour, days=-2))
    gone = held.places[0].id
    db.session.execute(update(WorkshopSignUp).where(WorkshopSignUp.id == gone).values(user_id=None))
    db.session.commit()
    typed = {"came": [gone, elsewhere.id, held.places[1].id], FIELD: mark_of(held, "attended_at")}
    assert client(bo).post(url(held), data=typed).status_code == 302
    assert attendance(held).came == 1
    assert elsewhere.came is None


@pytest.mark.usefixtures("designing")
def test_an_outcome_from_before_anybody_noted_who_came_says_what_is_lacking(bo, client, held):
    held.outcome = held.outcome_html = "Vi blev enige."
    held.outcome_confirmed_at = held.outcome_published_at = clock.now()
    db.session.commit()
    gate = client(bo).get("/udvalg/havnen/port").text
    assert gate.count("Det er ikke noteret, hvem der kom til »Badeliv på kajen«") == 2
    assert "Intet udbytte er læst op" not in gate
    assert f'href="{url(held)}"' in client(bo).get("/skrivebord").text
    assert f'href="{url(held)}"' in client(bo).get("/udvalg/havnen/moeder/").text
    assert f'href="{url(held)}"' not in client().get("/udvalg/havnen/moeder/").text

    note_attendance(bo, held, noted(held, *held.places))
    assert "Det er ikke noteret" not in client(bo).get("/udvalg/havnen/port").text
    assert f'href="{url(held)}"' not in client(bo).get("/skrivebord").text


def test_those_of_a_party_that_has_left_the_list_stay_counted(bo, client, fjordby, held):
    typed = {"came": [held.places[0].id], f"party_{fjordby.parties[1].id}": "2"}
    client(bo).post(url(held), data=typed | {FIELD: mark_of(held, "attended_at")})
    fjordby.parties[1].valid_until = clock.today() - timedelta(days=10)
    db.session.commit()
    db.session.refresh(held)
    again = {"came": [held.places[1].id], "citizen": "1", FIELD: mark_of(held, "attended_at")}
    assert client(bo).post(url(held), data=again).status_code == 302
    assert attendance(held).came == 4


def test_a_press_without_a_tick_is_asked_about(bo, client, held):
    browser, typed = client(bo), {FIELD: mark_of(held, "attended_at")}
    browser.is_sure = False
    asked = browser.post(url(held), data=typed)
    assert "Kom der slet ingen?" in asked.text and held.attended_at is None
    assert browser.post(url(held), data=typed | {"citizen": "1"}).status_code == 302, "one is somebody"
    again = {FIELD: mark_of(held, "attended_at"), "citizen": "0", "confirmed": "yes"}
    assert browser.post(url(held), data=again).status_code == 302
    assert attendance(held).came == 0
