"""What applicants do: apply, confirm their address, withdraw, and answer an invitation.

Whoever holds the link of an application has shown that the address is theirs; that is the leave that is asked for.
"""

from portal.accounts.actions.joining import count_letter
from portal.accounts.models import WITHOUT_MAIL, User, Visitor
from portal.accounts.origin import Origin
from portal.committees.actions.seating import seat_person
from portal.committees.forms.members import Appointment
from portal.committees.models import Membership, SeatFunction
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import once
from portal.recruitment.actions.sent_before import WRITTEN, as_another, is_said_by, sent_before
from portal.recruitment.actions.steps import begin_in, empty, for_applicant, for_secretary, take_step, write_by_post
from portal.recruitment.forms.applying import ApplicationDraft
from portal.recruitment.models import Application, ApplicationState, Call
from portal.recruitment.queries.applications import live_application, next_number
from portal.recruitment.queries.calls import refuse_unless_open
from portal.recruitment.queries.places import places_of
from portal.recruitment.states import begins_on, ensure_may_become
from portal.recruitment.words import CONSENT_VERSION
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link
from portal.trace.models import TraceRelation

S = ApplicationState


@once
def submit_application(person: User | Visitor, call: Call, draft: ApplicationDraft, origin: Origin) -> Application:
    """Somebody applies for a seat; without a confirmed account it counts when the address is confirmed by a link.

    The same form sent twice is one application; sent again with other words, it is written anew until it is received.
    Raises `Refused` when the call is not open, the seat is filled, or the person has applied.
    """
    with transaction():
        require(person, Permission.APPLICATION_SUBMIT, call.committee)
        _refuse_filled_seat(call, draft)
        application = sent_before(call, draft)
        if application is None:
            application = _submitted(person, call, as_another(call, draft), origin)
            _record_submission(application, person)
        elif not is_said_by(application, draft):
            _correct(application, draft, origin)
            _record_submission(application, person)
    return application


@once
def type_in_application(actor: User, call: Call, draft: ApplicationDraft) -> Application:
    """A secretary types in an application that came on paper, also in the days after the call has closed."""
    with transaction():
        require(actor, Permission.APPLICATION_HANDLE, call.committee)
        application = sent_before(call, draft)
        if application is None:
            _refuse_second(call, draft.email)
            application = _new(call, as_another(call, draft), None)
            application.typed_in_by_id, application.postal_address = actor.id, draft.postal_address
            _receive(application, actor)
            write_by_post(application, EventType.APPLICATION_RECEIVED)
            record(EventType.APPLICATION_RECEIVED, application, actor=actor, **for_secretary(application))
        elif not is_said_by(application, draft) or application.postal_address != draft.postal_address:
            raise Refused(
                _("This form has been typed in as number %(number)s. What you have changed since is not kept."
                  " Withdraw that application if it is to be typed in anew.", number=application.number)
            )  # fmt: skip
    return application


def confirm_application(application: Application) -> None:
    """The holder of the link confirms the address, and the application is received."""
    with transaction():
        ensure_may_become(application, S.RECEIVED)
        _refuse_when_over(application)
        _refuse_second(application.call, application.email, but=application.id)
        _receive(application, application.user)
        record(EventType.APPLICATION_RECEIVED, application, actor=application.user, **for_secretary(application))


def withdraw_application(application: Application) -> None:
    """The applicant takes an application back; what was written in it and about it is deleted at once."""
    with transaction():
        take_step(application, S.WITHDRAWN, application.user)
        empty(application)
        record(EventType.APPLICATION_WITHDRAWN, application, actor=application.user, **for_secretary(application))


def accept_seat(application: Application) -> Membership | None:
    """The invited applicant says yes and becomes a member; None when the place has been taken in the meantime."""
    with transaction():
        _refuse_late(application)
        take_step(application, S.ACCEPTED, application.user)
        membership = seated_if_free(application, application.user)
        record(EventType.APPLICATION_ACCEPTED, application, actor=application.user, **for_secretary(application))
    return membership


def decline_seat(application: Application) -> None:
    """The invited applicant says no, and the place is free for another."""
    with transaction():
        take_step(application, S.DECLINED, application.user)
        record(EventType.APPLICATION_DECLINED, application, actor=application.user, **for_secretary(application))


