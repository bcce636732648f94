"""Reading without names, marking, inviting, the reserve list, and answering."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.committees.actions.members import appoint_member, end_membership
from portal.committees.forms.members import Appointment, Ending
from portal.committees.models import Membership, SeatFunction
from portal.committees.queries import sitting_members
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.text import render_markdown
from portal.recruitment.actions import choosing
from portal.recruitment.actions.applying import accept_seat, decline_seat, withdraw_application
from portal.recruitment.links import path_of_application
from portal.recruitment.models import Application, ApplicationMark, ApplicationState
from portal.recruitment.queries.places import next_reserves, places
from portal.rules.roles import Role
from portal.trace.models import TraceEdge
from portal.trace.thread import node_types
from tests.factories import saved
from tests.recruitment.scene import LIST, applied, call_in, decision, invited, seat_in

S = ApplicationState
TODAY = clock.today()


def many(count, call, state=S.RECEIVED):
    facts = {"committee_id": call.committee_id, "call_id": call.id, "seat_id": call.seats[0].id, "state": state}
    facts |= {"consent_version": "1", "consented_at": clock.now(), "received_at": clock.now(), "delete_on": TODAY}
    first = (db.session.query(Application).count()) + 1
    rows = [
        Application(number=n, name=f"Navn {n}", email=f"n{n}@example.dk", motivation=f"Grund {n}", **facts)
        for n in range(first, first + count)
    ]
    saved(*rows)


def fill(bo, harbour, seat, email):
    appointment = Appointment("Ida Krog", email, SeatFunction.MEMBER, None, "", TODAY, True)
    return appoint_member(bo, harbour, seat, appointment)


# -- reading ----------------------------------------------------------------------------------------------------------


def test_neither_name_nor_address_is_shown_before_there_is_a_seat(client, bo, call, council):
    text = "Jeg hedder vera nordkap. Skriv til vera@example.dk eller 20 30 40 50. Nordkaps båd."
    application = applied(call, motivation=text, experience="Vera kan ro", interests="", availability="Veranda")
    browser = client(bo)
    one = f"{LIST}/{application.id}"
    for deed in (None, "kort-liste", "reserve"):
        if deed:
            browser.post(f"{one}/{deed}")
        for address in (LIST, one, f"{one}/inviter", f"{LIST}/svar"):
            page = browser.get(address).text
            assert "vera@example.dk" not in page and "20 30 40 50" not in page, address
            assert "Vera Nordkap" not in page and "vera nordkap" not in page and "Nordkap" not in page, address
    assert "Ansøger 1" in browser.get(LIST).text
    assert "Veranda" in browser.get(one).text, "only whole names are hidden"
    choosing.invite_applicant(bo, db.session.get(Application, application.id), decision(council))
    assert "Nordkap" not in browser.get(one).text
    accept_seat(db.session.get(Application, application.id))
    assert "Vera Nordkap" in browser.get(one).text and "Vera Nordkap" in browser.get(LIST).text


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn", None])
def test_only_secretaries_read(who, request, client, call):
    application = applied(call)
    browser = client(request.getfixturevalue(who) if who else None)
    for address in (LIST, f"{LIST}/{application.id}", f"{LIST}/{application.id}/inviter", f"{LIST}/svar"):
        assert browser.get(address).status_code in {302, 403}
    assert browser.post(f"{LIST}/{application.id}/kort-liste").status_code in {401, 403}


def test_marks_and_filters(client, bo, harbour, call):
    good, other = applied(call, motivation="God"), applied(call, "Per Vig", "per@example.dk", motivation="Anden")
    browser = client(bo)
    one = f"{LIST}/{good.id}"
    assert browser.post(f"{one}/maerk", data={"note": "x"}).status_code == 422
    assert browser.post(f"{one}/maerk", data={"mark": "2", "note": "Ror"}).location == one
    assert browser.post(f"{one}/maerk", data={"mark": "1", "note": "Ror lidt"}).location == one
    assert db.session.scalars(select(ApplicationMark.note)).all() == ["Ror lidt"]
    assert "God" in browser.get(f"{LIST}?maerke=1").text
    for query in ("?maerke=2", "?status=shortlisted", f"?plads={good.seat_id + 99}"):
        assert "God" not in browser.get(f"{LIST}{query}").text
    for odd in ("?status=x&plads=y&maerke=z&side=-1", "?plads=99999999999999999999", "?maerke=²"):
        page = browser.get(f"{LIST}{odd}").text
        assert "God" in page and "Anden" in page
    assert other.marks == []


@pytest.mark.parametrize("address", [LIST, f"{LIST}?status=received&maerke=0", f"{LIST}/svar"])
def test_lists_ask_the_database_the_same_at_any_length(client, bo, call, queries, address):
    browser, said = client(bo), []
    for more in (10, 990):
        many(more, call)
        with queries() as these:
            assert browser.get(address).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 14


def test_one_application_asks_little(client, bo, call, queries):
    application = applied(call)
    browser = client(bo)
    with queries() as said:
        assert browser.get(f"{LIST}/{application.id}").status_code == 200
    assert len(said) <= 14


def test_foreign_ids_are_not_there(client, bo, call, fjordby, sofie):
    application = applied(call)
    assert client(sofie).get(f"/udvalg/skoven/ansoegninger/{application.id}").status_code == 404
    assert client(bo).get(f"{LIST}/99999").status_code == 404


# -- the states -------------------------------------------------------------------------------------------------------


def test_onto_the_shortlist_and_off_again(bo, call):
    application = applied(call)
    choosing.shortlist_application(bo, application)
    choosing.take_off_shortlist(bo, application)
    assert [step.state for step in application.steps][-2:] == [S.SHORTLISTED, S.RECEIVED]
    with pytest.raises(Refused):
        choosing.take_off_shortlist(bo, application)


@pytest.mark.parametrize("deed", ["shortlist_application", "take_off_shortlist", "reserve_application",
                                  "move_up_reserve", "end_invitation", "appoint_applicant"])  # fmt: skip
def test_citizens_choose_nobody(anna, call, deed):
    application = applied(call)
    with pytest.raises(NotAllowed):
        getattr(choosing, deed)(anna, application)
    assert application.state is S.RECEIVED


def test_one_who_says_yes_is_a_member_as_if_appointed(bo, call, council, harbour):
    application = invited(call, bo, council)
    membership = accept_seat(application)
    assert application.state is S.APPOINTED and application.membership is membership
    assert [m.user.name for m in sitting_members(harbour)] == ["Vera Nordkap"]
    user = db.session.scalar(select(User).where(User.email == "vera@example.dk"))
    assert user.is_invited and [grant.role for grant in user.grants] == [Role.MEMBER]
    told = db.session.scalars(select(Event.type)).all()
    assert {"member.appointed", "account.invited", "application.accepted"} <= set(told)
    edges = db.session.execute(select(TraceEdge.earlier_kind, TraceEdge.later_kind).order_by(TraceEdge.id)).all()
    assert edges == [("call", "application"), ("application", "membership")]


def test_the_edges_are_not_public(app):
    assert not {"call", "application"} & set(node_types.of(app))


def test_quotas_hold_while_answers_are_awaited(bo, call, council):
    first, second = invited(call, bo, council), invited(call, bo, council, name="Per Vig", email="per@example.dk")
    third = applied(call, "Åse Lind", "aase@example.dk")
    choosing.shortlist_application(bo, third)
    with pytest.raises(Refused):
        choosing.invite_applicant(bo, third, decision(council))
    decline_seat(first)
    choosing.invite_applicant(bo, third, decision(council))
    choosing.end_invitation(bo, second)
    assert (first.state, second.state, third.state) == (S.DECLINED, S.DECLINED, S.INVITED)


def test_a_yes_that_comes_when_the_place_is_taken_waits(bo, call, council, harbour, seat):
    application = invited(call, bo, council)
    taken = fill(bo, harbour, seat, "b@example.dk")
    seat.quota = 1  # as in a portal that let promised places be taken
    db.session.commit()
    assert accept_seat(application) is None and application.state is S.ACCEPTED
    with pytest.raises(Refused):
        choosing.appoint_applicant(bo, application)
    end_membership(bo, taken, Ending(TODAY - timedelta(days=1), "Flyttet"))
    assert choosing.appoint_applicant(bo, application).user.email == "vera@example.dk"


def test_a_promised_place_cannot_be_taken(client, bo, harbour, council):
    seat = seat_in(harbour)
    application = invited(call_in(harbour, bo, seat), bo, council)
    with pytest.raises(Refused, match="holdes til en ansøger"):
        fill(bo, harbour, seat, "poul@example.dk")
    assert sitting_members(harbour) == []
    assert accept_seat(application).user.email == "vera@example.dk"


def test_a_place_that_nobody_is_promised_can_be_taken(bo, harbour, council, call, seat):
    invited(call, bo, council)
    assert fill(bo, harbour, seat, "poul@example.dk")
    waiting = Appointment("Ida Krog", "ida@example.dk", SeatFunction.SUBSTITUTE, None, "", TODAY, True)
    assert appoint_member(bo, harbour, seat, waiting), "who only waits takes no place"


def test_the_reserve_list_goes_before_the_shortlist(client, bo, harbour, council):
    """“If somebody leaves, we invite from the list, in its order”, says the letter."""
    call = call_in(harbour, bo, seat_in(harbour))
    first, second = applied(call), applied(call, "Per Vig", "per@example.dk")
    choosing.reserve_application(bo, first)
    choosing.shortlist_application(bo, second)
    with pytest.raises(Refused, match="Ansøger 1 står først på reservelisten"):
        choosing.invite_applicant(bo, second, decision(council))
    browser = client(bo)
    assert "/inviter" not in browser.get(f"{LIST}/{second.id}").text, "no button where it cannot be"
    assert f"{LIST}/{first.id}/inviter" in browser.get(f"{LIST}/{first.id}").text
    choosing.reserve_application(bo, second)
    choosing.move_up_reserve(bo, second)
    choosing.invite_applicant(bo, second, decision(council))
    assert second.state is S.INVITED


def test_a_reserve_list_with_one_person_keeps_one_of_two_places(client, bo, harbour, council):
    call = call_in(harbour, bo, seat_in(harbour, quota=2))
    waits, other, third = (
        applied(call),
        applied(call, "Per Vig", "per@example.dk"),
        applied(call, "Ib", "ib@example.dk"),
    )
    choosing.reserve_application(bo, waits)
    for one in (other, third):
        choosing.shortlist_application(bo, one)
    assert f"{LIST}/{other.id}/inviter" in client(bo).get(f"{LIST}/{other.id}").text
    choosing.invite_applicant(bo, other, decision(council))
    with pytest.raises(Refused, match="Ansøger 1 står først"):
        choosing.invite_applicant(bo, third, decision(council))
    choosing.invite_applicant(bo, waits, decision(council))
    assert (waits.state, other.state) == (S.INVITED, S.INVITED)


def test_an_answer_after_its_day_is_too_late(bo, call, council):
    application = invited(call, bo, council)
    with clock.frozen(clock.now() + timedelta(days=15)), pytest.raises(Refused):
        accept_seat(application)
    assert application.state is S.INVITED and not db.session.scalars(select(Membership)).all()


def test_nothing_half_done_when_the_invited_sits_there_already(bo, call, council, harbour, seat):
    application = invited(call, bo, council)
    fill(bo, harbour, seat, "vera@example.dk")
    with pytest.raises(Refused):
        accept_seat(application)
    db.session.expire_all()
    assert application.state is S.INVITED


def test_the_reserve_list_keeps_its_order_and_the_quota(bo, harbour, council, client):
    seat = seat_in(harbour)
    call = call_in(harbour, bo, seat)
    first, second = applied(call), applied(call, "Per Vig", "per@example.dk")
    member = fill(bo, harbour, seat, "ida@example.dk")
    for one in (first, second):
        choosing.reserve_application(bo, one)
    assert [one.reserve_place for one in (first, second)] == [1, 2]
    assert next_reserves([harbour.id]) == []
    with pytest.raises(Refused):
        choosing.invite_applicant(bo, first, decision(council))
    end_membership(bo, member, Ending(TODAY - timedelta(days=1), "Flyttet"))
    assert next_reserves([harbour.id]) == [first]
    assert "Invitér den næste fra reservelisten" in client(bo).get(LIST).text
    with pytest.raises(Refused):
        choosing.invite_applicant(bo, second, decision(council))
    choosing.move_up_reserve(bo, second)
    assert [one.reserve_place for one in (first, second)] == [2, 1]
    choosing.invite_applicant(bo, second, decision(council))
    assert second.reserve_place is None and next_reserves([harbour.id]) == []
    [place] = places(harbour)
    assert (place.taken, place.promised, place.free) == (0, 1, 0)


def test_everybody_who_was_not_chosen_gets_a_letter(bo, harbour, call, letter_box, deliver_outbox, client):
    first, second = applied(call), applied(call, "Per Vig", "per@example.dk")
    browser = client(bo)
    page = browser.get(f"{LIST}/svar").text
    assert "Tak, fordi du har tilbudt" in page and page.count(" checked") == 2
    assert browser.get(f"{LIST}/svar?ansoegning={first.id}").text.count(" checked") == 1
    assert browser.post(f"{LIST}/svar", data={"application_ids": [str(first.id)], "body": " "}).status_code == 422
    assert browser.post(f"{LIST}/svar", data={"application_ids": ["999"], "body": "x"}).status_code == 422
    sent = {"application_ids": [str(first.id), str(second.id)], "body": "Tak.\n\n- Send en idé."}
    assert browser.post(f"{LIST}/svar", data=sent).location == LIST
    assert (first.state, second.state) == (S.NOT_CHOSEN, S.NOT_CHOSEN)
    deliver_outbox()
    deliver_outbox(days_later=1)
    letter = letter_box.to("per@example.dk")[-1].get_body(("plain",)).get_content()
    assert "Kære Per Vig" in letter and "- Send en idé." in letter and "Vera" not in letter
    assert "- Send en idé." in client().get(path_of_application(second)).text


def test_an_answer_to_somebody_with_a_seat_stops_all_letters(bo, harbour, call, council):
    member, other = invited(call, bo, council), applied(call, "Per Vig", "per@example.dk")
    accept_seat(member)
    with pytest.raises(Refused):
        choosing.answer_applicants(bo, harbour, [other, member], "Tak")
    db.session.expire_all()
    assert other.state is S.RECEIVED


# -- through the pages ------------------------------------------------------------------------------------------------


def test_from_invitation_to_seat(client, bo, call, council, letter_box, deliver_outbox):
    application = applied(call)
    one, browser = f"{LIST}/{application.id}", client(bo)
    assert browser.get(f"{one}/inviter").status_code == 200
    assert browser.post(f"{one}/kort-liste").location == one
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    sent = {"body_id": council.id, "decided_on": tomorrow, "item": "", "starts_on": tomorrow, "answer_by": "2020-01-01"}
    page = browser.post(f"{one}/inviter", data=sent)
    assert all(f'id="{name}-error"' in page.text for name in ("decided_on", "item", "answer_by"))
    sent |= {"decided_on": TODAY.isoformat(), "item": "9", "starts_on": TODAY.isoformat(), "answer_by": tomorrow}
    assert browser.post(f"{one}/inviter", data=sent).location == one
    assert browser.post(f"{one}/inviter", data=sent).status_code == 422
    deliver_outbox()
    deliver_outbox(days_later=1)
    letter = letter_box.to("vera@example.dk")[-1].get_body(("plain",)).get_content()
    assert "Byrådet" in letter and "punkt 9" in letter
    own = letter_box.last_path_to("vera@example.dk")
    guest = client()
    assert "Ja, jeg tager pladsen" in guest.get(own).text
    assert guest.post(f"{own}/tag-imod").location == own
    assert "velkommen" in guest.get(own).text
    assert guest.post(f"{own}/sig-nej").status_code == 422
    deliver_outbox()
    deliver_outbox(days_later=2)
    subjects = [letter["Subject"] for letter in letter_box.to("vera@example.dk")]
    assert {"Tak, fordi du siger ja", "Din invitation til »Havnen«"} <= set(subjects)
    assert "Vera Nordkap" in guest.get("/udvalg/havnen/medlemmer").text


def test_every_state_has_a_page_for_both(client, bo, call):
    browser, guest = client(bo), client()
    for number, state in enumerate(S):
        application = applied(call, f"Navn{number} Efternavn", f"n{number}@example.dk")
        application.state = state
        application.answer = render_markdown("x") if state is S.NOT_CHOSEN else ""
        if state is S.INVITED:
            council = call.committee.municipality.bodies[0]
            application.decided_by, application.decided_on, application.decided_item = council, TODAY, "7"
            application.starts_on = application.answer_by = TODAY
        saved(application)
        is_listed = state not in {S.UNCONFIRMED, S.DELETED}
        assert browser.get(f"{LIST}/{application.id}").status_code == (200 if is_listed else 404), state
        assert guest.get(path_of_application(application)).status_code == (410 if state is S.DELETED else 200), state
    assert browser.get(LIST).status_code == 200


def test_a_withdrawn_application_holds_no_place(bo, call, council):
    application = invited(call, bo, council)
    withdraw_application(application)
    assert places(call.committee)[0].free == 2


def test_the_secretary_hears_of_it_and_the_applicant_too(bo, anna, call, council, deliver_outbox, client):
    applied(call)
    deliver_outbox()
    assert "En ny ansøgning til »Havnen«" in client(bo).get("/beskeder").text
    assert "1 ansøgning venter" in client(bo).get("/skrivebord").text


def test_after_one_application_comes_the_next(client, bo, harbour):
    call = call_in(harbour, bo, seat_in(harbour))
    one, two, three = (applied(call, name=f"Nr. {n}", email=f"nr{n}@example.dk") for n in (1, 2, 3))
    follows = {}
    for shown in (one, two, three):
        page = client(bo).get(f"{LIST}/{shown.id}").text
        follows[shown.id] = int(re.search(r'href="[^"]+/(\d+)" rel="next"', page)[1])
    assert follows == {one.id: two.id, two.id: three.id, three.id: one.id}
