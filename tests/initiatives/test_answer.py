from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.committees.forms.committee import CommitteeDraft
from portal.committees.models import Committee
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.initiatives.actions.answering import answer_initiative, link_committee, put_on_desk, set_up_committee
from portal.initiatives.actions.backing import support_initiative
from portal.initiatives.actions.proposing import withdraw_initiative
from portal.initiatives.forms import InitiativeAnswerDraft
from portal.initiatives.models import InitiativeState, InitiativeVerdict
from portal.initiatives.queries import initiatives_behind, initiatives_without_committee
from portal.notifications.models import Notification
from portal.rules.stages import Stage
from portal.trace.models import TraceEdge
from tests.cast import committee_in
from tests.factories import saved
from tests.initiatives.scene import initiative_in

S, V = InitiativeState, InitiativeVerdict


def draft_of(council, verdict=V.NOT_NOW, committee=None):
    return InitiativeAnswerDraft(
        verdict, "Fordi **vi** kan.", council.id, clock.today(), "7", committee and committee.id
    )


@pytest.fixture
def initiative(anna, fjordby):
    return initiative_in(S.SUPPORTED, fjordby, anna)


@pytest.fixture
def coming(fjordby):
    """A committee that is being prepared, and that nobody outside can see yet."""
    committee = committee_in(fjordby, "Skolevejen", "skolevejen", stage=Stage.PREPARATION)
    committee.published_at = None
    return saved(committee)


def edges():
    rows = select(TraceEdge.earlier_kind, TraceEdge.later_kind, TraceEdge.later_id)
    return db.session.execute(rows).tuples().all()


def test_it_is_put_before_the_council(initiative, sofie, anna, client):
    day = clock.today() + timedelta(days=9)
    put_on_desk(sofie, initiative, day)
    assert (initiative.state, initiative.council_meets_on) == (S.ON_DESK, day)
    assert client().get(initiative.path).status_code == 200
    with pytest.raises(NotAllowed):
        put_on_desk(anna, initiative, day)


def test_a_meeting_that_is_not_held_is_another_day(initiative, sofie, eva, anna, gerda, client, deliver_outbox):
    support_initiative(gerda, initiative)
    day, later = clock.today(), clock.today() + timedelta(days=21)
    put_on_desk(sofie, initiative, day)
    for wrong in ((day, "Mødet er udsat."), (later, ""), (later, "Ring til Hans på 20 00 00 00.")):
        with pytest.raises(Refused):
            put_on_desk(sofie, initiative, *wrong)
    db.session.refresh(initiative)
    assert (initiative.council_meets_on, len(initiative.steps)) == (day, 2)

    browser, path = client(sofie), f"{initiative.path}/behandl"
    assert "Flyt det til et andet møde" in browser.get(path).text
    typed = {"desk-meets_on": later.isoformat(), "desk-reason": ""}
    assert browser.post(f"{path}/paa-dagsordenen", data=typed).status_code == 422
    assert browser.post(f"{path}/paa-dagsordenen", data=typed | {"desk-reason": "Mødet er udsat."}).location == path
    assert (initiative.state, initiative.council_meets_on) == (S.ON_DESK, later)
    page = client().get(initiative.path).text
    assert "Mødet er udsat." in page and "Borgerforslaget blev flyttet til et andet møde" in page
    moved = db.session.scalars(select(Event).where(Event.type == "initiative.meeting-moved")).one()
    assert moved.details["meets_on"] == later.isoformat() and moved.details["reason"] == "Mødet er udsat."
    deliver_outbox()
    told = select(Notification.recipient_id).where(Notification.message.like("%on another day%"))
    assert set(db.session.scalars(told)) == {anna.id, gerda.id}


def test_withdrawn_from_the_desk(initiative, sofie, eva, anna, gerda, client, deliver_outbox):
    day = clock.today() + timedelta(days=400)
    support_initiative(gerda, initiative)
    put_on_desk(sofie, initiative, day)
    assert str(day.year) in client().get(initiative.path).text
    withdraw_initiative(anna, initiative, "Det er løst.")
    deliver_outbox()
    assert str(day.year) not in client().get(initiative.path).text, "no meeting takes it up"
    told = select(Notification.recipient_id).where(Notification.message.like("%withdrawn by its author%"))
    assert set(db.session.scalars(told)) == {sofie.id, eva.id, gerda.id}
    assert initiative.title not in client(eva).get("/skrivebord").text.split("<main", 1)[1]
    with pytest.raises(Refused):
        put_on_desk(sofie, initiative, day, "Igen.")


