"""What somebody is told who comes second: how it stands now, who changed it and when, and the way to send it again."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from flask import current_app, g, request
from sqlalchemy import inspect
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm.exc import ObjectDeletedError
from wtforms import Field, HiddenField, SelectField

from portal.accounts.identity import current_person
from portal.accounts.models import User
from portal.events.queries import last_event_of
from portal.foundation.dates import longday
from portal.foundation.db import Record, db
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import FIELD, is_mark_of, mark_of, renewed

NOT_SENT_AGAIN = ("password", "csrf_token", "confirmed")  # what follows is asked anew, of what stands now


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
        event = last_event_of(thing)
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
    told = current_app.extensions["shared_types"].get(thing.__tablename__)
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
