"""Planning a committee meeting, moving it, and calling it off."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.meetings.actions import call_off, ensure_starts_later, keep_move
from portal.meetings.queries import moves, when_and_where
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.sittings.actions.substituting import release_all
from portal.sittings.deeds import CANCEL, CHANGE, COPY
from portal.sittings.forms import SittingDraft
from portal.sittings.models import AgendaItem, ItemMinutes, Sitting, SittingAnswer
from portal.sittings.queries import same_sitting
from portal.trace.edges import key_of
from portal.trace.places import matters_of, take_up, taken_up_at

COPIED = ("position", "title", "kind", "minutes", "responsible", "background", "background_html", "is_open")


def plan_sitting(actor: User, committee: Committee, draft: SittingDraft) -> Sitting:
    """A secretary calls the committee together. The same title at the same time is the same meeting: a second click,
    unless something else is said about it. Raises `Refused` for a time that has passed.
    """
    with transaction():
        require(actor, Permission.SITTING_PLAN, committee)
        hold(committee)
        if (known := _known(committee, draft)) is not None:
            return known
        sitting = Sitting(committee=committee)
        with db.session.no_autoflush:
            _write(sitting, draft)
            ensure_starts_later(sitting)
        db.session.add(sitting)
        db.session.flush()  # its address holds its number
        record(EventType.SITTING_PLANNED, sitting, actor=actor, title=sitting.title, path=sitting.path)
    return sitting


def plan_series(actor: User, committee: Committee, drafts: Sequence[SittingDraft]) -> list[Sitting]:
    """A secretary calls several meetings at once; the members are told of all of them once. Those that are planned
    already stay as they are: a second click plans nothing more, and tells nobody."""
    with transaction():
        require(actor, Permission.SITTING_PLAN, committee)
        hold(committee)
        fresh = [draft for draft in drafts if _known(committee, draft) is None]
        planned = [Sitting(committee=committee) for _draft in fresh]
        for sitting, draft in zip(planned, fresh, strict=True):
            with db.session.no_autoflush:
                _write(sitting, draft)
                ensure_starts_later(sitting)
            db.session.add(sitting)
        if planned:
            db.session.flush()
            for sitting in planned:
                record(
                    EventType.SITTING_PLANNED_IN_SERIES, sitting, actor=actor, title=sitting.title, path=sitting.path
                )
            path = f"{committee.path}moeder/"
            record(EventType.SITTING_SERIES_PLANNED, committee, actor=actor, title=committee.name, path=path)
    return planned


def copy_sitting(actor: User, sitting: Sitting, draft: SittingDraft) -> Sitting:
    """A secretary calls another meeting with the agenda of this one, as a draft. Minutes and files are not copied."""
    with transaction():
        COPY.require_leave(actor, sitting)
        hold(sitting.committee)
        if (known := _known(sitting.committee, draft)) is not None:
            said, sent = (known is sitting, _agenda(known)), (False, _agenda(sitting))
            ensure_same(said, sent, title=known.title, path=known.path)
            return known
        copy = Sitting(committee=sitting.committee)
        with db.session.no_autoflush:
            _write(copy, draft)
            ensure_starts_later(copy)
        db.session.add(copy)
        offered, about = matters_of(sitting.committee_id), taken_up_at(sitting.items)
        for item in sitting.items:
            again = AgendaItem(sitting=copy, written=ItemMinutes(), **_facts(item))
            db.session.add(again)
            take_up(again, {node.place for node in about[key_of(item)]}, offered)
        db.session.flush()
        record(EventType.SITTING_PLANNED, copy, actor=actor, title=copy.title, path=copy.path)
    return copy


def _facts(item: AgendaItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in COPIED}


def _agenda(sitting: Sitting) -> list[dict[str, Any]]:
    return [_facts(item) for item in sitting.items]


def edit_sitting(actor: User, sitting: Sitting, draft: SittingDraft, *, reason: str = "") -> None:
    """A secretary changes a meeting that has not begun. Raises `Refused` when members would have to come at another
    time or place and are not told why. Whether they come is asked anew then: they said so of another time."""
    with transaction():
        CHANGE.require(actor, sitting)
        is_moved, was = moves(sitting, draft), when_and_where(sitting)
        _write(sitting, draft)
        ensure_starts_later(sitting)
        moved: dict[str, Any] = {}
        if is_moved:
            if not reason:
                raise Refused(_("Write why it is moved. The members are told."))
            moved = keep_move(sitting, was, reason)
            release_all(sitting)
            db.session.execute(delete(SittingAnswer).where(SittingAnswer.sitting_id == sitting.id))
        changed = EventType.SITTING_MOVED if is_moved else EventType.SITTING_EDITED
        record(changed, sitting, actor=actor, title=sitting.title, path=sitting.path, **moved)


def cancel_sitting(actor: User, sitting: Sitting, reason: str) -> None:
    """A secretary calls a meeting off, with a reason that everybody can read."""
    with transaction():
        CANCEL.require(actor, sitting)
        call_off(sitting, reason)
        title, path = sitting.title, sitting.path
        record(EventType.SITTING_CANCELLED, sitting, actor=actor, title=title, path=path, reason=reason)


def _known(committee: Committee, draft: SittingDraft) -> Sitting | None:
    """The meeting that is planned already. Raises `SavedBefore` when something else is said about it."""
    known = same_sitting(committee, draft.title, draft.starts_at)
    if known is not None:
        said = known.ends_at, known.place, known.link
        ensure_same(said, (draft.ends_at, draft.place, draft.link), title=known.title, path=known.path)
    return known


def _write(sitting: Sitting, draft: SittingDraft) -> None:
    sitting.title, sitting.place, sitting.link = draft.title, draft.place, draft.link
    sitting.starts_at, sitting.ends_at = draft.starts_at, draft.ends_at