def test_nothing_is_done_with_what_a_moderator_has_hidden(initiative, sofie, eva, council, client):
    initiative.hidden_at, initiative.hidden_reason = clock.now(), "Grimt."
    saved(initiative)
    for deed in (
        lambda: put_on_desk(sofie, initiative, clock.today()),
        lambda: answer_initiative(sofie, initiative, draft_of(council)),
    ):
        with pytest.raises(Refused):
            deed()
    assert client(sofie).get(f"{initiative.path}/behandl").status_code == 200
    typed = {"verdict": "not_now", "reason": "Det tog en formiddag.", "body_id": str(council.id), "committee_id": "",
             "met_on": clock.today().isoformat(), "item": "12"}  # fmt: skip
    page = client(sofie).post(f"{initiative.path}/svar", data=typed)
    assert page.status_code == 422
    assert "Det tog en formiddag." in page.text, "the words are given back"


def test_no_meeting_answers_before_there_is_a_proposal(initiative, eva, council, client):
    early = clock.today() - timedelta(days=1)
    with pytest.raises(Refused):
        answer_initiative(eva, initiative, replace(draft_of(council), met_on=early))
    typed = {"verdict": "not_now", "reason": "Nej.", "body_id": str(council.id), "committee_id": "",
             "met_on": early.isoformat(), "item": "12"}  # fmt: skip
    page = client(eva).post(f"{initiative.path}/svar", data=typed)
    assert page.status_code == 422 and 'id="met_on-error"' in page.text


def test_the_answer_holds_no_personal_data(initiative, eva, council, client):
    typed = {"verdict": "not_now", "reason": "Ring til Hans på 20 00 00 00.", "body_id": str(council.id),
             "committee_id": "", "met_on": clock.today().isoformat(), "item": "12"}  # fmt: skip
    page = client(eva).post(f"{initiative.path}/svar", data=typed)
    assert (page.status_code, initiative.state) == (422, S.SUPPORTED)
    assert "Ring til Hans" in page.text and "et telefonnummer" in page.text


@pytest.mark.parametrize("who", ["sofie", "eva"])
def test_not_now_with_a_reason(initiative, council, request, who, client):
    answer_initiative(request.getfixturevalue(who), initiative, draft_of(council))
    page = client().get(initiative.path).text
    assert initiative.state is S.ANSWERED
    assert "<strong>vi</strong>" in page
    assert "Byrådet" in page
    assert "punkt 7" in page
    assert edges() == []


def test_an_existing_committee_takes_it_in(initiative, eva, council, harbour, client):
    answer_initiative(eva, initiative, draft_of(council, V.TAKEN_INTO, harbour))
    assert edges() == [("initiative", "committee", harbour.id)]
    assert initiatives_behind(harbour) == [initiative]
    assert harbour.path in client().get(initiative.path).text


def test_a_committee_in_preparation_is_not_told_of_before_its_time(initiative, eva, council, coming, client):
    answer_initiative(eva, initiative, draft_of(council, V.COMMITTEE, coming))
    page = client().get(initiative.path).text
    assert "Skolevejen" not in page
    assert "når opgaven er vedtaget" in page


def test_what_does_not_fit_is_refused(initiative, eva, council, harbour, fjordby):
    closed = committee_in(fjordby, "Parken", "parken", stage=Stage.CLOSED)
    for draft in (
        draft_of(council, V.TAKEN_INTO),
        draft_of(council, V.TAKEN_INTO, closed),
        draft_of(council, V.COMMITTEE, harbour),
        InitiativeAnswerDraft(V.NOT_NOW, "x", 999, clock.today(), "7"),
    ):
        with pytest.raises(Refused):
            answer_initiative(eva, initiative, draft)
        db.session.refresh(initiative)
        assert (initiative.state, initiative.answer, edges()) == (S.SUPPORTED, None, [])


