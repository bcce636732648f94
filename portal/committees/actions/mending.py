"""What was entered wrongly about seats, and those who sit on them, is mended: taken back, moved, changed."""

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import select

from portal.accounts.models import User
from portal.committees.actions.seating import TAKES_NO_PLACE, grant_of, refuse_used, refuse_without_place
from portal.committees.deeds import TAKE_BACK
from portal.committees.forms.members import SeatDraft
from portal.committees.forms.mending import Move
from portal.committees.models import Committee, Membership, Seat
from portal.events.models import Event
from portal.events.record import forget_detail, record
from portal.events.types import EventType
from portal.foundation.db import all_of, db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.notifications.models import Notification
from portal.rules.access import require
from portal.rules.permissions import Permission


def take_back_appointment(actor: User, committee: Committee, membership: Membership) -> None:
    """A secretary takes back an appointment that was entered by mistake the same day: the seat was never taken.

    Only the trail keeps that it happened. Raises `Refused` when something has been done in the seat.
    """
    with transaction():
        TAKE_BACK.require(actor, membership)
        person, grant = membership.user, grant_of(membership)
        was_told = _untell(membership)
        if grant is not None:
            db.session.delete(grant)
        record(
            EventType.MEMBER_TAKEN_BACK,
            person,
            actor=actor,
            committee=committee,
            membership=membership.id,
            was_told=was_told,
        )
        db.session.delete(membership)


def _untell(membership: Membership) -> bool:
    """Take the name out of what the trail says of the seat, as nothing leads from the person to it any more, and the
    notices away. Returns whether somebody has read of it."""
    forget_detail(membership, "title", "")
    about = select(Notification).join(Event, Notification.event_id == Event.id)
    of_it = Event.subject_kind == membership.__tablename__, Event.subject_id == membership.id
    notices = all_of(about.where(*of_it))
    was_told = any(notice.read_at is not None or not notice.waiting for notice in notices)
    for notice in notices:
        db.session.delete(notice)
    return was_told


def move_member(actor: User, committee: Committee, membership: Membership, seat: Seat, move: Move) -> Membership:
    """A secretary moves a member who was put on the wrong seat: as a correction of the whole time, or from a day on.

    What was adopted keeps the seat and the party of that day. From a day on it is a new membership, with the same
    access. Raises `Refused` when the seat has no free place, or nothing is changed.
    """
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        hold(membership)
        hold(seat)
        wanted = {"seat_id": seat.id, "party_id": move.party_id, "presentation": move.presentation}
        if all(getattr(membership, name) == value for name, value in wanted.items()):
            raise Refused(_("Nothing is changed yet. Choose another seat, or correct the party or the text."))
        if seat.id != membership.seat_id and membership.function not in TAKES_NO_PLACE:
            refuse_without_place(seat, move.from_day or membership.starts_on)
        earlier, moved = membership.seat_id, membership
        if move.from_day is not None:
            moved = _sat_until(membership, move.from_day, move.reason)
        for name, value in wanted.items():
            setattr(moved, name, value)
        record(
            EventType.MEMBER_MOVED,
            moved,
            actor=actor,
            title=moved.user.name,
            path=f"{committee.path}medlemmer",
            seat=seat.id,
            earlier_seat=earlier,
        )
    return moved


def _sat_until(membership: Membership, day: date, reason: str) -> Membership:
    """End a membership before a day, and begin another on it, of the same person; the access goes on."""
    if membership.ends_on is not None and membership.ends_on < day:
        raise Refused(_("The member leaves before that. Choose an earlier day."))
    if day <= membership.starts_on:
        raise Refused(_("The member sits there from that day. Choose a later day, or say that it was wrong all along."))
    if any(one.ends_on is None or one.ends_on >= day for one in membership.substitutes):
        raise Refused(_("A substitute sits in the member’s place on that day. End that first."))
    moved = Membership(
        committee_id=membership.committee_id,
        user=membership.user,
        function=membership.function,
        starts_on=day,
        ends_on=membership.ends_on,
        end_reason=membership.end_reason,
    )
    membership.ends_on, membership.end_reason = day - timedelta(days=1), reason
    db.session.add(moved)
    return moved


def change_seat(actor: User, committee: Committee, seat: Seat, draft: SeatDraft) -> None:
    """A secretary changes a seat that nobody has ever sat on or been asked to."""
    with transaction():
        require(actor, Permission.MEMBER_APPOINT, committee)
        hold(seat)
        refuse_used(committee, seat)
        for name, value in asdict(draft).items():
            setattr(seat, name, value)
        seat.position = list(type(draft.type)).index(draft.type)
        record(EventType.SEAT_CHANGED, seat, actor=actor, type=seat.type, quota=seat.quota)
