"""Carrying saved events to their subscribers. Runs after the action, and apart from it."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.events.models import Event, OutboxMessage
from portal.events.types import Subscriber
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.handed import Handed

logger = logging.getLogger(__name__)
Handler = Callable[[Event], None]
MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=15)  # doubled for each attempt: the eighth comes about half an hour after the first
A_CLAIM_LASTS = timedelta(minutes=5)


class NotBefore(Exception):
    """Nothing is wrong, but it is too early: the handler asks to be called again at `moment`."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.moment = moment


handlers_of: Handed[Mapping[Subscriber, Handler]] = Handed("who is told of every event")


def deliver(handlers: Mapping[Subscriber, Handler], at_most: int = 200) -> int:
    """Deliver waiting messages, oldest first; return how many arrived. A handler may run twice, so it must not mind."""
    waiting = db.session.scalars(
        select(OutboxMessage.id)
        .where(OutboxMessage.done_at.is_(None), OutboxMessage.parked_at.is_(None), OutboxMessage.due_at <= clock.now())
        .order_by(OutboxMessage.id)
        .limit(at_most)
    ).all()
    return sum(_claimed(message_id) and _deliver_one(message_id, handlers) for message_id in waiting)


def _claimed(message_id: int) -> bool:
    """Take a message for a while, so that two workers do not carry the same one."""
    now = clock.now()
    with transaction():
        taken = db.session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == message_id, OutboxMessage.done_at.is_(None), OutboxMessage.due_at <= now)
            .values(due_at=now + A_CLAIM_LASTS)
        )
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # CursorResult, which the stubs hide


def _deliver_one(message_id: int, handlers: Mapping[Subscriber, Handler]) -> bool:
    try:
        with transaction():
            message = db.session.get_one(OutboxMessage, message_id)
            handlers[Subscriber(message.subscriber)](message.event)
            message.done_at = clock.now()
    except NotBefore as early:
        with transaction():
            db.session.get_one(OutboxMessage, message_id).due_at = early.moment
        return False
    except Exception as error:
        logger.exception("message %s was not delivered", message_id)
        _try_later(message_id, error)
        return False
    return True


def _try_later(message_id: int, error: Exception) -> None:
    with transaction():
        message = db.session.get_one(OutboxMessage, message_id)
        message.attempts += 1
        message.last_error = f"{type(error).__name__}: {error}"[:1000]
        message.due_at = clock.now() + FIRST_WAIT * 2 ** (message.attempts - 1)
        if message.attempts >= MAX_ATTEMPTS:
            message.parked_at = clock.now()
