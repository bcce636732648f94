"""A call, seats and applications for the stories."""

from datetime import timedelta

from portal.accounts.models import Visitor
from portal.accounts.origin import Origin
from portal.committees.models import Seat, SeatType
from portal.foundation import clock
from portal.recruitment.actions.applying import confirm_application, submit_application
from portal.recruitment.actions.calls import publish_call
from portal.recruitment.actions.choosing import invite_applicant, shortlist_application
from portal.recruitment.forms.applying import ApplicationDraft
from portal.recruitment.forms.calls import CallDraft
from portal.recruitment.forms.handling import InvitationDraft
from tests.factories import saved

HERE = Origin("192.0.2.1", "Firefox")
CALL = "/udvalg/havnen/bliv-medlem"
LIST = "/udvalg/havnen/ansoegninger"


def seat_in(committee, quota=1, kind=SeatType.CITIZEN, profile="Bor ved vandet"):
    return saved(Seat(committee_id=committee.id, type=kind, profile=profile, quota=quota))


def call_draft(*seats, opens=0, closes=28, deletes=200, **changes):
    today = clock.today()
    facts = {
        "body": "Vi søger **borgere**.",
        "hours": "Seks møder af tre timer.",
        "selection": "Byrådet vælger efter pladsens profil.",
        "opens_on": today + timedelta(days=opens),
        "closes_on": today + timedelta(days=closes),
        "delete_on": today + timedelta(days=deletes),
        "seat_ids": tuple(seat.id for seat in seats),
    }
    return CallDraft(**(facts | changes))


def call_in(committee, secretary, *seats, **changes):
    return publish_call(secretary, committee, call_draft(*seats, **changes))


def draft(seat, name="Vera Nordkap", email="vera@example.dk", motivation="Jeg ror hver dag.", **more):
    facts = {"experience": "", "availability": "", "interests": "", "submission_key": None} | more
    return ApplicationDraft(seat.id, name, email, motivation, **facts)


def applied(call, name="Vera Nordkap", email="vera@example.dk", seat=None, **more):
    """An application from somebody without an account, who has confirmed the address."""
    application = submit_application(Visitor(), call, draft(seat or call.seats[0], name, email, **more), HERE)
    confirm_application(application)
    return application


def decision(council, **changes):
    today = clock.today()
    facts = {"decided_on": today, "item": "9", "starts_on": today, "answer_by": today + timedelta(days=14)} | changes
    return InvitationDraft(council.id, **facts)


def invited(call, secretary, council, **who):
    application = applied(call, **who)
    shortlist_application(secretary, application)
    invite_applicant(secretary, application, decision(council))
    return application
