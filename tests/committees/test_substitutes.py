"""A substitute sits in a member's place for a time, and the table can be seen as it was on any day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.committees.actions.members import appoint_member, bring_in_substitute, end_membership
from portal.committees.forms.members import Appointment, Ending
from portal.committees.models import Membership, SeatFunction
from portal.committees.queries import has_chair, membership_of, sitting_members
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.rules.roles import Role

TODAY = clock.today()
A_WEEK = timedelta(days=7)


def stand_in(member, email="ida@example.dk", starts=TODAY, ends=TODAY + A_WEEK):
    return Appointment("Ida Krog", email, SeatFunction.SUBSTITUTE, member.party_id, "", starts, True, ends, member.id)


@pytest.fixture
def dortes(harbour, dorte):
    return membership_of(harbour, dorte.id)


def people(committee, day=None):
    return {member.user.name for member in sitting_members(committee, day)}


def test_the_substitute_sits_there_for_the_time_and_the_member_again_after(bo, harbour, carl, dorte, dortes):
    bring_in_substitute(bo, harbour, dortes, stand_in(dortes))
    assert people(harbour) == {"Carl Mose", "Ida Krog"}
    assert people(harbour, TODAY + A_WEEK) == {"Carl Mose", "Ida Krog"}
    assert people(harbour, TODAY + A_WEEK + timedelta(days=1)) == {"Carl Mose", "Dorte Eng"}
    assert dortes.seat.taken_from(TODAY) == 1
    assert db.session.query(Event).filter_by(type="member.substituted").count() == 1


def test_the_access_ends_with_the_time(bo, harbour, anna, dortes):
    bring_in_substitute(bo, harbour, dortes, stand_in(dortes, anna.email))
    assert Role.MEMBER in anna.roles_in(harbour)
    with clock.frozen(clock.now() + 2 * A_WEEK):
        assert Role.MEMBER not in anna.roles_in(harbour)


def test_there_is_still_a_chair_while_a_substitute_sits_on_it(bo, harbour, carl):
    bring_in_substitute(bo, harbour, membership_of(harbour, carl.id), stand_in(membership_of(harbour, carl.id)))
    assert has_chair(harbour)


def test_two_do_not_sit_in_one_place(bo, harbour, dortes):
    bring_in_substitute(bo, harbour, dortes, stand_in(dortes))
    with pytest.raises(Refused):
        bring_in_substitute(bo, harbour, dortes, stand_in(dortes, "per@example.dk", TODAY + A_WEEK, TODAY + 2 * A_WEEK))
    later = TODAY + timedelta(days=8)
    assert bring_in_substitute(bo, harbour, dortes, stand_in(dortes, "per@example.dk", later, later)).id


def test_another_member_is_no_substitute(bo, harbour, carl, dortes):
    with pytest.raises(Refused):
        bring_in_substitute(bo, harbour, dortes, stand_in(dortes, carl.email))


def test_who_waits_as_a_substitute_is_called_upon(bo, harbour, anna, dortes):
    waiting = replace(stand_in(dortes, anna.email), ends_on=None, substitute_for_id=None)
    appoint_member(bo, harbour, dortes.seat, waiting)
    assert "Anna Strand" not in people(harbour)
    bring_in_substitute(bo, harbour, dortes, stand_in(dortes, anna.email))
    assert "Anna Strand" in people(harbour)


def test_when_the_member_leaves_the_substitute_does_too(bo, harbour, anna, dortes):
    substitute = bring_in_substitute(bo, harbour, dortes, stand_in(dortes, anna.email))
    end_membership(bo, dortes, Ending(TODAY - timedelta(days=1), "Flyttet"))
    assert substitute.ends_on == TODAY - timedelta(days=1)
    assert Role.MEMBER not in anna.roles_in(harbour)


@pytest.mark.parametrize("who", ["anna", "carl", "eva", "finn"])
def test_others_call_nobody(who, request, harbour, dortes):
    with pytest.raises(NotAllowed):
        bring_in_substitute(request.getfixturevalue(who), harbour, dortes, stand_in(dortes))
    assert db.session.query(Membership).filter(Membership.substitute_for_id.is_not(None)).count() == 0


def test_through_the_pages(client, bo, harbour, dortes):
    browser, address = client(bo), f"{harbour.path}medlemmer/{dortes.id}/stedfortraeder"
    assert browser.get(address).status_code == 200
    sent = {"name": "Ida Krog", "email": "ida@", "starts_on": TODAY.isoformat(), "ends_on": "2020-01-01"}
    assert browser.post(address, data=sent).status_code == 422
    sent |= {"email": "ida@example.dk", "ends_on": (TODAY + A_WEEK).isoformat()}
    assert browser.post(address, data=sent).status_code == 302
    again = browser.post(address, data=sent | {"email": "per@example.dk"})
    assert again.status_code == 422
    assert "En anden stedfortræder" in again.text
    assert "På pladsen for Dorte Eng" in client().get(f"{harbour.path}medlemmer").text


def test_the_table_as_on_any_day(client, bo, harbour, anna, dorte, dortes):
    dortes.ends_on = TODAY - timedelta(days=10)
    db.session.commit()
    members = f"{harbour.path}medlemmer"
    then = client().get(f"{members}?dato={TODAY - timedelta(days=20)}").text
    assert "Sådan var bordet" in then and "Tidligere medlemmer" not in then
    assert "Tidligere medlemmer" in client().get(members).text
    for odd in ("i-gaar", "2026-02-31", "0000-00-00", "9999-99-99"):
        assert client().get(f"{members}?dato={odd}").status_code == 200
