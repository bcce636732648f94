"""Seats and the people on them. Sitting on a seat is a public fact; access is given beside it, as a role with dates."""

from dataclasses import asdict

from portal.accounts.models import User
from portal.committees.actions.seating import end_sitting, refuse_used, seat_person
from portal.committees.deeds import END
from portal.committees.forms.members import Appointment, Ending, SeatDraft
from portal.committees.models import Committee, Membership, Seat
from portal.committees.queries import seat_of_submission
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.foundation.seen import fingerprint
from portal.rules.access import require
from portal.rules.permissions import Permission


def create_seat(actor: User, committee: Committee, draft: SeatDraft, *, submission_key: str | None = None) -> Seat:
    """A secretary adds places of one kind to the table. The same form sent twice is the same seat.

    Sent again with other words, by somebody who went Back, it is another seat.
    """
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        hold(committee)
        known = seat_of_submission(committee, submission_key) if submission_key else None
        if known is not None and not _is_as(known, draft):
            submission_key = fingerprint([submission_key or "", *map(str, asdict(draft).values())])
            known = seat_of_submission(committee, submission_key)
        if known is not None:
            return known
        seat = Seat(
            committee_id=committee.id,
            position=list(type(draft.type)).index(draft.type),
            submission_key=submission_key,
            **asdict(draft),
        )
        db.session.add(seat)
        record(EventType.SEAT_CREATED, seat, actor=actor, type=seat.type, quota=seat.quota)
    return seat


def _is_as(seat: Seat, draft: SeatDraft) -> bool:
    return all(getattr(seat, name) == value for name, value in asdict(draft).items())


def remove_seat(actor: User, committee: Committee, seat: Seat) -> None:
    """A secretary takes away a seat that nobody has ever sat on or been asked to."""
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        hold(seat)
        refuse_used(committee, seat)
        record(EventType.SEAT_REMOVED, seat, actor=actor, type=seat.type, quota=seat.quota)
        db.session.delete(seat)


def appoint_member(actor: User, committee: Committee, seat: Seat, appointment: Appointment) -> Membership:
    """A secretary puts a person on a seat, as the council decided; somebody new to the portal is invited."""
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        hold(committee)  # two may want the last place, or the chair: the second waits here, and then sees the first
        db.session.expire(seat, ["memberships"])
        membership = seat_person(actor, committee, seat, appointment)
        record(
            EventType.MEMBER_APPOINTED,
            membership,
            actor=actor,
            title=membership.user.name,
            path=f"{committee.path}medlemmer",
            access=appointment.gives_access,
        )
    return membership


def end_membership(actor: User, membership: Membership, ending: Ending) -> None:
    """A secretary enters that a member leaves; the access that came with the seat ends on the same day."""
    with transaction():
        END.require(actor, membership)
        end_sitting(membership, ending.ends_on, ending.reason)
        record(EventType.MEMBER_ENDED, membership, actor=actor, title=membership.user.name, reason=ending.reason)


def bring_in_substitute(actor: User, committee: Committee, membership: Membership, stand_in: Appointment) -> Membership:
    """A secretary lets a substitute sit in a member's place from one day to another. The member keeps the seat."""
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        hold(membership)
        substitute = seat_person(actor, committee, membership.seat, stand_in)
        record(
            EventType.MEMBER_SUBSTITUTED,
            substitute,
            actor=actor,
            title=substitute.user.name,
            path=f"{committee.path}medlemmer",
        )
    return substitute
