"""There is always somebody to decide: where no moderator is left, an administrator."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.moderation.actions import appeal_decision, hide_content, keep_content, overturn_decision, uphold_decision
from portal.moderation.models import CaseState, ReportCode
from portal.moderation.queries import cases_waiting_for, queue
from portal.notifications.models import Notification
from portal.rules.roles import Role
from tests.cast import person
from tests.initiatives.scene import S, initiative_in
from tests.moderation.scene import SECRET, hidden, public_idea, reported

RUDE = ReportCode.OFFENSIVE


@pytest.fixture
def appealed(anna, bo, gerda, finn, harbour):
    """Hidden by the only secretary there is."""
    matter = hidden(public_idea(anna, harbour), bo, gerda)
    appeal_decision(anna, matter, "Det var et citat.")
    return matter


@pytest.fixture
def secretarys_own(bo, gerda, finn, harbour):
    """Written by the only secretary there is."""
    return reported(public_idea(bo, harbour), gerda)


def told(message_part):
    rows = db.session.scalars(select(Notification).order_by(Notification.id))
    return {row.recipient_id for row in rows if message_part in row.message}


def waiting(user):
    return [case.id for case in cases_waiting_for(user)]


def test_where_one_secretary_hid_it_an_administrator_decides_the_appeal(appealed, bo, finn, client, deliver_outbox):
    deliver_outbox()
    assert told("is appealed") == {finn.id}
    assert (waiting(finn), waiting(bo)) == ([appealed.case.id], [])
    with pytest.raises(Refused):
        overturn_decision(bo, appealed, "Jeg har ombestemt mig.")

    browser, path = client(finn), appealed.case.path
    assert path in browser.get("/skrivebord").text
    assert path in browser.get("/moderation/koe").text
    assert SECRET in browser.get(path).text
    typed = {"decision-verdict": "overturned", "decision-reason": "Det er et citat."}
    assert browser.post(f"{path}/afgoer", data=typed).location == path
    assert (appealed.case.state, appealed.subject.hidden_at) == (CaseState.OVERTURNED, None)


def test_where_there_is_another_secretary_the_administrators_are_not_told(appealed, sofie, deliver_outbox):
    deliver_outbox()
    assert told("is appealed") == {sofie.id}


def test_the_only_secretarys_own_text_is_decided_by_an_administrator(
    secretarys_own, bo, finn, gerda, client, deliver_outbox
):
    deliver_outbox()
    assert told("has been reported") == {finn.id}
    assert (waiting(finn), waiting(bo)) == ([secretarys_own.case.id], [])
    assert len(db.session.scalars(queue(finn)).all()) == 1
    with pytest.raises(NotAllowed):
        keep_content(bo, secretarys_own, "Min egen tekst er fin.")
    path = secretarys_own.case.path
    assert client(finn).get(path).status_code == 200
    typed = {"hide-code": "offensive", "hide-reason": "Grimt om naboen."}
    assert client(finn).post(f"{path}/skjul", data=typed).location == path
    assert client(finn).get(path).status_code == 200, "whoever has decided can still read the case"

    appeal_decision(bo, secretarys_own, "Nej.")
    for nobody in (finn, bo):
        with pytest.raises((Refused, NotAllowed)):
            uphold_decision(nobody, secretarys_own, "Jo.")
    uphold_decision(person("Hanne Ny", Role.ADMINISTRATOR), secretarys_own, "Jo.")


@pytest.mark.parametrize("serves", ["the committee", "the whole municipality"])
def test_an_administrator_stands_back_where_a_secretary_can_decide(secretarys_own, finn, harbour, client, serves):
    person("Ulla Ny", Role.SECRETARY, committee=harbour if serves == "the committee" else None)
    assert waiting(finn) == []
    assert client(finn).get(secretarys_own.case.path).status_code == 404
    for deed in (
        lambda: keep_content(finn, secretarys_own, "x"),
        lambda: hide_content(finn, secretarys_own, RUDE, "x"),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_secretary_of_somewhere_else_is_told_when_the_own_one_wrote_it(secretarys_own, sofie, deliver_outbox):
    deliver_outbox()
    assert told("has been reported") == {sofie.id}


def test_an_administrator_does_not_decide_about_their_own_text(finn, gerda, harbour):
    matter = reported(public_idea(finn, harbour), gerda)
    assert waiting(finn) == []
    with pytest.raises(NotAllowed):
        hide_content(finn, matter, RUDE, "x")


def test_moderators_find_the_queue_from_the_account_and_others_do_not(bo, finn, anna, eva, client):
    for who, finds in ((bo, True), (finn, True), (anna, False), (eva, False)):
        assert ("/moderation/koe" in client(who).get("/moderation").text) is finds
        assert client(who).get("/moderation/koe").status_code == (200 if finds else 403)
    assert "Alle kan anmelde" not in client().get("/moderation").text


def test_whoever_reported_the_text_is_no_second_person(anna, bo, sofie, finn, harbour, client, deliver_outbox):
    matter = hidden(public_idea(anna, harbour), bo, sofie)
    appeal_decision(anna, matter, "Det var et citat.")
    deliver_outbox()
    assert told("is appealed") == {finn.id}
    assert (waiting(sofie), waiting(finn)) == ([], [matter.case.id])
    assert "En anden afgør klagen" in client(sofie).get("/moderation/koe").text
    assert "En anden sekretær eller en administrator afgør klagen" in client(sofie).get(matter.case.path).text
    with pytest.raises(Refused):
        overturn_decision(sofie, matter, "x")


def test_the_days_on_which_a_proposal_was_hidden_wrongly_are_given_back(anna, gerda, sofie, finn, fjordby):
    closes = clock.today() + timedelta(days=2)
    initiative = initiative_in(S.PUBLISHED, fjordby, anna, closes_on=closes)
    matter = hidden(initiative, sofie, gerda)
    appeal_decision(anna, matter, "Det var et citat.")
    with clock.frozen(clock.now() + timedelta(days=5)):
        overturn_decision(finn, matter, "Ja.")
        assert initiative.closes_on == closes + timedelta(days=5)
        assert initiative.standing is S.PUBLISHED
