"""A name stands under the text that was read: it follows corrections of spelling, and is asked for anew otherwise."""

import pytest

from portal.events.queries import events_of
from portal.foundation.db import db
from portal.foundation.errors import Conflict
from portal.notifications.models import Notification
from portal.proposals.actions import revise_proposal, sponsor_proposal
from portal.proposals.queries import backing
from tests.proposals.scene import DRAFT, revised

WRONG = revised(problem="Hver fjerde elev bliver kørt. Vejen er farrlig", what_changed="En fejl.")
RIGHT = revised(problem="Hver fjerde elev bliver kørt. Vejen er farlig.", what_changed="Stavning.")
OTHER = revised(problem="Hver tredje elev bliver kørt. Vejen er farlig.", what_changed="Nye tal.")
QUESTION = 'The text of "%(title)s" has changed. Do you still stand behind it?'


@pytest.fixture
def signed(carl, dorte, gerda, proposal):
    for member in (carl, dorte, gerda):
        sponsor_proposal(member, proposal)
    return proposal


def stands(proposal):
    db.session.expire_all()
    return {one.membership.user.name.split()[0]: one.text_version for one in proposal.sponsors}


def asked(proposal):
    return [one for one in db.session.scalars(events_of(proposal)) if one.type == "proposal.sponsors-asked"]


def told(person):
    return [one.message for one in db.session.scalars(db.select(Notification).filter_by(recipient_id=person.id))]


def test_names_follow_a_correction_of_the_spelling(dorte, signed):
    revise_proposal(dorte, signed, WRONG)
    revise_proposal(dorte, signed, RIGHT)
    assert set(stands(signed).values()) == {3}
    assert asked(signed) == []
    assert (backing(signed).people, backing(signed).earlier) == (3, 0)


def test_after_any_other_change_all_but_the_writer_are_asked(carl, client, dorte, gerda, signed, deliver_outbox):
    revise_proposal(dorte, signed, OTHER)
    assert stands(signed) == {"Carl": 1, "Dorte": 2, "Gerda": 1}
    assert (backing(signed).people, backing(signed).earlier) == (1, 2)
    page = client().get(signed.path).text
    assert page.count("stod under version 1") == 2
    assert "1 navn, 1 parti" in page and "2 stod bag en tidligere tekst" in page
    deliver_outbox()
    assert told(carl) == [QUESTION] == told(gerda)
    assert QUESTION not in told(dorte)
    assert "Teksten i »Skoleveje i tre lag« er ændret. Står du stadig bag den?" in client(carl).get("/beskeder").text


def test_a_member_stands_again_with_one_press(carl, client, dorte, signed):
    revise_proposal(dorte, signed, OTHER)
    browser = client(carl)
    page = browser.get(signed.path).text
    assert "Du stod under version 1. Teksten er ændret siden." in page and "Jeg står stadig bag" in page
    assert browser.post(f"{signed.path}/navn", data={"version": "2"}).location == signed.path
    assert stands(signed)["Carl"] == 2
    assert "Du stod under version 1" not in browser.get(signed.path).text


def test_nobody_stands_under_a_text_that_they_have_not_read(carl, client, dorte, signed):
    revise_proposal(dorte, signed, OTHER)
    with pytest.raises(Conflict):
        sponsor_proposal(carl, signed, 1)
    assert client(carl).post(f"{signed.path}/navn", data={"version": "1"}).status_code == 409
    assert stands(signed)["Carl"] == 1


def test_whoever_was_asked_is_not_asked_for_every_version(carl, dorte, signed, deliver_outbox):
    revise_proposal(dorte, signed, OTHER)
    deliver_outbox()
    revise_proposal(dorte, signed, revised(problem=DRAFT.problem, what_changed="Tallene passede."))
    deliver_outbox()
    assert len(asked(signed)) == 1
    assert len([one for one in told(carl) if one == QUESTION]) == 1
    assert stands(signed) == {"Carl": 1, "Dorte": 3, "Gerda": 1}
