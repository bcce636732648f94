"""What follows from the story's events, once it is told: recent notices are given, and nobody is written to."""

from datetime import timedelta

from sqlalchemy import select, update

from portal.demo.memory import nothing_forgotten
from portal.events.models import Event, OutboxMessage
from portal.files.actions import read_files
from portal.foundation import clock
from portal.foundation.db import all_of, db, transaction
from portal.notifications.models import Notification
from portal.reactions.notify import notify

TOLD_FOR = timedelta(weeks=4)
UNREAD_FOR = timedelta(days=9)


def settle() -> int:
    """Give notices of the last weeks, mark the older of them as read, read the files, and empty the outbox. Returns
    how many events.

    Letters about what never happened are not sent; the search index is built anew from the database.
    """
    now = clock.now()
    recent = all_of(select(Event).where(Event.created_at > now - TOLD_FOR).order_by(Event.id))
    for event in recent:
        with clock.frozen(event.created_at), nothing_forgotten(), transaction():
            notify(event)
    read_files(at_most=1_000)
    with transaction():
        db.session.execute(update(Notification).values(waiting=False))  # nobody is written to about a story
        read = update(Notification).where(Notification.created_at < now - UNREAD_FOR).values(read_at=now - UNREAD_FOR)
        db.session.execute(read)
        db.session.execute(update(OutboxMessage).where(OutboxMessage.done_at.is_(None)).values(done_at=now))
    return len(recent)
