"""A secretary sets up a committee."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.committees.actions.committee import create_committee, edit_committee
from portal.committees.forms.committee import CommitteeDraft
from portal.committees.models import Committee, PublicationRule
from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.foundation.seen import FIELD, mark_of
from portal.municipalities.models import Municipality
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.at_once import at_once

DRAFT = CommitteeDraft(
    name="Lys på søen",
    summary="Udvalget ser på, hvordan søen kan bruges om vinteren.",
    receiving_body_id=None,
    publication_rule=None,
    publication_reference="",
    ideas_until=None,
    expected_end=None,
)
TYPED = {
    "name": DRAFT.name,
    "summary": DRAFT.summary,
    "receiving_body_id": "",
    "publication_rule": "decisions",
}


def test_secretary_sets_up_a_committee(sofie, fjordby):
    committee = create_committee(sofie, fjordby, DRAFT)

    assert committee.slug == "lys-paa-soeen"
    assert committee.stage is Stage.PREPARATION
    assert not committee.is_public
    assert Role.SECRETARY in sofie.roles_in(committee)
    assert db.session.scalars(select(Event.type)).all() == ["committee.created"]


def test_two_of_the_same_name_have_two_addresses(sofie, fjordby):
    slugs = [create_committee(sofie, fjordby, DRAFT).slug for _ in range(3)]
    assert slugs == ["lys-paa-soeen", "lys-paa-soeen-2", "lys-paa-soeen-3"]


def test_a_name_may_not_take_the_address_of_a_page(sofie, fjordby):
    assert create_committee(sofie, fjordby, replace(DRAFT, name="Nyt")).slug == "nyt-2"


@pytest.mark.parametrize("who", ["anna", "carl", "eva", "finn", "bo"])
def test_others_cannot_set_one_up(who, request, fjordby):
    actor = request.getfixturevalue(who)
    before = db.session.scalar(select(func.count()).select_from(Committee))
    with pytest.raises(NotAllowed):
        create_committee(actor, fjordby, DRAFT)
    assert db.session.scalar(select(func.count()).select_from(Committee)) == before


def test_nothing_is_saved_when_a_later_step_fails(sofie, fjordby, monkeypatch):
    monkeypatch.setattr("portal.committees.actions.committee.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create_committee(sofie, fjordby, DRAFT)
    assert db.session.scalars(select(Committee)).all() == []


def test_edit_keeps_the_address(bo, harbour):
    edit_committee(bo, harbour, replace(DRAFT, name="Et andet navn", publication_rule=PublicationRule.CASES))
    assert (harbour.name, harbour.slug) == ("Et andet navn", "havnen")


def test_a_closed_committee_does_not_change(bo, harbour):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        edit_committee(bo, harbour, DRAFT)


def test_through_the_page(client, sofie, fjordby):
    page = client(sofie).post("/udvalg/nyt", data=TYPED, follow_redirects=True)
    assert page.status_code == 200
    assert "Lys på søen" in page.text


def test_errors_stand_at_the_field_and_what_was_typed_stays(client, sofie, fjordby):
    page = client(sofie).post("/udvalg/nyt", data=TYPED | {"name": "", "summary": "Ord " * 400})
    assert page.status_code == 422
    assert "Skriv navnet på udvalget" in page.text
    assert "Ord Ord Ord" in page.text


def test_a_visitor_is_sent_to_sign_in(client, fjordby):
    assert client().get("/udvalg/nyt").location.startswith("/log-ind?next=")


def test_nobody_else_sees_it_before_it_has_a_mandate(client, sofie, anna, fjordby):
    committee = create_committee(sofie, fjordby, DRAFT)
    assert client(anna).get(f"{committee.path}kommissorium").status_code == 404
    assert client(sofie).get(f"{committee.path}kommissorium").status_code == 200
    assert "Lys på søen" not in client(anna).get("/udvalg/").text
    assert "Lys på søen" in client(sofie).get("/udvalg/").text


def test_two_clicks_set_up_one_committee(client, sofie, fjordby):
    browser, typed = client(sofie), TYPED | {"submission_key": "key-1"}
    first, second = browser.post("/udvalg/nyt", data=typed), browser.post("/udvalg/nyt", data=typed)
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Committee)) == 1


def test_two_clicks_at_the_same_moment_too(app, sofie, fjordby):
    ids = sofie.id, fjordby.id

    def deed():
        actor, home = db.session.get(User, ids[0]), db.session.get(Municipality, ids[1])
        return lambda: create_committee(actor, home, DRAFT, submission_key="key-1").id

    first, second = at_once(app, deed, deed)
    assert first == second


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(client, bo, sofie, harbour):
    path = f"{harbour.path}ret"
    seen = TYPED | {FIELD: mark_of(harbour)}
    for _ in range(2):  # a second click is no quarrel
        assert client(sofie).post(path, data=seen | {"summary": "Sofies ord."}).status_code == 302
    answer = client(bo).post(path, data=seen | {"summary": "Bos ord, som ikke må gå tabt."})
    assert answer.status_code == 409
    assert "Bos ord, som ikke må gå tabt." in answer.text
    assert harbour.summary == "Sofies ord."


def test_going_back_and_sending_other_words_says_what_happened(client, sofie, fjordby):
    sent, browser = TYPED | {"submission_key": "key-1"}, client(sofie)
    assert browser.post("/udvalg/nyt", data=sent).status_code == 302
    page = browser.post("/udvalg/nyt", data=sent | {"summary": "Et resumé, som ikke må gå tabt."})
    assert page.status_code == 422
    assert "Et resumé, som ikke må gå tabt." in page.text and "findes allerede" in page.text
    assert db.session.scalar(select(func.count()).select_from(Committee)) == 1
