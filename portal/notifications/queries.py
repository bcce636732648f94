"""Reading what a person has been told."""

from sqlalchemy import Select, func, select

from portal.accounts.models import User
from portal.foundation.db import db
from portal.notifications.models import Notification


def notices_of(user: User) -> Select[tuple[Notification]]:
    """What somebody has been told, newest first."""
    return select(Notification).where(Notification.recipient_id == user.id).order_by(Notification.id.desc())


def count_unread(user: User) -> int:
    """How much of it is new."""
    unread = (Notification.recipient_id == user.id) & Notification.read_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Notification).where(unread)) or 0


def own_notice_or_404(user: User, notice_id: int) -> Notification:
    """One notice to this person."""
    found: Notification = db.first_or_404(notices_of(user).where(Notification.id == notice_id))
    return found
