"""What of the trail and the outbox is kept how long, and of this room's own tables; the engines below say nothing."""

from datetime import date, datetime

from flask import current_app
from sqlalchemy import and_, or_, select

from portal.accounts.models import User
from portal.accounts.queries import is_elected, sits
from portal.events.models import Event, OutboxMessage
from portal.events.types import EventType
from portal.foundation.dates import day, daytime
from portal.foundation.db import all_of
from portal.foundation.i18n import N_, gettext
from portal.foundation.public_texts import INSIDE, MADE, PublicTable, PublicTexts
from portal.house.holdings import (
    THAT_AND_WHEN,
    Condition,
    Holding,
    Ids,
    by_the_erasure,
    deletes,
    nobodys,
    older,
    reads_first,
)
from portal.house.keeping import ValueWords
from portal.notifications.keeping import retell
from portal.notifications.models import DayLetter, LetterSent, Notification
from portal.privacy.models import ErasureReceipt, RetentionRun
from portal.rules.privacy import Kind, kept_for
from portal.trace.models import TraceEdge

K = Kind
E = EventType
AT_ONCE = 500
ACCESS = (
    E.ACCOUNT_ASKED_AGAIN, E.CODE_CONFIRMED, E.CODE_GUESSED, E.CODE_RESET, E.CODE_TURNED_OFF, E.CONFIRMATION_ASKED,
    E.IDEA_GUEST_ASKED, E.OWN_DATA_FETCHED, E.PASSWORD_CHANGED, E.PASSWORD_FORGOTTEN, E.RECOVERY_CODES_RENEWED,
    E.RECOVERY_CODE_USED, E.SESSION_ENDED, E.SIGNED_IN,
)  # fmt: skip
IS_ACCESS = Event.type.in_([kind.value for kind in ACCESS])


def _about_or_by(me: User) -> Condition:
    """What somebody did, and what was done to their account or seats."""
    seat = sits().class_
    return or_(
        Event.actor_id == me.id,
        and_(Event.subject_kind == User.__tablename__, Event.subject_id == me.id),
        and_(Event.subject_kind == seat.__tablename__, Event.subject_id.in_(select(seat.id).where(sits() == me.id))),
    )


def _old_access(now: datetime) -> Condition:
    waiting = select(OutboxMessage.event_id).where(OutboxMessage.done_at.is_(None), OutboxMessage.parked_at.is_(None))
    return and_(IS_ACCESS, Event.created_at < now - kept_for(K.ACCESS_LOG), Event.id.not_in(waiting))


def _old_messages(now: datetime) -> Condition:
    before = now - kept_for(K.DELIVERY)
    return or_(OutboxMessage.done_at < before, OutboxMessage.parked_at < before)


@reads_first
def _forget_names(ids: Ids, person: User) -> None:
    """Take the name out of what the trail tells, unless it is a public record."""
    if is_elected(person):
        return
    for start in range(0, len(ids), AT_ONCE):
        events = select(Event).where(Event.id.in_(ids[start : start + AT_ONCE])).order_by(Event.id)
        retell(all_of(events), person)


def _what_happened(event_type: str) -> str:
    """The names of events belong to the administration, which stands above this room."""
    return str(current_app.jinja_env.filters["event_name"](event_type))


HOLDINGS = (
    Holding(
        K.ERASURE_RECEIPT, ErasureReceipt, lambda me: ErasureReceipt.user_id == me.id,
        due=lambda now: older(ErasureReceipt, K.ERASURE_RECEIPT, now), at_end=deletes(ErasureReceipt),
        on_erasure=by_the_erasure,
    ),
    Holding(
        K.TRAIL, Event, lambda me: and_(_about_or_by(me), ~IS_ACCESS), on_erasure=_forget_names,
        shows=(*THAT_AND_WHEN, "type", "subject_kind", "subject_id"),
    ),
    Holding(
        K.ACCESS_LOG, Event, lambda me: and_(_about_or_by(me), IS_ACCESS), due=_old_access,
        at_end=deletes(
            Event, OutboxMessage.event_id, Notification.event_id, LetterSent.event_id, forgets=DayLetter.event_id
        ),
        shows=(*THAT_AND_WHEN, "type"),
    ),
    Holding(K.DELIVERY, OutboxMessage, nobodys, due=_old_messages, at_end=deletes(OutboxMessage)),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    ErasureReceipt: PublicTexts(passed_over={"email": INSIDE}),
    Event: PublicTexts(
        passed_over={"type": MADE, "subject_kind": MADE, "details": "what the records themselves publish"}
    ),
    OutboxMessage: PublicTexts(passed_over={"subscriber": MADE, "last_error": MADE}),
    RetentionRun: PublicTexts(passed_over={"counts": MADE, "failures": MADE}),
    TraceEdge: PublicTexts(passed_over={"earlier_kind": MADE, "later_kind": MADE}),
}
# What is read alike everywhere, and what several rooms call alike
VALUE_WORDS: ValueWords = {
    bool: lambda value: gettext("Yes") if value else gettext("No"),
    date: day,
    datetime: daytime,
    ("event", "type"): _what_happened,
}
COLUMN_LABELS = {
    "body": N_("Text"),
    "confirmed_at": N_("Confirmed"),
    "created_at": N_("Begun"),
    "decided_at": N_("Decided"),
    "email": N_("E-mail address"),
    "ended_at": N_("Ended"),
    "ends_on": N_("Last day"),
    "hidden_reason": N_("Why it is hidden"),
    "kind": N_("Kind"),
    "name": N_("Name"),
    "note": N_("Note"),
    "presentation": N_("Presentation"),
    "problem": N_("Problem"),
    "published_at": N_("Published"),
    "reason": N_("Reason"),
    "received_at": N_("Received"),
    "refusal_code": N_("Reason for refusing"),
    "role": N_("Role"),
    "solution": N_("Solution"),
    "starts_on": N_("First day"),
    "state": N_("Status"),
    "text": N_("Text"),
    "title": N_("Title"),
    "type": N_("What happened"),
    "verdict": N_("Decision"),
}
