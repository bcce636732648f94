"""What people do with what they are told. Reading is their own affair, so the audit trail does not hear of it."""

from collections.abc import Mapping

from sqlalchemy import delete, update

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.notifications.models import NoticeSetting, Notification, Pace
from portal.notifications.queries import own_settings
from portal.notifications.words import KINDS
from portal.rules.access import require, require_own
from portal.rules.notices import NoticeKind
from portal.rules.permissions import Permission


def read_notice(user: User, notice: Notification) -> None:
    """A person opens what a notice is about, and has then seen everything that was told about it."""
    with transaction():
        require_own(user, Permission.ACCOUNT_KEEP, None, is_own=notice.recipient_id == user.id)
        same = (Notification.recipient_id == user.id) & (Notification.path == notice.path)
        unread = update(Notification).where(same, Notification.read_at.is_(None))
        db.session.execute(unread.values(read_at=clock.now()))


def read_all_notices(user: User) -> None:
    """A person marks everything as read."""
    with transaction():
        require(user, Permission.ACCOUNT_KEEP)
        db.session.execute(
            update(Notification)
            .where(Notification.recipient_id == user.id, Notification.read_at.is_(None))
            .values(read_at=clock.now())
        )


def choose_paces(user: User, wanted: Mapping[NoticeKind, Pace]) -> None:
    """A person chooses how fast kinds of notices come. What waits for a letter that is no longer wanted stops waiting.

    Kinds that cannot be turned off stay as they are.
    """
    with transaction():
        require(user, Permission.ACCOUNT_KEEP)
        before = own_settings(user)
        new = {kind: pace for kind, pace in wanted.items() if not KINDS[kind].is_fixed and before[kind] is not pace}
        if not new:
            return
        of_user = NoticeSetting.user_id == user.id
        db.session.execute(delete(NoticeSetting).where(of_user, NoticeSetting.kind.in_(new)))
        db.session.add_all(NoticeSetting(user_id=user.id, kind=kind, pace=pace) for kind, pace in new.items()
                           if pace is not KINDS[kind].pace)  # fmt: skip
        silent = [kind for kind, pace in new.items() if pace is Pace.PORTAL]
        told = update(Notification).where(Notification.recipient_id == user.id, Notification.kind.in_(silent))
        db.session.execute(told.where(Notification.waiting).values(waiting=False))
        chosen = {kind.value: pace.value for kind, pace in new.items()}
        record(EventType.NOTICES_CHOSEN, user, actor=user, chosen=chosen)
