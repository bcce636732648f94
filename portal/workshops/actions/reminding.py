"""What those who came are told of the draft by the clock: that the time to answer is nearly over, and that what they
confirmed has been changed since.

Of changes they are told once for all corrections that are answered together: when none waits for an answer any more.
Who then confirms anew is told again of the next ones.
"""

from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.workshops.models import ReadBackReply
from portal.workshops.queries.late_answers import is_silent, silent_replies, to_be_told, untold_replies


def remind_of_read_back(at_most: int) -> int:
    """The worker reminds those who have not answered, once, two days before the last day; of how many it did."""
    return sum(_remind(reply) for reply in silent_replies(at_most))


def _remind(reply: ReadBackReply) -> bool:
    with transaction():
        hold(reply.workshop, compares=False)  # of two workers the second waits here
        db.session.refresh(reply)
        if not is_silent(reply):
            return False
        reply.reminded_at = clock.now()
        record(EventType.WORKSHOP_READ_BACK_REMINDED, reply, actor=None, committee=reply.workshop.committee)
    return True


def tell_of_changes(at_most: int) -> int:
    """The worker tells those who confirmed a draft that has been changed since; of how many it did."""
    return sum(_tell(reply) for reply in untold_replies(at_most))


def _tell(reply: ReadBackReply) -> bool:
    with transaction():
        hold(reply.workshop, compares=False)
        db.session.refresh(reply)
        if not to_be_told(reply):
            return False
        reply.told_at = clock.now()
        record(EventType.WORKSHOP_READ_BACK_OVERTAKEN, reply, actor=None, committee=reply.workshop.committee)
    return True
