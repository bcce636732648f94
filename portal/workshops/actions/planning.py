"""Planning a workshop, changing it, and calling it off."""

from typing import Any

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.foundation.text import render_markdown
from portal.ideas.models import Idea, IdeaTheme
from portal.meetings.actions import call_off, ensure_starts_later, keep_move
from portal.meetings.queries import moves, when_and_where
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link, tied_to
from portal.trace.models import TraceRelation
from portal.workshops.actions.places import ensure_still_kept, move_up
from portal.workshops.deeds import CANCEL, CHANGE
from portal.workshops.forms import WorkshopDraft
from portal.workshops.models import Workshop, WorkshopQuestion
from portal.workshops.queries import ideas_by_id, same_workshop
from portal.workshops.queries.coming import places_taken


def plan_workshop(actor: User, committee: Committee, draft: WorkshopDraft, theme: IdeaTheme | None = None) -> Workshop:
    """A secretary or facilitator calls a workshop; the ideas it is to work on lead to it on the red thread, and the
    `theme` that it was begun from.

    The same title at the same time is the same workshop: a second click, unless something else is said about it. Raises
    `Refused` for a time that has passed.
    """
    with transaction():
        require(actor, Permission.WORKSHOP_PLAN, committee)
        hold(committee)
        known = same_workshop(committee, draft.title, draft.starts_at)
        if known is not None:
            _ensure_says(known, draft)
            return known
        workshop = _new(committee, draft)
        db.session.add(workshop)
        _take_up(workshop, draft)
        if theme is not None:
            link(TraceRelation.TAKEN_UP_AT, theme, workshop)
        record(EventType.WORKSHOP_PLANNED, workshop, actor=actor, title=workshop.title, path=workshop.path)
    return workshop


def _ensure_says(known: Workshop, draft: WorkshopDraft) -> None:
    columns = "kind", "purpose", "influence", "influence_note", "ends_at", "place", "capacity"
    said = [*(getattr(known, name) for name in columns), {question.number for question in known.questions}]
    sent = [*(getattr(draft, name) for name in columns), set(draft.question_numbers)]
    taken_up = {idea.id for idea in ideas_by_id(known.committee, draft.idea_ids)}
    ensure_same([*said, {*tied_to(known, Idea.__tablename__)}], [*sent, taken_up], title=known.title, path=known.path)


def _new(committee: Committee, draft: WorkshopDraft) -> Workshop:
    workshop = Workshop(committee=committee)
    with db.session.no_autoflush:
        _write(workshop, draft)
        ensure_starts_later(workshop)
    return workshop


def edit_workshop(actor: User, workshop: Workshop, draft: WorkshopDraft, *, reason: str = "") -> None:
    """A secretary or facilitator changes a workshop that has not begun. Ideas may be added, not taken out again. More
    places go to those who wait for one.

    Raises `Refused` when more people have signed up than there would be places, when places are kept free that would
    not be, or when people would have to come at another time or place and are not told why.
    """
    with transaction():
        CHANGE.require(actor, workshop)
        is_moved, was = moves(workshop, draft), when_and_where(workshop)
        taken, capacity = places_taken([workshop]).get(workshop.id, 0), workshop.capacity
        _write(workshop, draft)
        ensure_starts_later(workshop)
        if draft.capacity < taken:
            raise Refused(_("%(count)s people have signed up, so there must be at least as many places.", count=taken))
        ensure_still_kept(workshop, capacity)
        if is_moved and taken and not reason:
            raise Refused(_("Write why it is moved. Those who have signed up are told."))
        _take_up(workshop, draft)
        move_up(workshop)
        changed = EventType.WORKSHOP_MOVED if is_moved else EventType.WORKSHOP_EDITED
        moved: dict[str, Any] = {}
        if is_moved:
            moved = keep_move(workshop, was, reason)
        record(changed, workshop, actor=actor, title=workshop.title, path=workshop.path, **moved)


def cancel_workshop(actor: User, workshop: Workshop, reason: str) -> None:
    """A secretary or facilitator calls a workshop off, with a reason that everybody can read."""
    with transaction():
        CANCEL.require(actor, workshop)
        call_off(workshop, reason)
        record(
            EventType.WORKSHOP_CANCELLED,
            workshop,
            actor=actor,
            title=workshop.title,
            path=workshop.path,
            reason=reason,
        )


def _write(workshop: Workshop, draft: WorkshopDraft) -> None:
    workshop.kind, workshop.title, workshop.place = draft.kind, draft.title, draft.place
    workshop.purpose, workshop.purpose_html = draft.purpose, render_markdown(draft.purpose)
    workshop.influence, workshop.influence_note = draft.influence, draft.influence_note
    workshop.starts_at, workshop.ends_at, workshop.capacity = draft.starts_at, draft.ends_at, draft.capacity
    known = {question.number: question for question in workshop.questions}
    asked = sorted(set(draft.question_numbers))
    workshop.questions = [known.get(number) or WorkshopQuestion(number=number) for number in asked]


def _take_up(workshop: Workshop, draft: WorkshopDraft) -> None:
    for idea in ideas_by_id(workshop.committee, draft.idea_ids):
        link(TraceRelation.TAKEN_UP_AT, idea, workshop)
