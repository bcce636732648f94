"""A committee is closed while people wait for an answer: they still get it, and nobody gets a seat."""

import pytest

from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.recruitment.actions import choosing
from portal.recruitment.models import ApplicationState as S
from portal.rules.stages import Stage
from tests.recruitment.scene import applied, call_in, decision, seat_in

LIST = "/udvalg/havnen/ansoegninger"


@pytest.fixture
def waiting(bo, harbour):
    """Three who applied, and of whom the second is on the shortlist, before the committee was closed."""
    call = call_in(harbour, bo, seat_in(harbour, quota=2))
    found = [applied(call, f"Vera {name}", f"{name}@example.dk") for name in "abc"]
    choosing.shortlist_application(bo, found[1])
    harbour.stage, harbour.stage_since = Stage.CLOSED, clock.today()
    return found


def test_the_secretary_can_still_answer(client, bo, waiting, letter_box, deliver_outbox):
    browser = client(bo)
    assert browser.get(LIST).status_code == 200 and browser.get(f"{LIST}/{waiting[0].id}").status_code == 200
    page = browser.get(f"{LIST}/svar").text
    assert page.count(" checked") == 2, "those on the shortlist are ticked by hand"
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
