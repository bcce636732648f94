"""Counting who speaks at a meeting: by kind of seat, with one press, and never by person."""

from sqlalchemy import func, select

from portal.accounts.models import User
from portal.committees.models import SeatType
from portal.committees.words import SEAT_TYPES_PLURAL
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import all_of, db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.locking import hold
from portal.sittings.deeds import RUN, WRITE_SPOKEN
from portal.sittings.models import Sitting
from portal.sittings.speaking import Contribution, SpokenMinutes
from portal.sittings.spoken import Said, minutes_by_item, spoken_mark


def count_contribution(actor: User, sitting: Sitting, kind: SeatType, key: str) -> None:
    """The secretary notes that somebody from this kind of seat spoke. The same press twice is one."""
    with transaction():
        RUN.require_leave(actor, sitting)
        hold(sitting, compares=False)
        if db.session.scalar(select(Contribution.id).where(Contribution.submission_key == key)) is not None:
            return
        RUN.ensure(sitting)
        db.session.add(Contribution(sitting_id=sitting.id, kind=kind, submission_key=key))
        record(EventType.SITTING_MINUTED, sitting, actor=actor)


def write_spoken_minutes(actor: User, sitting: Sitting, said: Said, *, seen: str | None = None) -> None:
    """The secretary says for how many minutes each kind of seat spoke on each item; what `said` names is set, nought
    takes it away, and the rest stays. `seen` is the mark of what the page showed: raises `Refused` with what somebody
    else has saved meanwhile."""
    with transaction():
        WRITE_SPOKEN.require_leave(actor, sitting)
        hold(sitting, compares=False)
        known = minutes_by_item(sitting)
        if said and all(known.get(key, 0) == minutes for key, minutes in said.items()):
            return
        WRITE_SPOKEN.ensure(sitting)
        if seen is not None and spoken_mark(known) != seen:
            raise Refused(_("Somebody has saved since you opened the page: %(now)s.", now=_in_words(sitting, known)))
        _write(sitting, said)
        record(EventType.SITTING_MINUTED, sitting, actor=actor)


def _write(sitting: Sitting, said: Said) -> None:
    rows = all_of(select(SpokenMinutes).where(SpokenMinutes.sitting_id == sitting.id).order_by(SpokenMinutes.id))
    known = {(one.item_id, one.kind): one for one in rows}
    for (item_id, kind), minutes in said.items():
        row = known.get((item_id, kind))
        if row is not None and not minutes:
            db.session.delete(row)
        elif row is not None:
            row.minutes = minutes
        elif minutes:
            row = SpokenMinutes(sitting_id=sitting.id, item_id=item_id, kind=kind, minutes=minutes)
            db.session.add(row)


def _in_words(sitting: Sitting, known: Said) -> str:
    number = {item.id: item.position for item in sitting.items}
    told = sorted((number[item_id], _(SEAT_TYPES_PLURAL[kind]), minutes) for (item_id, kind), minutes in known.items())
    said = (
        ngettext("item %(number)s, %(kind)s: %(count)s minute", "item %(number)s, %(kind)s: %(count)s minutes",
                 minutes, number=position, kind=kind)
        for position, kind, minutes in told
    )  # fmt: skip
    return "; ".join(said) or _("No minutes stand there")


def take_back_contribution(actor: User, sitting: Sitting, *, seen: int) -> None:
    """The last press was a slip. `seen` is how many there were when the page was opened: a second click takes no
    other back."""
    with transaction():
        RUN.require_leave(actor, sitting)
        hold(sitting, compares=False)
        RUN.ensure(sitting)
        whole = select(func.count(Contribution.id)).where(Contribution.sitting_id == sitting.id)
        if db.session.scalar(whole) != seen:
            return
        last = db.session.scalar(
            select(Contribution).where(Contribution.sitting_id == sitting.id).order_by(Contribution.id.desc()).limit(1)
        )
        if last is not None:
            db.session.delete(last)
            record(EventType.SITTING_MINUTED, sitting, actor=actor)