def test_others_do_not_answer(initiative, anna, bo, carl, council):
    for person in (anna, bo, carl):
        with pytest.raises(NotAllowed):
            answer_initiative(person, initiative, draft_of(council))


@pytest.mark.parametrize("state", [s for s in S if s not in {S.SUPPORTED, S.ON_DESK, S.LAPSED}])
def test_only_what_has_support_enough_is_answered(anna, eva, fjordby, council, state):
    with pytest.raises(Refused):
        answer_initiative(eva, initiative_in(state, fjordby, anna), draft_of(council))


def test_from_proposal_to_adopted_mandate(initiative, eva, sofie, council, client, fjordby):
    answer_initiative(eva, initiative, draft_of(council, V.COMMITTEE))
    assert initiatives_without_committee() == [initiative]
    browser = client(sofie)
    page = browser.get(f"{initiative.path}/nyt-udvalg").text
    assert 'value="Trygge veje til skolen"' in page
    assert "Børn cykler" in page

    typed = {"name": "Trygge skoleveje", "summary": "S", "receiving_body_id": str(council.id), "publication_rule": ""}
    assert browser.post(f"{initiative.path}/nyt-udvalg", data=typed | {"name": " "}).status_code == 422
    assert browser.post(f"{initiative.path}/nyt-udvalg", data=typed).status_code == 302
    committee = db.session.scalars(select(Committee).where(Committee.name == "Trygge skoleveje")).one()
    assert edges() == [("initiative", "committee", committee.id)]
    assert initiatives_without_committee() == []
    assert "Trygge skoleveje" not in client().get(initiative.path).text
    assert browser.post(f"{initiative.path}/nyt-udvalg", data=typed).status_code == 422, "one proposal, one committee"

    committee.published_at = clock.now()
    saved(committee)
    assert committee.path in client().get(initiative.path).text
    assert initiative.path in client().get(committee.path).text


def test_a_committee_that_is_there_already_is_tied_to_it(initiative, eva, sofie, bo, council, coming, harbour, client):
    answer_initiative(eva, initiative, draft_of(council, V.COMMITTEE))
    with pytest.raises(Refused):
        link_committee(sofie, initiative, harbour)
    with pytest.raises(NotAllowed):
        link_committee(bo, initiative, coming)
    browser = client(sofie)
    assert browser.post(f"{initiative.path}/tilknyt", data={"link-committee_id": "999"}).status_code == 422
    assert browser.post(f"{initiative.path}/tilknyt", data={"link-committee_id": str(coming.id)}).status_code == 302
    assert initiative.answer.committee is coming
    assert db.session.scalar(select(Event.committee_id).where(Event.type == "initiative.became-committee")) == coming.id


def test_no_committee_comes_of_a_no(initiative, eva, sofie, council, coming):
    answer_initiative(eva, initiative, draft_of(council))
    with pytest.raises(Refused):
        link_committee(sofie, initiative, coming)
    count = len(db.session.scalars(select(Committee)).all())
    with pytest.raises(Refused):
        set_up_committee(sofie, initiative, CommitteeDraft("Nyt", "S", None, None, "", None, None))
    assert len(db.session.scalars(select(Committee)).all()) == count


def test_answering_from_the_page(initiative, eva, anna, council, harbour, client):
    browser, path = client(eva), f"{initiative.path}/svar"
    assert browser.get(path).status_code == 200
    typed = {"verdict": "taken_into", "reason": "Godt.", "committee_id": "", "body_id": str(council.id),
             "met_on": clock.today().isoformat(), "item": "12"}  # fmt: skip
    assert browser.post(path, data=typed).status_code == 422
    wrong = typed | {"committee_id": str(harbour.id)}
    assert browser.post(path, data=wrong | {"met_on": "2999-01-01"}).status_code == 422
    assert browser.post(path, data=wrong | {"body_id": "æ"}).status_code == 422
    assert browser.post(path, data=wrong | {"verdict": "not_now"}).status_code == 422
    assert browser.post(path, data=typed | {"committee_id": str(harbour.id)}).location == initiative.path
    assert browser.post(path, data=typed | {"committee_id": str(harbour.id)}).status_code == 422
    assert browser.get(path).status_code == 200
    assert client(anna).get(path).status_code == 403
