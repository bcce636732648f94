"""What people do with what they are told. Reading is their own affair, so the audit trail does not hear of it."""

from sqlalchemy import update

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.notifications.models import Notification
from portal.rules.access import require, require_own
from portal.rules.permissions import Permission


def read_notice(user: User, notice: Notification) -> None:
    """A person marks one notice as read."""
    with transaction():
        require_own(user, Permission.ACCOUNT_KEEP, None, is_own=notice.recipient_id == user.id)
        notice.read_at = notice.read_at or clock.now()


def read_all_notices(user: User) -> None:
    """A person marks everything as read."""
    with transaction():
        require(user, Permission.ACCOUNT_KEEP)
        db.session.execute(
            update(Notification)
            .where(Notification.recipient_id == user.id, Notification.read_at.is_(None))
            .values(read_at=clock.now())
        )
