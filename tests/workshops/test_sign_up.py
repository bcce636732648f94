from contextlib import suppress
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.rules.stages import Stage
from portal.workshops.actions.coming import sign_off, sign_up
from portal.workshops.forms.coming import SignUpDraft
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries.coming import attendance
from tests.workshops.scene import comes, workshop_in

CITIZEN = SignUpDraft(ParticipantKind.CITIZEN)


def places():
    return db.session.scalar(select(func.count()).select_from(WorkshopSignUp))


def for_party(party):
    return SignUpDraft(ParticipantKind.POLITICIAN, party.id)


def test_a_citizen_takes_a_place_once(anna, harbour):
    workshop = workshop_in(harbour)

    assert sign_up(anna, workshop, CITIZEN) is sign_up(anna, workshop, CITIZEN)
    assert places() == 1


def test_whoever_says_anew_as_what_they_come_comes_as_that(anna, carl, fjordby, harbour):
    workshop = workshop_in(harbour)
    for who, draft in ((anna, SignUpDraft(ParticipantKind.EXPERT)), (carl, for_party(fjordby.parties[0]))):
        sign_up(who, workshop, CITIZEN)
        place = sign_up(who, workshop, draft)
        assert (place.kind, place.party_id) == (draft.kind, draft.party_id)
    with pytest.raises(Refused):
        sign_up(anna, workshop, for_party(fjordby.parties[0]))
    assert places() == 2


def test_politicians_come_for_their_party_and_the_public_sees_letters_and_no_names(
    carl, dorte, client, fjordby, harbour
):
    workshop = workshop_in(harbour)
    sign_up(dorte, workshop, for_party(fjordby.parties[2]))
    sign_up(carl, workshop, for_party(fjordby.parties[0]))

    seen = attendance(workshop)

    assert seen.kinds == [(ParticipantKind.POLITICIAN, 2)]
    assert [(party.letter, number) for party, number in seen.parties] == [("A", 1), ("V", 1)]
    page = client().get(workshop.path).text
    assert "Venstre" in page
    assert "Carl Mose" not in page


def test_a_councillor_is_a_politician_too(eva, fjordby, harbour):
    assert sign_up(eva, workshop_in(harbour), for_party(fjordby.parties[1])).party_id == fjordby.parties[1].id


def test_not_everybody_comes_for_a_party(anna, fjordby, harbour):
    with pytest.raises(Refused):
        sign_up(anna, workshop_in(harbour), for_party(fjordby.parties[0]))
    assert places() == 0


@pytest.mark.parametrize("party", [None, 999])
def test_a_politician_comes_for_a_party_that_exists(carl, harbour, party):
    with pytest.raises(Refused):
        sign_up(carl, workshop_in(harbour), SignUpDraft(ParticipantKind.POLITICIAN, party))


def test_a_citizen_comes_for_no_party(anna, fjordby, harbour):
    with pytest.raises(Refused):
        sign_up(anna, workshop_in(harbour), SignUpDraft(ParticipantKind.CITIZEN, fjordby.parties[0].id))


@pytest.mark.parametrize("facts", [{"days": -1}, {"cancelled_at": clock.now()}])
def test_not_when_it_has_begun_or_been_cancelled(anna, gerda, harbour, facts):
    workshop = workshop_in(harbour, **facts)
    comes(gerda, workshop)

    with pytest.raises(Refused):
        sign_up(anna, workshop, CITIZEN)
    with pytest.raises(Refused):
        sign_off(gerda, workshop)
    assert places() == 1


def test_not_in_a_closed_committee(anna, harbour):
    workshop = workshop_in(harbour)
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        sign_up(anna, workshop, CITIZEN)


