"""What of notices and letters is kept how long, and how a name or a text is taken out of what was told."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from portal.accounts.attempts import kept
from portal.accounts.models import User
from portal.events.models import Event
from portal.foundation.db import Record, all_of
from portal.foundation.i18n import N_, gettext, words_of
from portal.foundation.masking import Named, mask
from portal.foundation.public_texts import INSIDE, KEY, MADE, PublicTable, PublicTexts
from portal.house.holdings import Condition, Holding, Ids, deletes, older
from portal.house.keeping import ValueWords
from portal.notifications.models import DayLetter, LetterSent, NoticeSetting, Notification, Pace
from portal.notifications.words import KINDS, PACE_LABELS
from portal.rules.notices import NoticeKind
from portal.rules.privacy import Kind

K = Kind
TOLD = ("title", "reason")  # of what an event and a notice say of a text


def retell(events: Sequence[Event], person: Named) -> None:
    """Take a name out of what the trail, and notices to others, say of some events."""
    for event in events:
        mask(event, person, "details")
    for notice in _notices_of(events):
        mask(notice, person, "values")


def retell_of(model: type[Record], ids: Ids, person: Named) -> None:
    """The same of everything that was told of these records."""
    retell(_events_of(model, ids), person)


def untell(model: type[Record], ids: Ids) -> None:
    """Take the title and the reason of an emptied text out of the trail and of notices."""
    events = _events_of(model, ids)
    for row, column in [*((one, "details") for one in events), *((one, "values") for one in _notices_of(events))]:
        told: dict[str, Any] = getattr(row, column)
        if any(told.get(name) for name in TOLD):
            setattr(row, column, {**told, **{name: "" for name in TOLD if name in told}})


def _events_of(model: type[Record], ids: Ids) -> list[Event]:
    of_these = select(Event).where(Event.subject_kind == model.__tablename__, Event.subject_id.in_(ids))
    return all_of(of_these.order_by(Event.id))


def _notices_of(events: Iterable[Event]) -> list[Notification]:
    ids = [event.id for event in events]
    return all_of(select(Notification).where(Notification.event_id.in_(ids)).order_by(Notification.id))


def _letters_to(me: User) -> Condition:
    """Also those to the address alone, when it has been shown to be theirs."""
    mine = DayLetter.recipient_id == me.id
    return or_(mine, DayLetter.address_hash == kept(me.email)) if me.confirmed_at else mine


HOLDINGS = (
    Holding(
        K.NOTICE, Notification, lambda me: Notification.recipient_id == me.id,
        due=lambda now: older(Notification, K.NOTICE, now),
        at_end=deletes(Notification), on_erasure=deletes(Notification), hides=frozenset({"letter_id"}),
    ),
    Holding(
        K.NOTICE_SETTING, NoticeSetting, lambda me: NoticeSetting.user_id == me.id, on_erasure=deletes(NoticeSetting)
    ),
    Holding(
        K.LETTER, LetterSent, lambda me: LetterSent.recipient_id == me.id,
        due=lambda now: older(LetterSent, K.LETTER, now), at_end=deletes(LetterSent), on_erasure=deletes(LetterSent),
    ),
    Holding(
        K.LETTER, DayLetter, _letters_to,
        due=lambda now: older(DayLetter, K.LETTER, now),
        at_end=deletes(DayLetter, forgets=Notification.letter_id),
        on_erasure=deletes(DayLetter, forgets=Notification.letter_id),
        hides=frozenset({"address_hash", "last_error"}),
    ),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    DayLetter: PublicTexts(passed_over={"address_hash": MADE, "last_error": MADE}),
    LetterSent: PublicTexts(passed_over={"message_key": KEY, "last_error": MADE}),
    Notification: PublicTexts(passed_over=dict.fromkeys(("message", "why", "values", "path"), INSIDE)),
}
VALUE_WORDS: ValueWords = {
    NoticeKind: lambda kind: gettext(KINDS[kind].label),
    Pace: words_of(PACE_LABELS),
}
COLUMN_LABELS = {
    "message": N_("Message"),
    "pace": N_("How fast"),
    "path": N_("Page"),
    "read_at": N_("Read"),
    "sent_at": N_("Sent"),
    "values": N_("About"),
    "why": N_("Why you are told"),
}
