"""The hours of a meeting as they are typed afterwards, and a wrong press corrected."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.dates import clock_span, clock_time
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _, in_danish
from portal.foundation.locking import hold
from portal.sittings.actions.approving import drop_signatures
from portal.sittings.deeds import TYPE_HOURS
from portal.sittings.forms.hours import HourDraft
from portal.sittings.models import MinutesObjection, Sitting, Turn, TurnKind
from portal.sittings.protocol import moment_at, turns_mark
from portal.sittings.words import course_in_danish

CORRECTED = N_("The hours of the meeting are corrected.")
NO_HOURS = N_("No hours were written.")


def type_hours(actor: User, sitting: Sitting, hours: Sequence[HourDraft], *, seen: str) -> None:
    """The secretary says when each item, each break and the end began; the order in which items were taken follows. A
    press that is left out of `hours` never was. Once the minutes are sent, it is entered as a correction with what
    stood before, and whoever had approved them is asked anew. `seen` is the mark of what the page showed. Raises
    `Refused` with everything that cannot be."""
    with transaction():
        TYPE_HOURS.require_leave(actor, sitting)
        hold(sitting, compares=False)
        db.session.expire(sitting, ["turns"])
        wanted = [(one, moment_at(sitting, one.hour)) for one in hours]
        if _says_already(sitting, wanted):
            return
        TYPE_HOURS.ensure(sitting)
        if turns_mark(sitting) != seen:
            raise Refused(
                _("Somebody has pressed or typed since you opened the page: %(now)s.", now=_in_words(sitting))
            )
        wrong = list(_what_is_wrong(sitting, wanted))
        if wrong:
            raise Refused(*wrong)
        before, begun = course_in_danish(sitting), _begun(sitting)
        _write(sitting, wanted)
        if sitting.minutes_sent_at is not None:
            drop_signatures(_enter(actor, sitting, before, begun), actor)
        record(EventType.SITTING_MINUTED, sitting, actor=actor)


def _begun(sitting: Sitting) -> dict[int | None, list[datetime]]:
    """When each item began; under None the breaks and the end."""
    found: dict[int | None, list[datetime]] = {}
    for turn in sitting.turns:
        found.setdefault(turn.item_id, []).append(turn.begins_at)
    return found


def _enter(actor: User, sitting: Sitting, before: str, begun: dict[int | None, list[datetime]]) -> MinutesObjection:
    """As a correction that is answered, with its day and what stood there: at the first item that has another hour."""
    now = _begun(sitting)
    item = next((one for one in sitting.items if now.get(one.id) != begun.get(one.id)), sitting.items[-1])
    entry = MinutesObjection(
        item=item, author_id=actor.id, text=in_danish(CORRECTED), is_accepted=True, answer=course_in_danish(sitting),
        stood_before=before or in_danish(NO_HOURS), answered_at=clock.now(), answered_by_id=actor.id,
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    return entry


Wanted = Sequence[tuple[HourDraft, datetime | None]]


def _what_is_wrong(sitting: Sitting, wanted: Wanted) -> Iterator[str]:
    for one, moment in wanted:
        if moment is None:
            planned = clock_span(sitting.starts_at, sitting.ends_at)
            yield _("%(hour)s lies outside the meeting, which was planned %(planned)s.", hour=one.said, planned=planned)
        elif moment > clock.now():
            yield _("%(hour)s has not come yet.", hour=one.said)
    ends = [(one, moment) for one, moment in wanted if one.kind is TurnKind.END and moment is not None]
    if len(ends) > 1:
        yield _("Type one hour at which the meeting ended. There are %(count)s.", count=len(ends))
    for one, moment in wanted:
        if len(ends) == 1 and moment is not None and ends[0][1] is not None and moment > ends[0][1]:
            told = {"end": ends[0][0].said, "hour": one.said}
            if one.kind is TurnKind.BREAK:
                yield _("The meeting ended at %(end)s, and a break cannot begin at %(hour)s.", **told)
            else:
                number = next(item.position for item in sitting.items if item.id == one.item_id)
                told |= {"number": str(number)}
                yield _("The meeting ended at %(end)s, and item %(number)s cannot begin at %(hour)s.", **told)


def _write(sitting: Sitting, wanted: Wanted) -> None:
    """Presses whose minute is left as it was keep their second."""
    known = {turn.id: turn for turn in sitting.turns}
    kept = set()
    for one, moment in sorted(wanted, key=_in_order):
        assert moment is not None  # noqa: S101 - else it was refused
        turn = known.get(one.turn_id or 0)
        if turn is None:
            turn = Turn(sitting_id=sitting.id)
            db.session.add(turn)
        kept.add(turn.id)
        turn.kind, turn.item_id = one.kind, one.item_id
        if turn.begins_at is None or _minute(turn.begins_at) != moment:
            turn.begins_at = moment
    for turn in known.values():
        if turn.id not in kept:
            db.session.delete(turn)
    db.session.flush()
    db.session.expire(sitting, ["turns"])


def _in_order(wanted: tuple[HourDraft, datetime | None]) -> tuple[datetime, bool]:
    one, moment = wanted
    return moment or clock.now(), one.kind is TurnKind.END


def _says_already(sitting: Sitting, wanted: Wanted) -> bool:
    stands = sorted((turn.kind.value, turn.item_id or 0, _minute(turn.begins_at)) for turn in sitting.turns)
    return bool(stands) and stands == sorted(
        (one.kind.value, one.item_id or 0, moment) for one, moment in wanted if moment is not None
    )


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _in_words(sitting: Sitting) -> str:
    names = {TurnKind.BREAK: _("Break"), TurnKind.END: _("The end")}
    said = (
        (turn, names[turn.kind] if turn.item is None else _("Item %(number)s", number=turn.item.position))
        for turn in sitting.turns
    )
    return ", ".join(f"{clock_time(turn.begins_at)} {what}" for turn, what in said) or _("Nothing has begun yet.")