def test_nothing_is_half_done(anna, harbour, monkeypatch):
    workshop = workshop_in(harbour)
    monkeypatch.setattr("portal.workshops.actions.coming.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sign_up(anna, workshop, CITIZEN)
    assert places() == 0


def test_two_who_want_the_last_place_at_the_same_moment(app, anna, gerda, harbour):
    workshop = workshop_in(harbour, capacity=1)
    ids, start = (anna.id, gerda.id), Barrier(2)
    workshop_id = workshop.id
    db.session.remove()  # SQLite: nobody else may hold the file

    def wish(user_id):
        with app.app_context():
            person_, wanted = db.session.get(User, user_id), db.session.get(Workshop, workshop_id)
            person_.roles_in(wanted.committee)
            db.session.rollback()
            start.wait(5)
            with suppress(Refused, Conflict):
                sign_up(person_, wanted, CITIZEN)

    wishes = [Thread(target=wish, args=(user_id,)) for user_id in ids]
    for thread in wishes:
        thread.start()
    for thread in wishes:
        thread.join(30)

    assert db.session.scalars(select(WorkshopSignUp.is_waiting).order_by(WorkshopSignUp.id)).all() == [False, True]


def test_a_place_that_is_given_back_can_be_taken(anna, gerda, harbour):
    workshop = workshop_in(harbour, capacity=1)
    sign_up(anna, workshop, CITIZEN)
    sign_off(anna, workshop)
    sign_off(anna, workshop)

    sign_up(gerda, workshop, CITIZEN)

    assert places() == 1


# -- through the pages ------------------------------------------------------------------------------------------------


def test_from_the_page_to_the_receipt_and_off_again(anna, client, harbour):
    workshop, browser = workshop_in(harbour), client(anna)

    answer = browser.post(workshop.path, data={"kind": "citizen"})
    assert answer.location == f"{workshop.path}/kvittering"
    assert workshop.title in browser.get(answer.location).text
    assert "/afmeld" in browser.get(workshop.path).text

    assert browser.post(f"{workshop.path}/afmeld").location == workshop.path
    assert browser.get(f"{workshop.path}/kvittering").location == workshop.path
    assert places() == 0


def test_a_politician_is_asked_for_the_party_with_their_own_chosen(carl, client, fjordby, harbour):
    workshop, browser = workshop_in(harbour), client(carl)
    own = fjordby.parties[0].id
    assert f'<option selected value="{own}">' in browser.get(workshop.path).text

    assert browser.post(workshop.path, data={"kind": "politician", "party_id": ""}).status_code == 422
    assert browser.post(workshop.path, data={"kind": "politician", "party_id": "x"}).status_code == 422
    assert browser.post(workshop.path, data={"kind": "politician", "party_id": str(own)}).status_code == 302


def test_a_citizen_is_not_asked_for_a_party(anna, client, harbour):
    workshop = workshop_in(harbour)
    assert 'name="party_id"' not in client(anna).get(workshop.path).text
    assert client(anna).post(workshop.path, data={"kind": "politician", "party_id": "1"}).status_code == 422
    assert client(anna).post(workshop.path, data={}).status_code == 422


def test_a_visitor_signs_in_first(client, harbour):
    workshop = workshop_in(harbour)
    assert f"/log-ind?next={workshop.path}" in client().get(workshop.path).text
    assert client().post(workshop.path, data={"kind": "citizen"}).status_code == 401


def test_what_is_not_there(anna, client, harbour):
    assert client(anna).get("/moeder/999").status_code == 404
    assert client(anna).post("/moeder/999", data={"kind": "citizen"}).status_code == 404


def test_what_belongs_to_a_committee_that_is_not_public(bo, client, harbour):
    workshop = workshop_in(harbour)
    harbour.published_at = None
    db.session.commit()
    assert client(bo).get(workshop.path).status_code == 404


def test_whoever_has_a_place_reads_and_changes_what_they_said(client, harbour, anna):
    workshop = workshop_in(harbour)
    sign_up(anna, workshop, SignUpDraft(ParticipantKind.EXPERT, needs="Teleslynge"))
    page = client(anna).get(workshop.path).text
    assert "Du har brug for: Teleslynge" in page
    assert '<option selected value="expert">' in page
    sent = {"kind": "citizen", "needs": "Tolk til polsk"}
    told = client(anna).post(workshop.path, data=sent, follow_redirects=True).text
    assert "Det er ændret." in told
    assert "Du har brug for: Tolk til polsk" in told
    assert db.session.scalar(select(WorkshopSignUp)).kind is ParticipantKind.CITIZEN
    refused = client(anna).post(workshop.path, data={"kind": "nobody", "needs": "Plads til en kørestol"})
    assert (refused.status_code, "Plads til en kørestol" in refused.text) == (422, True), "nothing typed is lost"
