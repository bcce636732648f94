"""What everybody who puts people on seats, or takes them off, shares. For use within an action's transaction."""

from datetime import date

from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import end_sessions, user_by_email
from portal.committees.forms.members import Appointment
from portal.committees.models import Committee, Membership, Seat, SeatFunction
from portal.committees.queries import (
    VOTING,
    count_promised,
    has_chair,
    is_seated_elsewhere,
    membership_or_404,
    seats_called_for,
)
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.rules.roles import Role

# Which role opens the committee's rooms to somebody with this function; others read what is public.
ROLE_OF_FUNCTION = {
    SeatFunction.CHAIR: Role.CHAIR,
    SeatFunction.VICE_CHAIR: Role.MEMBER,
    SeatFunction.MEMBER: Role.MEMBER,
    SeatFunction.SUBSTITUTE: Role.MEMBER,
}
TAKES_NO_PLACE = frozenset({SeatFunction.SUBSTITUTE, SeatFunction.OBSERVER})


def seat_person(
    actor: User | None, committee: Committee, seat: Seat, appointment: Appointment, *, is_promised: bool = False
) -> Membership:
    """Put a person on a seat, with the access that goes with it; somebody new to the portal is invited.

    `is_promised`: the place was kept for this person. Raises `Refused` when the places are taken or kept for others,
    or the person sits in the committee already. The action records it.
    """
    hold(seat)  # two who appoint at once do not both take the last place
    user = _with_a_way_in(actor, committee, appointment)
    if appointment.function not in TAKES_NO_PLACE:
        refuse_without_place(seat, appointment.starts_on, is_promised=is_promised)
    _refuse_what_does_not_fit(committee, user, appointment)
    membership = Membership(
        committee_id=committee.id,
        seat=seat,
        user=user,
        party_id=appointment.party_id,
        function=appointment.function,
        presentation=appointment.presentation,
        starts_on=appointment.starts_on,
        ends_on=appointment.ends_on,
        substitute_for_id=appointment.substitute_for_id,
    )
    db.session.add(membership)
    role = ROLE_OF_FUNCTION.get(appointment.function)
    if appointment.gives_access and role is not None:
        dates = {"starts_on": appointment.starts_on, "ends_on": appointment.ends_on}
        user.grants.append(RoleGrant(role=role, committee_id=committee.id, **dates))
    return membership


def end_sitting(membership: Membership, on: date, reason: str) -> None:
    """Let a membership end; so do the access that came with it, and what substitutes do in its place."""
    grants = _grants_of(membership)
    membership.ends_on, membership.end_reason = on, reason
    membership.leaving_asked_at, membership.leaving_reason = None, ""
    for grant in grants:
        grant.ends_on = on
    for substitute in membership.substitutes:
        if substitute.ends_on is None or substitute.ends_on > on:
            end_sitting(substitute, on, reason)


def grant_of(membership: Membership) -> RoleGrant | None:
    """The access that came with this appointment, if any."""
    since = [grant for grant in _grants_of(membership) if grant.starts_on == membership.starts_on]
    return since[-1] if since else None


def _grants_of(membership: Membership) -> list[RoleGrant]:
    role, last_day = ROLE_OF_FUNCTION.get(membership.function), membership.ends_on
    here = [grant for grant in membership.user.grants if grant.committee_id == membership.committee_id]
    return [grant for grant in here if grant.role is role and grant.ends_on == last_day]


def refuse_used(committee: Committee, seat: Seat) -> None:
    """Raise `Refused` when somebody has sat on a seat, or been asked to."""
    if seat.memberships:
        raise Refused(_("Somebody sits or has sat on this seat, so it stays. End the membership instead."))
    if seat.id in seats_called_for(committee):
        raise Refused(_("A call asks for this seat, or somebody has applied for it, so it stays."))


def _with_a_way_in(actor: User | None, committee: Committee, appointment: Appointment) -> User:
    """The person with this address; whoever could not sign in is sent an invitation, which they may have had before."""
    user = user_by_email(appointment.email)
    if user is not None and not user.is_active:
        raise Refused(_("The account with this address is closed. An administrator can open it again."))
    if user is None:
        user = User(name=appointment.name, email=appointment.email)
        db.session.add(user)
    elif user.password_hash and user.confirmed_at:
        return user
    if user.password_hash and user.confirmed_at is None:
        _begin_as_invited(user, appointment.name)
    user.invited_at = clock.now()
    if user.has_mail:
        record(EventType.ACCOUNT_INVITED, user, actor=actor, committee=committee)
    return user


def _begin_as_invited(user: User, name: str) -> None:
    """An unconfirmed account may be anybody's work: what they wrote, and where they are signed in, is over."""
    user.name, user.password_hash = name, None
    end_sessions(user)


def _refuse_what_does_not_fit(committee: Committee, user: User, appointment: Appointment) -> None:
    day, stands_in = appointment.starts_on, appointment.substitute_for_id is not None
    if is_seated_elsewhere(committee, user.id, day, standing_in=stands_in):
        raise Refused(_("%(name)s already has a seat in %(the_committee)s.", name=user.name))
    if appointment.function is SeatFunction.CHAIR and has_chair(committee):
        raise Refused(_("%(The_committee)s already has a %(chair)s. End that membership first."))
    if appointment.substitute_for_id is not None:
        _refuse_two_in_one_place(membership_or_404(committee, appointment.substitute_for_id), appointment)


def refuse_without_place(seat: Seat, day: date, *, is_promised: bool = False) -> None:
    """Raise `Refused` when its places are taken, or kept for others."""
    free = seat.quota - seat.taken_from(day)
    if free <= 0:
        raise Refused(_("All places of this kind are taken. Add a place, or end a membership first."))
    if not is_promised and free <= count_promised(seat):
        raise Refused(
            _("The place is kept for an applicant who has been invited. Wait for the answer, or free the place first.")
        )


def _refuse_two_in_one_place(member: Membership, stand_in: Appointment) -> None:
    first, last = stand_in.starts_on, stand_in.ends_on or date.max
    if member.function not in VOTING:
        raise Refused(_("Only a member's place can be taken by a substitute."))
    if member.ends_on is not None and member.ends_on < last:
        raise Refused(_("The member leaves before that. Choose an earlier last day."))
    if any(other.starts_on <= last and first <= (other.ends_on or date.max) for other in member.substitutes):
        raise Refused(_("Another substitute sits in the same place in that time."))
