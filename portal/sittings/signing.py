"""Who approves minutes, and whether a signature still belongs to what they say."""

from typing import Any

from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.rules.roles import Role
from portal.sittings.models import MinutesSignature, Sitting
from portal.sittings.queries import user_ids_told_of


def has_signed(actor: Any, sitting: Sitting) -> bool:
    return any(one.user_id == actor.id for one in sitting.standing_signatures)


def may_sign(actor: Any, sitting: Sitting) -> bool:
    """Whoever writes the minutes, the chair, and those of whom the minutes say whether they were there. Before they are
    sent and after they are locked nobody signs, so nothing is asked."""
    committee = sitting.committee
    if sitting.minutes_sent_at is None or sitting.minutes_approved_at is not None:
        return True
    if can(actor, Permission.SITTING_MINUTE, committee) or Role.CHAIR in actor.roles_in(committee):
        return True
    return actor.id in user_ids_told_of(sitting)


def fell_with_a_correction(signature: MinutesSignature) -> bool:
    """Whether it was taken off because the minutes were corrected after it: both were written in one moment."""
    moments = {one.answered_at for item in signature.sitting.items for one in item.objections}
    return signature.withdrawn_at is not None and signature.withdrawn_at in moments
