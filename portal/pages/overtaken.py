"""What somebody is told who comes second: how it stands now, who changed it and when, and the way to send it again.

Somebody is named only for a deed that changed what the form is about, after it was opened: who supports an idea is
nobody's business, and whoever wrote last month has changed nothing meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from flask import g, request
from sqlalchemy import inspect
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm.exc import ObjectDeletedError
from wtforms import Field, HiddenField, SelectField

from portal.accounts.identity import current_person
from portal.accounts.models import User
from portal.events.models import Event
from portal.events.queries import events_since
from portal.events.types import EventType
from portal.foundation.dates import longday
from portal.foundation.db import Record, db
from portal.foundation.handed import Handed
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import FIELD, columns_written_about, is_mark_of, mark_of, opened_at, renewed
from portal.house.room import Facts

stands: Handed[Mapping[str, Facts]] = Handed("how records stand, in the words of their rooms")
NOT_SENT_AGAIN = ("password", "csrf_token", "confirmed")  # what follows is asked anew, of what stands now

# Deeds after which something reads otherwise, done by somebody whose name may be said to whoever may change it too. Not
# support, positions, reports and marks: they change no word, and whose they are is not told.
CHANGES = frozenset(
    {
        EventType.APPLICATION_ACCEPTED, EventType.APPLICATION_ANSWERED, EventType.APPLICATION_DECLINED,
        EventType.APPLICATION_INVITED, EventType.APPLICATION_RECEIVED, EventType.APPLICATION_RESERVED,
        EventType.APPLICATION_SHORTLISTED, EventType.APPLICATION_TAKEN_OFF_LIST, EventType.APPLICATION_WITHDRAWN,
        EventType.BODY_CHANGED, EventType.CALL_CHANGED, EventType.CALL_PUBLISHED, EventType.COMMITMENT_REPORTED,
        EventType.COMMITTEE_EDITED, EventType.GATE_OPENED, EventType.IDEA_ANSWERED, EventType.IDEA_ANSWER_CORRECTED,
        EventType.IDEA_APPEAL_OVERTURNED,
        EventType.IDEA_APPEAL_UPHELD, EventType.IDEA_CARRIED_ON, EventType.IDEA_CLOSED, EventType.IDEA_CORRECTED,
        EventType.IDEA_EDITED, EventType.IDEA_PUBLISHED, EventType.IDEA_REFUSED, EventType.IDEA_RESUBMITTED,
        EventType.IDEA_RETURNED, EventType.IDEA_SUBMITTED, EventType.IDEA_WITHDRAWN, EventType.INITIATIVE_ANSWERED,
        EventType.INITIATIVE_BECAME_COMMITTEE, EventType.INITIATIVE_MEETING_MOVED, EventType.INITIATIVE_PUBLISHED,
        EventType.INITIATIVE_PUT_ON_DESK, EventType.INITIATIVE_REFUSED, EventType.INITIATIVE_RESUBMITTED,
        EventType.INITIATIVE_RETURNED, EventType.INITIATIVE_WITHDRAWN, EventType.LESSONS_WRITTEN,
        EventType.MANDATE_ADOPTED, EventType.MANDATE_COPIED, EventType.MANDATE_WRITTEN, EventType.MEMBER_APPOINTED,
        EventType.MEMBER_ENDED, EventType.MEMBER_SUBSTITUTED, EventType.MODERATION_APPEALED,
        EventType.MODERATION_HIDDEN, EventType.MODERATION_KEPT, EventType.MODERATION_OVERTURNED,
        EventType.MODERATION_REPORT_DECIDED, EventType.MODERATION_UPHELD, EventType.MUNICIPALITY_CHANGED,
        EventType.PARTY_CHANGED, EventType.PROPOSAL_PASSAGE_SOURCED, EventType.PROPOSAL_PUBLISHED,
        EventType.PROPOSAL_REVISED,
        EventType.RECOMMENDATION_ADOPTED, EventType.RECOMMENDATION_EDITED, EventType.RECOMMENDATION_HANDED_OVER,
        EventType.RECORD_CORRECTED, EventType.RECORD_PUBLISHED, EventType.RECORD_TEXT_TAKEN_OUT,
        EventType.RESPONSE_CORRECTED, EventType.RESPONSE_GIVEN, EventType.ROLE_CHANGED, EventType.ROLE_ENDED,
        EventType.THEME_CHANGED, EventType.WORKSHOP_ATTENDED, EventType.WORKSHOP_CANCELLED,
        EventType.WORKSHOP_EDITED, EventType.WORKSHOP_LIMITED, EventType.WORKSHOP_MOVED,
        EventType.WORKSHOP_OUTCOME_CONFIRMED, EventType.WORKSHOP_OUTCOME_PUBLISHED, EventType.WORKSHOP_OUTCOME_WRITTEN,
        EventType.WORKSHOP_PARAGRAPH_WRITTEN, EventType.WORKSHOP_PLAN_SHOWN, EventType.WORKSHOP_SEATED,
        EventType.WORKSHOP_SORTED, EventType.WORKSHOP_TABLES_LAID,
    }
)  # fmt: skip
# Which columns a deed changes that does not say so itself, where others change the rest of the row
ONLY: Mapping[EventType, tuple[str, ...]] = {
    EventType.GATE_OPENED: ("stage",),
    EventType.LESSONS_WRITTEN: ("lessons",),
}


@dataclass(frozen=True)
class Overtaken:
    """How a thing stands that was changed while somebody wrote about it."""

    stands: list[tuple[str, str]]
    who: str
    when: datetime | None
    is_own: bool
    path: str
    sent: list[tuple[str, str]]  # the whole form, with a mark of what stands now


def overtaken(thing: object) -> Overtaken | None:
    """What to tell about it; None when nobody knows what it was, or it is gone."""
    if not isinstance(thing, Record):
        return None
    try:
        db.session.refresh(thing)
        event = _change_of(thing)
        actor = db.session.get(User, event.actor_id) if event is not None and event.actor_id else None
        return Overtaken(
            stands=_stands(thing),
            who=_name(actor, thing),
            when=event.created_at if event is not None else None,
            is_own=actor is not None and actor.id == current_person().id,
            path=getattr(thing, "path", ""),
            sent=_sent(thing),
        )
    except (InvalidRequestError, ObjectDeletedError):
        return None


def _change_of(thing: Record) -> Event | None:
    """What changed it, or a row that is read together with it, since the form was opened; None where that is not known.

    A form without a mark of it was written before it was there.
    """
    since, columns = opened_at(thing), set(columns_written_about(thing))
    if since is None and any(is_mark_of(mark, thing) for mark in request.form.getlist(FIELD)):
        return None
    happened = events_since(since or thing.created_at, CHANGES, thing, *thing.seen_with())
    return next((event for event in happened if _touches(event, columns)), None)


def _touches(event: Event, columns: set[str]) -> bool:
    """Whether it changed any of these columns, where the form is about some only."""
    changed = event.details.get("changed") or ONLY.get(EventType(event.type))
    return not columns or changed is None or bool(columns & set(changed))


def _sent(thing: Record) -> list[tuple[str, str]]:
    fields = [
        (name, renewed(value, thing) if name == FIELD else value)
        for name, value in request.form.items(multi=True)
        if not any(part in name for part in NOT_SENT_AGAIN)
    ]
    is_marked = any(name == FIELD and is_mark_of(value, thing) for name, value in fields)
    return fields if is_marked else [*fields, (FIELD, mark_of(thing))]


def _name(actor: User | None, thing: Record) -> str:
    """Whoever has an office is named; whoever wrote or applied may be somebody whose name is not to be known here."""
    if actor is None:
        return ""
    if actor.id in {getattr(thing, "author_id", None), getattr(thing, "user_id", None)}:
        return _("whoever wrote it")
    return actor.name if actor.held_grants() else _("somebody without a role here")


def _stands(thing: Record) -> list[tuple[str, str]]:
    """In the words of its room; else what the form asks for, as it stands now."""
    told = stands().get(thing.__tablename__)
    if told is not None:
        return [(label, text) for label, text in told(thing) if text]
    forms = [g.form_read] if "form_read" in g else []
    now = {column.key: getattr(thing, column.key) for column in inspect(type(thing)).column_attrs}
    for form in forms:
        now |= form.as_it_stands(thing)
    fields = {field.short_name: field for form in forms for field in form}
    known = [(field, now[name]) for name, field in fields.items() if name in now]
    return [(str(field.label.text), _in_words(field, value)) for field, value in known if _is_told(field, value)]


def _is_told(field: Field, value: Any) -> bool:
    return not isinstance(field, HiddenField) and value not in {None, ""}


def _in_words(field: Field, value: Any) -> str:
    plain = value.value if isinstance(value, Enum) else value
    for chosen, label, *_rest in field.iter_choices() if isinstance(field, SelectField) and field.choices else ():
        if str(chosen) == str(plain):
            return str(label)
    if isinstance(plain, bool):
        return _("Yes") if plain else _("No")
    return longday(plain) if isinstance(plain, date) else str(plain)
