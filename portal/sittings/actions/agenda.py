"""Writing an agenda, and sending it."""

from sqlalchemy import delete

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.files.actions import forget_files
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.foundation.text import render_markdown
from portal.sittings.actions.publishing import open_cases_with
from portal.sittings.deeds import ADD_AT_MEETING, CHANGE_ITEM, REMOVE_ITEM, SEND_AGENDA, WRITE_AGENDA
from portal.sittings.forms import ItemDraft
from portal.sittings.models import AgendaItem, ItemMinutes, Sitting
from portal.sittings.queries import item_of_submission
from portal.sittings.speaking import SpokenMinutes
from portal.trace.edges import key_of
from portal.trace.places import matters_of, take_up, taken_up_at

SAID = ("title", "kind", "minutes", "responsible", "background", "is_open")


def add_item(actor: User, sitting: Sitting, draft: ItemDraft, *, key: str | None = None) -> AgendaItem:
    """A secretary puts an item last on the agenda. What the same form sends twice is one item."""
    with transaction():
        WRITE_AGENDA.require_leave(actor, sitting)
        hold(sitting, compares=False)
        if (known := _sent_before(sitting, draft, key, "dagsorden")) is not None:
            return known
        WRITE_AGENDA.ensure(sitting)
        item = _put_last(sitting, draft, key)
        _record_change(actor, sitting)
    return item


def add_at_meeting(actor: User, sitting: Sitting, draft: ItemDraft, *, key: str | None = None) -> AgendaItem:
    """Once the meeting has begun the secretary puts on what was taken up outside the agenda: behind everything that was
    sent, whose numbers stay. What the same form sends twice is one item."""
    with transaction():
        ADD_AT_MEETING.require_leave(actor, sitting)
        hold(sitting, compares=False)
        if (known := _sent_before(sitting, draft, key, "forloeb")) is not None:
            return known
        ADD_AT_MEETING.ensure(sitting)
        item = _put_last(sitting, draft, key)
        item.added_at_meeting = True
        record(EventType.SITTING_ITEM_ADDED, sitting, actor=actor, title=sitting.title, path=sitting.path)
    return item


def _sent_before(sitting: Sitting, draft: ItemDraft, key: str | None, page: str) -> AgendaItem | None:
    """What the same form made already. Raises `SavedBefore` when it says something else now; it stands on that page."""
    known = item_of_submission(sitting, key) if key else None
    if known is not None:
        said, sent = (*_said(known), about(known)), (*_said(draft), draft.about)
        ensure_same(said, sent, title=known.title, path=f"{sitting.path}/{page}")
    return known


def _put_last(sitting: Sitting, draft: ItemDraft, key: str | None) -> AgendaItem:
    item = AgendaItem(sitting=sitting, position=len(sitting.items) + 1, submission_key=key, written=ItemMinutes())
    with db.session.no_autoflush:
        _write(item, draft)
    db.session.add(item)
    take_up(item, draft.about, matters_of(sitting.committee_id))
    return item


def change_item(actor: User, item: AgendaItem, draft: ItemDraft) -> None:
    """A secretary writes an item otherwise. After the agenda has been sent it is read at once as it now stands."""
    with transaction():
        CHANGE_ITEM.require(actor, item)
        _write(item, draft)
        kept = about(item) - (draft.stood - draft.about)  # what somebody else ticked or took away meanwhile stays so
        take_up(item, kept | (draft.about - draft.stood), matters_of(item.committee_id))
        _record_change(actor, item.sitting)


def move_item(actor: User, item: AgendaItem, position: int, *, to: int) -> None:
    """A secretary takes an item to another place in the order. `position` is where the page showed it: from a second
    click, or after somebody else has moved it, nothing more happens."""
    with transaction():
        CHANGE_ITEM.require_leave(actor, item)
        hold(item.sitting, compares=False)
        db.session.expire(item)
        CHANGE_ITEM.ensure(item)
        if item.position != position:
            return
        others = [other for other in item.sitting.items if other is not item]
        sent = sum(not other.added_at_meeting for other in others) if item.added_at_meeting else 0
        others.insert(max(sent, to - 1), item)
        _number(others)
        _record_change(actor, item.sitting)


def remove_item(actor: User, item: AgendaItem) -> None:
    """A secretary takes an item off the agenda."""
    with transaction():
        REMOVE_ITEM.require_leave(actor, item)
        sitting = item.sitting
        hold(sitting, compares=False)
        db.session.expire(item)
        REMOVE_ITEM.require(actor, item)
        forget_files("agenda_item", [item.id])
        db.session.execute(delete(SpokenMinutes).where(SpokenMinutes.item_id == item.id))
        take_up(item, (), matters_of(item.committee_id))
        db.session.delete(item)
        _number([other for other in sitting.items if other is not item])
        _record_change(actor, sitting)


def send_agenda(actor: User, sitting: Sitting, *, seen: str) -> None:
    """A secretary sends the agenda: members can read it, and everybody the list of cases (KSL § 20, 7), unless a later
    time is planned for that. It can be sent again when something has changed; `seen` is when it had last been sent, as
    the page showed it."""
    with transaction():
        SEND_AGENDA.require_leave(actor, sitting)
        hold(sitting, compares=False)
        if sent_mark(sitting) != seen:
            return
        SEND_AGENDA.ensure(sitting)
        is_first = sitting.agenda_sent_at is None
        sitting.agenda_sent_at = clock.now()
        if is_first:
            open_cases_with(sitting)
        told = EventType.SITTING_AGENDA_SENT if is_first else EventType.SITTING_AGENDA_SENT_AGAIN
        record(told, sitting, actor=actor, title=sitting.title, path=sitting.path)


def sent_mark(sitting: Sitting) -> str:
    """When the agenda was last sent, as a form carries it; empty before the first time."""
    return sitting.agenda_sent_at.isoformat() if sitting.agenda_sent_at else ""


def about(item: AgendaItem) -> frozenset[str]:
    """What an item takes up, by the names of places on the red thread."""
    return frozenset(node.place for node in taken_up_at([item])[key_of(item)])


def _said(row: AgendaItem | ItemDraft) -> list[object]:
    return [getattr(row, name) for name in SAID]


def _write(item: AgendaItem, draft: ItemDraft) -> None:
    for name in SAID:
        setattr(item, name, getattr(draft, name))
    item.background_html = render_markdown(draft.background)


def _number(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position


def _record_change(actor: User, sitting: Sitting) -> None:
    record(EventType.SITTING_AGENDA_WRITTEN, sitting, actor=actor)
