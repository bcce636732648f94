"""What was entered wrongly about seats has a way back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.committees.actions.members import (
    appoint_member,
    bring_in_substitute,
    create_seat,
    end_membership,
    remove_seat,
)
from portal.committees.actions.mending import change_seat, move_member, take_back_appointment
from portal.committees.forms.members import Appointment, Ending, SeatDraft
from portal.committees.forms.mending import Move
from portal.committees.models import Membership, SeatFunction, SeatType
from portal.committees.queries import seats, sitting_members
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.notifications.models import Notification
from portal.recommendations.actions.recommendation import take_position
from portal.recommendations.models import Choice
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.committees.test_members import SEAT, appointment
from tests.inspecting_client import ASKS
from tests.recommendations.scene import adopted, drafted
from tests.same_moment import press_at_the_same_moment

POLITICIANS = SeatDraft(type=SeatType.POLITICIAN, profile="", quota=2, appointing_body_id=None)
MISTAKE = Ending(clock.today(), "Udpeget ved en fejl")


@pytest.fixture
def seat(bo, harbour):
    return create_seat(bo, harbour, SEAT)


@pytest.fixture
def placed(bo, harbour, seat, anna):
    return appoint_member(bo, harbour, seat, appointment(email=anna.email))


def notices_to(*people):
    ids = [one.id for one in people]
    return db.session.scalars(select(Notification).where(Notification.recipient_id.in_(ids))).all()


def names_on(page):
    return {name for name in ("Anna Strand", "Ida Krog") if name in page.text}


def test_taken_back_by_two_clicks_at_the_same_moment(app, client, bo, harbour, placed, monkeypatch):
    path, sent = f"{harbour.path}medlemmer/{placed.id}/fortryd", {FIELD: mark_of(placed), "confirmed": "yes"}

    pressed = press_at_the_same_moment(app, client(bo), path, sent, monkeypatch)

    assert [answer.location for answer in pressed] == [f"{harbour.path}pladser"] * 2
    assert sitting_members(harbour) == []


def test_taken_back_it_has_never_been(client, bo, harbour, placed, anna, letter_box, deliver_outbox):
    path = f"{harbour.path}medlemmer/{placed.id}/fortryd"
    browser, sent = client(bo), {FIELD: mark_of(placed)}
    browser.is_sure = False
    assert "Tag udpegningen tilbage" in browser.get(f"{harbour.path}medlemmer/{placed.id}/udtraed").text
    asked = browser.post(path, data=sent)
    assert ASKS in asked.text and "Anna Strand" in asked.text and sitting_members(harbour) == [placed]
    assert browser.post(path, data=sent | {"confirmed": "no"}).status_code == 302
    assert sitting_members(harbour) == [placed]

    assert browser.post(path, data=sent | {"confirmed": "yes"}).status_code == 302
    assert db.session.scalar(select(func.count()).select_from(Membership)) == 0
    assert Role.MEMBER not in anna.roles_in(harbour) and anna.grants == []
    visitor = client()
    for page in ("medlemmer", f"medlemmer?dato={clock.today()}", "forloeb"):
        assert names_on(visitor.get(harbour.path + page)) == set()
    deliver_outbox()
    assert (
        letter_box.letters == []
        and db.session.scalars(select(Notification).where(Notification.recipient_id == anna.id)).all() == []
    )
    trail = {event.type: event for event in db.session.scalars(select(Event))}
    assert trail["member.taken-back"].subject_id == anna.id and trail["member.appointed"].details["title"] == ""


def test_somebody_new_is_not_invited_to_a_seat_that_is_gone(bo, harbour, seat, letter_box, deliver_outbox):
    take_back_appointment(bo, harbour, appoint_member(bo, harbour, seat, appointment()))
    deliver_outbox()
    assert letter_box.letters == []


def test_whoever_had_been_told_is_told(bo, harbour, placed, anna, letter_box, deliver_outbox):
    deliver_outbox()
    notices_to(anna)[0].read_at = clock.now()
    db.session.commit()
    take_back_appointment(bo, harbour, placed)
    deliver_outbox()
    told = notices_to(anna)[0]
    assert "taken back" in told.message


def test_a_number_that_is_used_again_tells_nobody_twice(bo, harbour, seat, anna, eva, deliver_outbox):
    take_back_appointment(bo, harbour, appoint_member(bo, harbour, seat, appointment(email=anna.email)))
    appoint_member(bo, harbour, seat, appointment(email=eva.email))
    deliver_outbox()
    assert [notice.recipient_id for notice in notices_to(anna, eva)] == [eva.id]


def test_the_seat_can_be_removed_afterwards(bo, harbour, seat, placed):
    take_back_appointment(bo, harbour, placed)
    remove_seat(bo, harbour, seat)
    assert seats(harbour) == []


@pytest.mark.parametrize("who", ["anna", "carl", "eva", "finn"])
def test_others_take_nothing_back(who, request, harbour, placed):
    with pytest.raises(NotAllowed):
        take_back_appointment(request.getfixturevalue(who), harbour, placed)


def test_not_on_another_day(bo, harbour, placed):
    placed.created_at -= timedelta(days=1)
    db.session.commit()
    with pytest.raises(Refused):
        take_back_appointment(bo, harbour, placed)
    assert sitting_members(harbour) == [placed]


def test_not_when_a_position_has_been_taken(bo, harbour, placed, anna, carl):
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    take_position(anna, drafted(harbour, bo), Choice.FOR)
    with pytest.raises(Refused):
        take_back_appointment(bo, harbour, placed)


def test_not_when_a_substitute_sits_in_the_place(bo, harbour, placed):
    stand_in = Appointment("Ida Krog", "ida@example.dk", SeatFunction.SUBSTITUTE, None, "", clock.today(), True,
                           clock.today(), placed.id)  # fmt: skip
    substitute = bring_in_substitute(bo, harbour, placed, stand_in)
    with pytest.raises(Refused):
        take_back_appointment(bo, harbour, placed)
    assert sitting_members(harbour) == [substitute], "a planned day as a substitute is time in office"


def test_whoever_was_ended_on_the_same_day_has_not_served(client, bo, harbour, placed):
    end_membership(bo, placed, MISTAKE)
    harbour.stage = Stage.CLOSED
    db.session.commit()
    visitor = client()
    for page in ("medlemmer", f"medlemmer?dato={clock.today()}", f"medlemmer?dato={clock.today() + timedelta(5)}"):
        assert names_on(visitor.get(harbour.path + page)) == set()
    assert names_on(visitor.get(f"/arkiv/{harbour.slug}")) == set()
    assert sitting_members(harbour) == []


def test_and_can_be_appointed_anew(bo, harbour, seat, placed, anna):
    end_membership(bo, placed, MISTAKE)
    other = create_seat(bo, harbour, POLITICIANS)
    again = appoint_member(bo, harbour, other, appointment(email=anna.email))
    assert sitting_members(harbour) == [again]


def test_whoever_did_something_that_day_has_served(client, bo, harbour, placed, anna):
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    take_position(anna, drafted(harbour, bo), Choice.FOR)
    end_membership(bo, placed, MISTAKE)
    later = clock.today() + timedelta(days=5)
    assert names_on(client().get(f"{harbour.path}medlemmer?dato={later}")) == {"Anna Strand"}


def test_the_wrong_seat_is_corrected_for_the_whole_time(client, bo, harbour, seat, placed, anna):
    other, party = create_seat(bo, harbour, POLITICIANS), harbour.municipality.parties[0]
    browser, path = client(bo), f"{harbour.path}medlemmer/{placed.id}/flyt"
    browser.is_sure = False
    assert "Hele tiden" in browser.get(path).text
    typed = {FIELD: mark_of(placed), "seat_id": other.id, "party_id": party.id, "presentation": "", "since": "always",
             "from_day": "", "reason": ""}  # fmt: skip
    wrong = browser.post(path, data=typed | {"seat_id": seat.id})
    assert wrong.status_code == 422 and "Pladsen er ikke en politikers" in wrong.text
    assert ASKS in browser.post(path, data=typed).text
    assert browser.post(path, data=typed | {"confirmed": "yes"}).status_code == 302
    (moved,) = sitting_members(harbour)
    assert (moved.id, moved.seat_id, moved.party) == (placed.id, other.id, party)
    assert Role.MEMBER in anna.roles_in(harbour)
    remaining = client(bo).get(f"{harbour.path}medlemmer/{placed.id}/flyt")
    assert remaining.status_code == 200


def test_from_a_day_on_it_is_a_new_membership(bo, harbour, seat, placed, anna):
    placed.starts_on -= timedelta(days=30)
    anna.grants[0].starts_on -= timedelta(days=30)
    db.session.commit()
    other = create_seat(bo, harbour, POLITICIANS)
    moved = move_member(bo, harbour, placed, other, Move(None, "", clock.today(), "Valgt ind"))
    assert moved.id != placed.id and placed.ends_on == clock.today() - timedelta(days=1)
    assert [one.id for one in sitting_members(harbour)] == [moved.id]
    assert [one.id for one in sitting_members(harbour, clock.today() - timedelta(days=2))] == [placed.id]
    assert Role.MEMBER in anna.roles_in(harbour) and len(anna.grants) == 1
    end_membership(bo, moved, Ending(clock.today() - timedelta(days=1), "Flyttet"))
    assert Role.MEMBER not in anna.roles_in(harbour), "the access ends with the second seat"


def test_a_move_is_refused_where_it_says_nothing_or_has_no_place(bo, harbour, seat, placed, eva, gerda):
    with pytest.raises(Refused):
        move_member(bo, harbour, placed, seat, Move(None, ""))
    with pytest.raises(Refused):
        move_member(bo, harbour, placed, seat, Move(None, "Havnens Venner", clock.today(), "Ny"))
    other = create_seat(bo, harbour, SeatDraft(SeatType.ASSOCIATION, "", 1, None))
    appoint_member(bo, harbour, other, appointment(email=eva.email))
    with pytest.raises(Refused):
        move_member(bo, harbour, placed, other, Move(None, ""))
    with pytest.raises(NotAllowed):
        move_member(gerda, harbour, placed, other, Move(None, ""))


def test_what_was_adopted_keeps_the_seat_of_that_day(client, bo, harbour, carl, gerda):
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    recommendation = adopted(harbour, bo, carl, gerda)
    before = [(row.seat_type, row.party_name) for row in recommendation.adoption.seats]
    member = next(one for one in sitting_members(harbour) if one.user_id == gerda.id)
    move_member(bo, harbour, member, create_seat(bo, harbour, SeatDraft(SeatType.EXPERT, "", 1, None)), Move(None, ""))
    db.session.expire_all()
    assert [(row.seat_type, row.party_name) for row in recommendation.adoption.seats] == before


def test_an_unused_seat_is_changed(client, bo, harbour, seat):
    browser, path = client(bo), f"{harbour.path}pladser/{seat.id}/ret"
    assert "Bor ved vandet" in browser.get(path).text
    typed = {
        FIELD: mark_of(seat),
        "type": "expert",
        "profile": "Kender tidevandet",
        "quota": "2",
        "appointing_body_id": "",
    }
    assert browser.post(path, data=typed | {"quota": "0"}).status_code == 422
    assert browser.post(path, data=typed).status_code == 302
    db.session.expire_all()
    assert (seat.type, seat.profile, seat.quota) == (SeatType.EXPERT, "Kender tidevandet", 2)


def test_a_seat_with_a_history_is_not_changed(client, bo, harbour, seat, placed):
    with pytest.raises(Refused):
        change_seat(bo, harbour, seat, SEAT)
    assert client(bo).get(f"{harbour.path}pladser/{seat.id}/ret").status_code == 422
