"""Carrying saved events to their subscribers. Runs after the action, and apart from it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

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


@dataclass(frozen=True)
class Together:
    """A handler that takes several events at once, because that costs it hardly more than one.

    `busy` is what it raises when it can take none of them now, however few there are.
    """

    handle: Callable[[Sequence[Event]], None]
    busy: type[Exception] = NotBefore

    def __call__(self, event: Event) -> None:
        self.handle([event])


handlers_of: Handed[Mapping[Subscriber, Handler]] = Handed("who is told of every event")


def deliver(handlers: Mapping[Subscriber, Handler], at_most: int = 200) -> int:
    """Deliver waiting messages, oldest first; return how many arrived. A handler may run twice, so it must not mind.

    Those who take several events at once get theirs last, and as many as that beside the others: nobody waits for them.
    """
    apart = [subscriber for subscriber, handler in handlers.items() if not isinstance(handler, Together)]
    waiting = _waiting(at_most, apart)
    arrived = sum(_deliver_one(ours, handlers) for one in waiting for ours in _claimed([one]))
    for subscriber, handler in handlers.items():
        if isinstance(handler, Together):
            arrived += _deliver_together(_waiting(at_most, [subscriber]), subscriber, handler)
    return arrived


def _waiting(at_most: int, subscribers: Sequence[Subscriber]) -> Sequence[int]:
    """The numbers of messages that are due to these subscribers."""
    return db.session.scalars(
        select(OutboxMessage.id)
        .where(OutboxMessage.done_at.is_(None), OutboxMessage.parked_at.is_(None), OutboxMessage.due_at <= clock.now())
        .where(OutboxMessage.subscriber.in_(subscribers))
        .order_by(OutboxMessage.id)
        .limit(at_most)
    ).all()


def _claimed(message_ids: Sequence[int]) -> Sequence[int]:
    """Take messages for a while, so that two workers do not carry the same one; those that nobody else has taken."""
    now = clock.now()
    with transaction():
        return db.session.scalars(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_(message_ids), OutboxMessage.done_at.is_(None), OutboxMessage.due_at <= now)
            .values(due_at=now + A_CLAIM_LASTS)
            .returning(OutboxMessage.id),
            execution_options={"synchronize_session": False},
        ).all()


def _deliver_together(waiting: Sequence[int], subscriber: Subscriber, handler: Together) -> int:
    """All at once; where that fails, one by one, so that one event which cannot be taken holds up no other."""
    ours = _claimed(waiting) if waiting else ()
    if len(ours) > 1:
        try:
            with transaction():
                whole = select(OutboxMessage).options(joinedload(OutboxMessage.event)).order_by(OutboxMessage.id)
                messages = db.session.scalars(whole.where(OutboxMessage.id.in_(ours))).all()
                handler.handle([message.event for message in messages])
                for message in messages:
                    message.done_at = clock.now()
        except handler.busy as error:
            logger.warning("%s messages wait: %s", len(ours), error)
            for message_id in ours:
                _try_later(message_id, error)
            return 0
        except Exception:
            logger.exception("%s messages were not delivered together", len(ours))
        else:
            return len(ours)
    return sum(_deliver_one(message_id, {subscriber: handler}) for message_id in ours)


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
