"""Two secretaries decide in the same moment: one place, one invitation, and one who is told that it is gone."""

import pytest

from portal.accounts.models import User, Visitor
from portal.committees.actions.members import appoint_member
from portal.committees.forms.members import Appointment
from portal.committees.models import Committee, Seat, SeatFunction
from portal.committees.queries import sitting_members
from portal.foundation import clock
from portal.foundation.db import db
from portal.municipalities.models import Body
from portal.recruitment.actions.applying import accept_seat, confirm_application, submit_application
from portal.recruitment.actions.choosing import (
    end_invitation,
    invite_applicant,
    reserve_application,
    shortlist_application,
)
from portal.recruitment.models import Application, ApplicationState
from portal.recruitment.queries.places import places_of
from tests.at_once import at_once
from tests.recruitment.scene import HERE, applied, call_in, decision, draft, invited, seat_in

S = ApplicationState


def again(model, row):
    """The row in a connection of one's own."""
    number = row.id
    return lambda: db.session.get(model, number)


@pytest.fixture
def one_place(harbour, bo):
    return call_in(harbour, bo, seat_in(harbour))


def names_of(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_two_invitations_to_one_place(app, bo, one_place, council):
    both = [applied(one_place), applied(one_place, "Per Vig", "per@example.dk")]
    for application in both:
        shortlist_application(bo, application)
    who, body = again(User, bo), again(Body, council)

    def inviting(application):
        found = again(Application, application)

        def ready():
            actor, one, decided_by = who(), found(), body()
            return lambda: invite_applicant(actor, one, decision(decided_by))

        return ready

    assert names_of(at_once(app, *map(inviting, both))) == ["NoneType", "Refused"]
    assert sorted(application.state for application in both) == [S.INVITED, S.SHORTLISTED]


def test_an_invitation_and_an_appointment_to_one_place(app, bo, harbour, one_place, council):
    application = applied(one_place)
    shortlist_application(bo, application)
    who, body, committee = again(User, bo), again(Body, council), again(Committee, harbour)
    found, place = again(Application, application), again(Seat, one_place.seats[0])
    poul = Appointment("Poul Andersen", "poul@example.dk", SeatFunction.MEMBER, None, "", clock.today(), True)

    def inviting():
        actor, one, decided_by = who(), found(), body()
        return lambda: invite_applicant(actor, one, decision(decided_by))

    def appointing():
        actor, home, seat = who(), committee(), place()
        return lambda: appoint_member(actor, home, seat, poul)

    outcomes = at_once(app, inviting, appointing)
    assert "Refused" in names_of(outcomes)
    places = places_of(one_place.seats[0])
    assert places.taken + places.promised == 1


def test_a_yes_while_the_invitation_is_closed(app, bo, harbour, one_place, council):
    application = invited(one_place, bo, council)
    who, found = again(User, bo), again(Application, application)

    def closing():
        actor, one = who(), found()
        return lambda: end_invitation(actor, one)

    def accepting():
        one = found()
        return lambda: accept_seat(one)

    outcomes = at_once(app, closing, accepting)
    assert {"Conflict", "Refused"} & set(names_of(outcomes)), outcomes
    assert (application.state, len(sitting_members(harbour))) in {(S.DECLINED, 0), (S.APPOINTED, 1)}


def test_two_on_the_reserve_list_have_two_places(app, bo, one_place):
    both = [applied(one_place), applied(one_place, "Per Vig", "per@example.dk")]
    who = again(User, bo)

    def reserving(application):
        found = again(Application, application)

        def ready():
            actor, one = who(), found()
            return lambda: reserve_application(actor, one)

        return ready

    at_once(app, *map(reserving, both))
    assert sorted(application.reserve_place for application in both) == [1, 2]


def test_two_links_of_one_address_are_one_application(app, one_place):
    both = [submit_application(Visitor(), one_place, draft(one_place.seats[0]), HERE) for _ in range(2)]

    def confirming(application):
        found = again(Application, application)

        def ready():
            one = found()
            return lambda: confirm_application(one)

        return ready

    assert names_of(at_once(app, *map(confirming, both))) == ["NoneType", "Refused"]
    assert sorted(application.state for application in both) == [S.RECEIVED, S.UNCONFIRMED]
