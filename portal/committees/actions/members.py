"""Seats and the people on them. Sitting on a seat is a public fact; access is given beside it, as a role with dates."""

from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import user_by_email
from portal.committees.forms.members import Appointment, Ending, SeatDraft
from portal.committees.models import Committee, Membership, Seat, SeatFunction
from portal.committees.queries import has_chair, is_seated_elsewhere, seat_of_submission
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.roles import Role

# Which role opens the committee's rooms to somebody with this function; others read what is public.
ROLE_OF_FUNCTION = {
    SeatFunction.CHAIR: Role.CHAIR,
    SeatFunction.VICE_CHAIR: Role.MEMBER,
    SeatFunction.MEMBER: Role.MEMBER,
    SeatFunction.SUBSTITUTE: Role.MEMBER,
}


def create_seat(actor: User, committee: Committee, draft: SeatDraft, *, submission_key: str | None = None) -> Seat:
    """A secretary adds places of one kind to the table. The same form sent twice is the same seat."""
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        hold(committee)
        known = seat_of_submission(committee, submission_key) if submission_key else None
        if known is not None:
            return known
        seat = Seat(
            committee_id=committee.id,
            type=draft.type,
            profile=draft.profile,
            quota=draft.quota,
            position=list(type(draft.type)).index(draft.type),
            appointing_body_id=draft.appointing_body_id,
            submission_key=submission_key,
        )
        db.session.add(seat)
        record(EventType.SEAT_CREATED, seat, actor=actor, type=seat.type, quota=seat.quota)
    return seat


def remove_seat(actor: User, committee: Committee, seat: Seat) -> None:
    """A secretary takes away a seat that nobody has ever sat on."""
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        if seat.memberships:
            raise Refused(_("Somebody sits or has sat on this seat, so it stays. End the membership instead."))
        record(EventType.SEAT_REMOVED, seat, actor=actor, type=seat.type, quota=seat.quota)
        db.session.delete(seat)


def appoint_member(actor: User, committee: Committee, seat: Seat, appointment: Appointment) -> Membership:
    """A secretary puts a person on a seat, as the council decided; somebody new to the portal is invited."""
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        hold(committee)  # two may want the last place, or the chair: the second waits here, and then sees the first
        db.session.expire(seat, ["memberships"])
        user = user_by_email(appointment.email) or _invited(actor, committee, appointment)
        _refuse_what_does_not_fit(committee, seat, user, appointment)
        membership = Membership(
            committee_id=committee.id,
            seat=seat,
            user=user,
            party_id=appointment.party_id,
            function=appointment.function,
            presentation=appointment.presentation,
            starts_on=appointment.starts_on,
        )
        db.session.add(membership)
        role = ROLE_OF_FUNCTION.get(appointment.function)
        if appointment.gives_access and role is not None:
            user.grants.append(RoleGrant(role=role, committee_id=committee.id, starts_on=appointment.starts_on))
        record(
            EventType.MEMBER_APPOINTED,
            membership,
            actor=actor,
            title=user.name,
            path=f"{committee.path}medlemmer",
            access=appointment.gives_access,
        )
    return membership


def end_membership(actor: User, committee: Committee, membership: Membership, ending: Ending) -> None:
    """A secretary enters that a member leaves; the access that came with the seat ends on the same day."""
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        if membership.ends_on is not None and membership.ends_on <= clock.today():
            raise Refused(_("This membership has already ended."))
        membership.ends_on, membership.end_reason = ending.ends_on, ending.reason
        role = ROLE_OF_FUNCTION.get(membership.function)
        for grant in membership.user.grants:
            if grant.committee_id == committee.id and grant.role is role and grant.ends_on is None:
                grant.ends_on = ending.ends_on
        record(EventType.MEMBER_ENDED, membership, actor=actor, title=membership.user.name, reason=ending.reason)


def _invited(actor: User, committee: Committee, appointment: Appointment) -> User:
    user = User(name=appointment.name, email=appointment.email)
    db.session.add(user)
    record(EventType.ACCOUNT_INVITED, user, actor=actor, committee=committee)
    return user


def _refuse_what_does_not_fit(committee: Committee, seat: Seat, user: User, appointment: Appointment) -> None:
    day = appointment.starts_on
    taken = [sitting for sitting in seat.memberships if sitting.ends_on is None or sitting.ends_on >= day]
    substitute = appointment.function in {SeatFunction.SUBSTITUTE, SeatFunction.OBSERVER}
    if len([s for s in taken if s.function is not SeatFunction.SUBSTITUTE]) >= seat.quota and not substitute:
        raise Refused(_("All places of this kind are taken. Add a place, or end a membership first."))
    if is_seated_elsewhere(committee, user.id, day):
        raise Refused(_("%(name)s already has a seat in %(the_committee)s.", name=user.name))
    if appointment.function is SeatFunction.CHAIR and has_chair(committee):
        raise Refused(_("%(The_committee)s already has a %(chair)s. End that membership first."))
