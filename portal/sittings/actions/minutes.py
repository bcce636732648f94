"""Writing minutes: the course of the meeting, who was there, what was said and decided; and sending them round."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.text import render_markdown
from portal.sittings.deeds import RUN, SEND_MINUTES, UNDO_TURN, WRITE_MINUTES
from portal.sittings.forms.minutes import MinutesDraft
from portal.sittings.models import AgendaItem, Attending, ItemMinutes, ItemPresence, Sitting, Turn, TurnKind
from portal.sittings.protocol import is_put_off, was_taken
from portal.sittings.queries import at_the_table, told_of

AFTER = {Attending.DISQUALIFIED: Attending.PRESENT}  # of one item nothing follows for the next
LONGEST_WINDOW = timedelta(days=92)  # a slip of the year would keep the minutes from being approved


def begin_turn(actor: User, sitting: Sitting, kind: TurnKind, item: AgendaItem | None = None, *, seen: int) -> None:
    """The secretary says that an item, a break or the end of the meeting begins now. Who was there at the last item is
    there at this one, until somebody says otherwise; whoever was disqualified is back. `seen` is how many turns the
    page showed: a second click, or another secretary's, begins nothing more."""
    with transaction():
        RUN.require_leave(actor, sitting)
        hold(sitting, compares=False)
        db.session.expire(sitting, ["turns"])
        if len(sitting.turns) != seen:
            return
        RUN.ensure(sitting)
        before = _last_item(sitting)
        db.session.add(Turn(sitting=sitting, kind=kind, item=item, begins_at=clock.now()))
        if item is not None and before is not None and not item.presences:
            for one in before.presences:
                item.presences.append(ItemPresence(membership=one.membership, state=AFTER.get(one.state, one.state)))
        record(EventType.SITTING_MINUTED, sitting, actor=actor)


def undo_turn(actor: User, sitting: Sitting, *, seen: int) -> None:
    """The secretary takes the last press back. Whoever was said to be there at an item that only the press began is
    said so no more. `seen` is how many turns the page showed: a second click takes no other back."""
    with transaction():
        UNDO_TURN.require_leave(actor, sitting)
        hold(sitting, compares=False)
        db.session.expire(sitting, ["turns"])
        if len(sitting.turns) != seen:
            return
        UNDO_TURN.ensure(sitting)
        last = sitting.turns.pop()
        item = last.item
        if item is not None and not was_taken(item) and all(turn.item_id != item.id for turn in sitting.turns):
            item.presences.clear()
        db.session.delete(last)
        record(EventType.SITTING_MINUTED, sitting, actor=actor)


def write_minutes(actor: User, item: AgendaItem, draft: MinutesDraft) -> None:
    """The secretary writes what was said and decided on an item, and who was there. Raises `Refused` when it is not
    said of every member whether they were."""
    with transaction():
        WRITE_MINUTES.require_leave(actor, item)
        hold(item.sitting, compares=False)
        db.session.expire(item)  # with who was there, which the form was written about too
        hold(item.written)
        WRITE_MINUTES.ensure(item)
        _write(item.written, draft.account, draft.decision)
        item.written.result, item.written.voices = draft.result, [dict(one) for one in draft.voices]
        _note_all(item, draft)
        record(EventType.SITTING_MINUTED, item.sitting, actor=actor)


def _note_all(item: AgendaItem, draft: MinutesDraft) -> None:
    members = at_the_table(item.sitting)
    missing = [one.user.name for one in members if one.id not in draft.presences]
    if missing and not is_put_off(draft.result):
        raise Refused(_("Say of each member whether they were there. Missing: %(names)s.", names=", ".join(missing)))
    note_presences(item, draft.presences)


def note_presences(item: AgendaItem, presences: Mapping[int, Attending]) -> None:
    """Whoever nothing is said of stays as they are."""
    known = {one.membership_id: one for one in item.presences}
    for membership_id, state in presences.items():
        if membership_id in known:
            known[membership_id].state = state
        else:
            item.presences.append(ItemPresence(membership_id=membership_id, state=state))


def send_minutes(actor: User, sitting: Sitting, *, until: date) -> None:
    """The secretary sends the minutes to the members, who can ask for corrections until the end of a day. Raises
    `Refused` with all that is missing. A second click sends nothing."""
    with transaction():
        SEND_MINUTES.require_leave(actor, sitting)
        hold(sitting, compares=False)
        if sitting.minutes_sent_at is not None and sitting.objections_until == until:
            return
        SEND_MINUTES.ensure(sitting)
        missing = list(what_is_missing(sitting))
        if missing:
            raise Refused(*missing)
        if until < clock.today() + timedelta(days=1):
            raise Refused(_("Give the members at least until tomorrow."))
        if until > clock.today() + LONGEST_WINDOW:
            raise Refused(_("Give the members three months at most."))
        sitting.minutes_sent_at, sitting.objections_until = clock.now(), until
        told = {"title": sitting.title, "path": sitting.path, "until": until.isoformat()}
        record(EventType.SITTING_MINUTES_SENT, sitting, actor=actor, committee=None, **told)


def what_is_missing(sitting: Sitting) -> Iterator[str]:
    """Why the minutes cannot be sent yet, item by item."""
    members = {one.id for one in told_of(sitting)}
    for item in sitting.items:
        yield from missing_of(item, members)


def missing_of(item: AgendaItem, members: Collection[int]) -> Iterator[str]:
    """The same of one item, of which it is to be said whether these were there."""
    if is_put_off(item.written.result):
        return
    if not was_taken(item):
        yield _("%(number)s. %(title)s: write what was said or decided.", number=item.position, title=item.title)
    elif set(members) - {one.membership_id for one in item.presences}:
        yield _("%(number)s. %(title)s: say who was there.", number=item.position, title=item.title)


def _last_item(sitting: Sitting) -> AgendaItem | None:
    return next((turn.item for turn in reversed(sitting.turns) if turn.item is not None), None)


def _write(written: ItemMinutes, account: str, decision: str) -> None:
    written.account, written.account_html = account, render_markdown(account)
    written.decision, written.decision_html = decision, render_markdown(decision)
