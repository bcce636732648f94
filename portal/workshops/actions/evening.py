"""What is done while people sit at the tables."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.foundation.locking import hold, hold_to_change
from portal.foundation.seen import is_as_seen
from portal.workshops.deeds import BEGIN_ROUND, LAY_TABLES
from portal.workshops.forms.tables import TurnDraft
from portal.workshops.models import Workshop, WorkshopRound


def describe_turn(actor: User, workshop: Workshop, turn: WorkshopRound, draft: TurnDraft) -> None:
    """Whoever plans says what all tables are asked in a round, and how long it lasts."""
    with transaction():
        LAY_TABLES.require_leave(actor, workshop)
        changed = hold_to_change(turn, {"question": draft.question, "minutes": draft.minutes})
        LAY_TABLES.ensure(workshop)
        for name, value in changed.items():
            setattr(turn, name, value)
        if changed:
            record(EventType.WORKSHOP_TABLES_LAID, workshop, actor=actor, round=turn.number)


def begin_round(actor: User, workshop: Workshop, turn: WorkshopRound) -> None:
    """Whoever plans says that a round begins now; the one before it is over. It can begin anew, after a rehearsal; but
    pressed twice on the same page it begins once."""
    with transaction():
        BEGIN_ROUND.require_leave(actor, workshop)
        hold(turn, compares=False)
        BEGIN_ROUND.ensure(workshop)
        if is_as_seen(turn):
            turn.begun_at = clock.now()
            record(EventType.WORKSHOP_ROUND_BEGUN, workshop, actor=actor, round=turn.number)
