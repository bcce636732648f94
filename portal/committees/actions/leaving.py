"""A member who would like to step down says so, and may think better of it. Nothing ends by itself."""

from portal.accounts.models import User
from portal.committees.deeds import ASK_TO_LEAVE, STAY
from portal.committees.models import Membership
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.foundation.locking import hold


def ask_to_leave(actor: User, membership: Membership, reason: str) -> None:
    """The secretary is told, and ends the membership when the two have agreed on a day. A second click asks no more."""
    with transaction():
        ASK_TO_LEAVE.require_leave(actor, membership)
        hold(membership)
        if membership.leaving_asked_at is not None and membership.leaving_reason == reason:
            return
        ASK_TO_LEAVE.ensure(membership)
        membership.leaving_asked_at, membership.leaving_reason = clock.now(), reason
        record(EventType.MEMBER_ASKED_TO_LEAVE, membership, actor=actor, title=membership.user.name,
               path=f"{membership.committee.path}pladser")  # fmt: skip


def stay(actor: User, membership: Membership) -> None:
    """The member stays after all; what was written is deleted, and the secretary is told."""
    with transaction():
        STAY.require_leave(actor, membership)
        hold(membership)
        if membership.leaving_asked_at is None:
            return
        STAY.ensure(membership)
        membership.leaving_asked_at, membership.leaving_reason = None, ""
        record(EventType.MEMBER_STAYS, membership, actor=actor, title=membership.user.name,
               path=f"{membership.committee.path}pladser")  # fmt: skip
