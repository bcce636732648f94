"""What an administrator does about messages that did not arrive."""

from portal.events.models import OutboxMessage
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import Record, transaction
from portal.rules.access import Actor, require
from portal.rules.permissions import Permission


def retry_message(actor: Actor, message: OutboxMessage) -> None:
    """An administrator sends a parked message once more, with eight new attempts."""
    with transaction():
        require(actor, Permission.OUTBOX_RETRY)
        message.parked_at, message.attempts, message.due_at = None, 0, clock.now()
        record(EventType.OUTBOX_RETRIED, message, actor=actor if isinstance(actor, Record) else None)
