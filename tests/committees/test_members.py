"""Seats, and the people on them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import User, UserSession
from portal.committees.actions.members import appoint_member, create_seat, end_membership, remove_seat
from portal.committees.forms.members import Appointment, Ending, SeatDraft
from portal.committees.models import Committee, Membership, Seat, SeatFunction, SeatType
from portal.committees.queries import sitting_members
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.rules.roles import Role
from tests.at_once import at_once
from tests.factories import saved

SEAT = SeatDraft(type=SeatType.CITIZEN, profile="Bor ved vandet", quota=1, appointing_body_id=None)


def appointment(name="Ida Krog", email="ida@example.dk", **changes):
    facts = {"function": SeatFunction.MEMBER, "party_id": None, "presentation": "", "gives_access": True}
    return Appointment(name=name, email=email, starts_on=clock.today(), **(facts | changes))


@pytest.fixture
def seat(bo, harbour):
    return create_seat(bo, harbour, SEAT)


def test_somebody_new_is_appointed_and_invited(bo, harbour, seat):
    membership = appoint_member(bo, harbour, seat, appointment())
    assert membership.user.password_hash is None
    assert Role.MEMBER not in membership.user.roles_in(harbour)  # not before the invitation is accepted
    membership.user.confirmed_at = clock.now()
    assert Role.MEMBER in membership.user.roles_in(harbour)
    assert "account.invited" in db.session.scalars(select(Event.type)).all()


def test_somebody_known_is_not_invited_again(bo, harbour, seat, anna):
    membership = appoint_member(bo, harbour, seat, appointment("En anden skrivemåde", "ANNA@example.dk".lower()))
    assert membership.user is anna
    assert anna.name == "Anna Strand"


def test_a_seat_without_access_gives_no_role(bo, harbour, seat, anna):
    appoint_member(bo, harbour, seat, appointment(email=anna.email, gives_access=False))
    assert Role.MEMBER not in anna.roles_in(harbour)
    assert [m.user for m in sitting_members(harbour)] == [anna]


def test_the_quota_holds(bo, harbour, seat):
    appoint_member(bo, harbour, seat, appointment())
    with pytest.raises(Refused):
        appoint_member(bo, harbour, seat, appointment("Per Vig", "per@example.dk"))
    assert db.session.scalar(select(User).where(User.email == "per@example.dk")) is None


def test_one_person_has_one_seat(bo, harbour, seat, dorte):
    with pytest.raises(Refused):
        appoint_member(bo, harbour, seat, appointment(email=dorte.email))


def test_there_is_one_chair(bo, harbour, seat, carl):
    with pytest.raises(Refused):
        appoint_member(bo, harbour, seat, appointment(function=SeatFunction.CHAIR))


def test_leaving_ends_the_access_on_the_same_day(bo, harbour, seat, anna):
    membership = appoint_member(bo, harbour, seat, appointment(email=anna.email))
    end_membership(bo, membership, Ending(clock.today() - timedelta(days=1), "Flyttet"))
    assert Role.MEMBER not in anna.roles_in(harbour)
    assert sitting_members(harbour) == []
    with pytest.raises(Refused):
        end_membership(bo, membership, Ending(clock.today(), "Igen"))


def test_a_seat_with_a_history_stays(bo, harbour, seat, anna):
    appoint_member(bo, harbour, seat, appointment(email=anna.email))
    with pytest.raises(Refused):
        remove_seat(bo, harbour, seat)


def test_an_empty_seat_goes(bo, harbour, seat):
    remove_seat(bo, harbour, seat)
    assert harbour.seats == []


@pytest.mark.parametrize("who", ["anna", "carl", "eva", "finn"])
def test_others_appoint_nobody(who, request, harbour, seat):
    with pytest.raises(NotAllowed):
        appoint_member(request.getfixturevalue(who), harbour, seat, appointment())
    assert db.session.scalar(select(Membership).where(Membership.seat_id == seat.id)) is None


def test_through_the_pages(client, bo, harbour):
    browser = client(bo)
    sent = {"type": "politician", "quota": "1", "profile": "", "appointing_body_id": ""}
    assert browser.post(f"{harbour.path}pladser", data=sent, follow_redirects=True).status_code == 200
    seat_id = harbour.seats[0].id
    assert browser.get(f"{harbour.path}pladser/{seat_id}/udpeg").status_code == 200
    party = harbour.municipality.parties[0].id
    sent = {
        "name": "Ida Krog",
        "email": "ida@example",
        "function": "chair",
        "party_id": party,
        "starts_on": "2026-02-01",
    }
    page = browser.post(f"{harbour.path}pladser/{seat_id}/udpeg", data=sent)
    assert page.status_code == 422
    assert "Skriv en adresse som navn@example.dk" in page.text
    sent["email"] = "ida@example.dk"
    page = browser.post(f"{harbour.path}pladser/{seat_id}/udpeg", data=sent, follow_redirects=True)
    assert "Ida Krog" in page.text
    membership = sitting_members(harbour)[0]
    address = f"{harbour.path}medlemmer/{membership.id}/udtraed"
    assert browser.get(address).status_code == 200
    assert browser.post(address, data={"ends_on": "2020-01-01", "reason": "x"}).status_code == 422
    sent = {"ends_on": clock.today().isoformat(), "reason": "Flyttet til en anden kommune"}
    assert browser.post(address, data=sent, follow_redirects=True).status_code == 200
    assert "Ida Krog" in client().get(f"{harbour.path}medlemmer").text


def test_a_citizens_seat_takes_no_party(client, bo, harbour, seat):
    party = harbour.municipality.parties[0].id
    sent = {
        "name": "Ida",
        "email": "ida@example.dk",
        "function": "member",
        "party_id": party,
        "starts_on": "2026-02-01",
    }
    page = client(bo).post(f"{harbour.path}pladser/{seat.id}/udpeg", data=sent)
    assert page.status_code == 422


def test_a_foreign_seat_is_not_found(client, bo, harbour):
    assert client(bo).get(f"{harbour.path}pladser/999/udpeg").status_code == 404
    assert client(bo).get(f"{harbour.path}medlemmer/999/udtraed").status_code == 404


def test_two_at_once_cannot_both_have_the_last_place(app, bo, harbour, seat):
    ids = bo.id, harbour.id, seat.id

    def deed(name):
        actor, committee, place = (db.session.get(*key) for key in zip((User, Committee, Seat), ids, strict=True))
        return lambda: appoint_member(actor, committee, place, appointment(name, f"{name.lower()}@example.dk"))

    outcomes = at_once(app, lambda: deed("Ida"), lambda: deed("Per"))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Membership", "Refused"]
    assert len(sitting_members(harbour)) == 1


def test_two_clicks_add_one_seat(client, bo, harbour):
    typed = {"type": "citizen", "profile": "", "quota": "2", "appointing_body_id": "", "submission_key": "key-1"}
    browser = client(bo)
    assert [browser.post(f"{harbour.path}pladser", data=typed).status_code for _ in range(2)] == [302, 302]
    assert len(db.session.scalars(select(Seat)).all()) == 1
    browser.post(f"{harbour.path}pladser", data=typed | {"submission_key": "key-2"})
    assert len(db.session.scalars(select(Seat)).all()) == 2


@pytest.mark.parametrize(
    ("state", "facts"),
    [
        ("has sent ideas without an account", {"confirmed_at": clock.now()}),
        ("has never confirmed the address", {"password_hash": "x"}),
        ("was invited long ago", {"invited_at": clock.now() - timedelta(days=60)}),
    ],
)
def test_whoever_could_not_sign_in_is_told_how(client, bo, harbour, seat, letter_box, deliver_outbox, state, facts):
    known = saved(User(name="X Y", email="ida@example.dk", **facts))
    old_session = saved(UserSession(user=known, token_hash="t", expires_at=clock.now() + timedelta(days=1)))
    assert appoint_member(bo, harbour, seat, appointment()).user is known
    assert clock.now() - known.invited_at < timedelta(minutes=1)
    deliver_outbox()
    invitation = next(
        letter for letter in letter_box.to("ida@example.dk") if letter["Subject"].startswith("Din invitation")
    )
    path = re.search(r"/invitation/\S+", invitation.get_body(("plain",)).get_content())[0]
    browser = client()
    assert browser.get(path).status_code == 200
    assert browser.post(path, data={"password": "noget helt andet nu"}).location == "/skrivebord"
    assert Role.MEMBER in known.roles_in(harbour)
    if state.endswith("the address"):
        assert known.name == "Ida Krog", "what somebody called themselves before showing who they are stands nowhere"
        assert old_session.ended_at


def test_who_signs_in_gets_no_invitation(bo, harbour, seat, anna, letter_box, deliver_outbox):
    anna.password_hash = "x"
    appoint_member(bo, harbour, seat, appointment(email=anna.email))
    deliver_outbox()
    assert "Din invitation" not in [letter["Subject"] for letter in letter_box.to(anna.email)]
    assert anna.invited_at is None and anna.password_hash == "x"


def test_a_closed_account_gets_no_seat(client, bo, harbour, seat, anna):
    anna.deactivated_at = clock.now()
    db.session.commit()
    with pytest.raises(Refused, match="lukket"):
        appoint_member(bo, harbour, seat, appointment(email=anna.email))
    assert sitting_members(harbour) == [] and anna.grants == []


def test_what_was_typed_is_given_back_when_no_place_is_free(client, bo, harbour, seat):
    appoint_member(bo, harbour, seat, appointment())
    typed = {"name": "Per Vig", "email": "per@example.dk", "function": "member", "presentation": "Fjordby Cykelklub",
             "starts_on": clock.today().isoformat()}  # fmt: skip
    page = client(bo).post(f"/udvalg/havnen/pladser/{seat.id}/udpeg", data=typed)
    assert page.status_code == 422 and "Alle pladser af denne slags" in page.text
    opened = client(bo).get(f"/udvalg/havnen/pladser/{seat.id}/udpeg").text
    assert "Alle pladserne er besat" in opened
    chosen = re.search(r'<option selected value="(\w+)"|value="(\w+)" checked|<option value="(\w+)" selected', opened)
    assert chosen and "substitute" in chosen.groups(), "what is chosen at first is not always refused"
    assert "Per Vig" in page.text and "Fjordby Cykelklub" in page.text


def test_a_seat_sent_again_with_other_words_is_another_seat(client, bo, harbour):
    browser, address = client(bo), "/udvalg/havnen/pladser"
    sent = {"type": "citizen", "profile": "Bor ved vandet", "quota": "1", "submission_key": "k"}
    for profile in ("Bor ved vandet", "Bor ved vandet", "Ror hver dag"):
        assert browser.post(address, data=sent | {"profile": profile}).status_code == 302
    profiles = select(Seat.profile).where(Seat.type == SeatType.CITIZEN).order_by(Seat.id)
    assert db.session.scalars(profiles).all() == ["Bor ved vandet", "Ror hver dag"]


def test_going_back_in_the_form_and_clicking_twice_is_one_more_seat(bo, harbour):
    other = replace(SEAT, profile="Bor oppe")
    for draft in (SEAT, other, other, SEAT):
        create_seat(bo, harbour, draft, submission_key="k")
    profiles = db.session.scalars(select(Seat.profile).order_by(Seat.id)).all()
    assert profiles == [SEAT.profile, "Bor oppe"]


def test_whoever_was_invited_by_somebody_keeps_the_name(bo, harbour):
    hanne = saved(User(name="Hanne Møller Jensen", email="h@example.dk", invited_at=clock.now()))
    seat = create_seat(bo, harbour, SEAT)
    appoint_member(bo, harbour, seat, appointment("hanne m", "h@example.dk"))
    assert hanne.name == "Hanne Møller Jensen"