def make_member(application: Application, actor: User | None, *, is_promised: bool = False) -> Membership:
    """Put an applicant who has said yes on the seat, as every appointment is made. For use within a transaction."""
    email = application.email or f"ansoegning-{application.id}@{WITHOUT_MAIL}"  # nobody signs in with it
    membership = seat_person(
        actor,
        application.committee,
        application.seat,
        Appointment(
            application.name, email, SeatFunction.MEMBER, None, "", begins_on(application), bool(application.email)
        ),
        is_promised=is_promised,
    )
    take_step(application, S.APPOINTED, actor)
    application.membership = membership
    link(TraceRelation.DERIVED_FROM, application, membership)
    path = f"{application.committee.path}medlemmer"
    record(EventType.MEMBER_APPOINTED, membership, actor=actor, title=membership.user.name, path=path, access=True)
    return membership


def seated_if_free(application: Application, actor: User | None) -> Membership | None:
    """Give the seat to somebody who has said yes, unless the last place is taken. For use within a transaction."""
    hold(application.seat)
    places = places_of(application.seat, but=application.id)
    return make_member(application, actor, is_promised=True) if places.taken < places.seat.quota else None


def _submitted(person: User | Visitor, call: Call, draft: ApplicationDraft, origin: Origin) -> Application:
    refuse_unless_open(call)
    known = person if isinstance(person, User) and person.is_trusted and person.email == draft.email else None
    if known is not None:
        _refuse_second(call, draft.email)
        application = _new(call, draft, known)
        _receive(application, known)
        return application
    count_letter(draft.email, origin)
    application = _new(call, draft, None)
    begin_in(application, S.UNCONFIRMED, None)
    return application


def _record_submission(application: Application, person: User | Visitor) -> None:
    actor = person if isinstance(person, User) else None
    if application.state is S.UNCONFIRMED:
        record(EventType.APPLICATION_CONFIRMATION_ASKED, application, actor=actor, **for_applicant())
    else:
        record(EventType.APPLICATION_RECEIVED, application, actor=actor, **for_secretary(application))


def _correct(application: Application, draft: ApplicationDraft, origin: Origin) -> None:
    """Write anew what nobody has confirmed; a mistyped address gets no more letters, and its link is dead."""
    if application.state is not S.UNCONFIRMED:
        raise Refused(
            _("You have sent this application already. What you have changed since is not sent."
              " Withdraw the first one if you want to send another.")
        )  # fmt: skip
    refuse_unless_open(application.call)
    _refuse_other_seat(application.call, draft)
    count_letter(draft.email, origin)
    for name in WRITTEN:
        setattr(application, name, getattr(draft, name))
    application.consented_at = clock.now()


def _new(call: Call, draft: ApplicationDraft, person: User | None) -> Application:
    hold(call)  # applications are numbered one after another
    _refuse_other_seat(call, draft)
    application = Application(
        committee_id=call.committee_id,
        committee=call.committee,
        call=call,
        seat_id=draft.seat_id,
        number=next_number(call),
        user=person,
        name=draft.name,
        email=draft.email,
        motivation=draft.motivation,
        experience=draft.experience,
        availability=draft.availability,
        interests=draft.interests,
        state=S.UNCONFIRMED,
        submission_key=draft.submission_key,
        consent_version=CONSENT_VERSION,
        consented_at=clock.now(),
        delete_on=call.delete_on,
    )
    db.session.add(application)
    link(TraceRelation.DERIVED_FROM, call, application)
    return application


def _refuse_other_seat(call: Call, draft: ApplicationDraft) -> None:
    if draft.seat_id not in {seat.id for seat in call.seats}:
        raise Refused(_("The call is not about this seat. Choose one of those that it is about."))


def _refuse_filled_seat(call: Call, draft: ApplicationDraft) -> None:
    if any(seat.id == draft.seat_id and not seat.free_from(clock.today()) for seat in call.seats):
        raise Refused(_("This seat has been filled since you opened the page. Choose another."))


def _receive(application: Application, actor: User | None) -> None:
    begin_in(application, S.RECEIVED, actor)
    application.received_at = clock.now()


def _refuse_second(call: Call, email: str, *, but: int | None = None) -> None:
    hold(call)  # two who confirm at once see each other
    if email and live_application(call, email, but=but) is not None:
        raise Refused(_("There is an application from this address already. Withdraw it before you send another."))


def _refuse_late(application: Application) -> None:
    _refuse_when_over(application)
    if application.is_late:
        raise Refused(_("The last day to answer has passed. Write to the secretary if you still want the seat."))


def _refuse_when_over(application: Application) -> None:
    if application.committee.is_closed:
        raise Refused(_("The work of %(the_committee)s is over, so the seat cannot be taken any more."))
