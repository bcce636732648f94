"""Telling people on the portal what happened, as the rooms say of each event."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.handed import Handed
from portal.house.telling import Notice, subject_of
from portal.notifications.models import Notification, Pace
from portal.notifications.queries import paces_of
from portal.reactions.subjects import facts_of, path_of

notices: Handed[Mapping[EventType, Notice]] = Handed("who is told of which event")


class StillTold:
    """Who is told of an event as things stand now: asked again when a letter is written, once for each event."""

    def __init__(self) -> None:
        self._told: dict[int, set[int]] = {}

    def __call__(self, event: Event, user_id: int) -> bool:
        if event.id not in self._told:
            self._told[event.id] = {user.id for user, _notice in told_of(event)}
        return user_id in self._told[event.id]


def told_of(event: Event) -> Iterator[tuple[User, Notice]]:
    """Everybody who is told of an event, each once, with what it is to them."""
    notice, told = notices().get(EventType(event.type)), set[int]()
    while notice is not None:
        knows_already = told | (set() if notice.is_receipt or event.actor_id is None else {event.actor_id})
        for user in {user.id: user for user in notice.recipients(event) if user.is_active}.values():
            if user.id not in knows_already:
                told.add(user.id)
                yield user, notice
        notice = notice.also


def notify(event: Event) -> None:
    """Write a notice to each recipient. Safe to repeat: one to a person for each event."""
    first = notices().get(EventType(event.type))
    if first is not None and first.retells:
        _retell(event)
    told = set(db.session.scalars(select(Notification.recipient_id).where(Notification.event_id == event.id)))
    new = [(user, notice) for user, notice in told_of(event) if user.id not in told]
    if not new:
        return
    path, facts, paces = path_of(event), facts_of(event), paces_of([user.id for user, _notice in new])
    for user, notice in new:
        by_mail = not notice.has_own_letter and paces(user.id, notice.kind) is not Pace.PORTAL
        alone = by_mail and notice.cannot_wait(event)
        db.session.add(
            Notification(
                event_id=event.id, recipient_id=user.id, kind=notice.kind, message=notice.message,
                why=notice.recipients.why, values=facts, path=notice.path or path, waiting=by_mail, alone=alone,
            )
        )  # fmt: skip


def _retell(event: Event) -> None:
    """Take the title of a hidden text out of what others were told of it before, and put it back afterwards."""
    author_id = getattr(subject_of(event), "author_id", None)
    told = db.session.execute(
        select(Notification, Event)
        .join(Event, Notification.event_id == Event.id)
        .where(Event.subject_kind == event.subject_kind, Event.subject_id == event.subject_id)
        .where(Event.type.not_like("moderation.%"), Notification.recipient_id != author_id)
    ).tuples()
    for notification, about in told:
        notification.values = facts_of(about)
