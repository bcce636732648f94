"""Reading a draft of minutes through before it is sent: who is asked, what they answer, and reminding them."""

from collections.abc import Collection
from datetime import date, timedelta

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.sittings.deeds import APPROVE_READING, ASK_READERS, DROP_READER, REMIND_READERS, WITHDRAW_READING
from portal.sittings.models import MinutesReader, MinutesReading, Sitting
from portal.sittings.queries import at_the_table, readers_due
from portal.sittings.readers import has_read_this, is_to_be_reminded, may_be_asked, remarks_of, silent, was_told_today
from portal.sittings.seal import draft_mark

LONGEST = timedelta(days=31)


def ask_readers(actor: User, sitting: Sitting, chosen: Collection[int], *, read_by: date) -> None:
    """The secretary asks some of those at the table, or others who write minutes, to read the draft through. Whoever
    has read it and is asked again, because it has changed, is to answer anew. A second click asks nobody again."""
    with transaction():
        ASK_READERS.require_leave(actor, sitting)
        _hold(sitting)
        known = {one.user_id: one for one in sitting.readers}
        can_be = {one.id: one for one in may_be_asked(sitting, actor, at_the_table(sitting))}
        new = [user_id for user_id in chosen if user_id in can_be]
        if not new and chosen and set(chosen) <= known.keys():
            return
        ASK_READERS.ensure(sitting)
        _ensure_can_be_read(new, chosen, read_by)
        for user_id in new:
            reader = known.get(user_id) or MinutesReader(sitting=sitting, user_id=user_id)
            reader.asked_at, reader.read_by, reader.answered_at, reader.reminded_at = clock.now(), read_by, None, None
            db.session.add(reader)
            _tell(EventType.SITTING_READER_ASKED, reader, actor)


def _ensure_can_be_read(new: Collection[int], chosen: Collection[int], read_by: date) -> None:
    if not new:
        raise Refused(_("Choose at least one who is to read the draft."))
    if len(new) < len(set(chosen)):
        raise Refused(_("Choose among those at the table and those who write the minutes."))
    if read_by < clock.today() + timedelta(days=1):
        raise Refused(_("Give the readers at least until tomorrow."))
    if read_by > clock.today() + LONGEST:
        raise Refused(_("Give the readers a month at most."))


def drop_reader(actor: User, reader: MinutesReader) -> None:
    """The secretary takes somebody off who was chosen by mistake and has not answered: they read the draft no more."""
    with transaction():
        DROP_READER.require_leave(actor, reader)
        sitting = reader.sitting
        _hold(sitting)
        DROP_READER.ensure(reader)
        db.session.delete(reader)
        record(EventType.SITTING_READER_DROPPED, sitting, actor=actor)


def approve_reading(actor: User, sitting: Sitting, *, seen: str) -> None:
    """A reader has read the draft, and wants nothing corrected. `seen` is the mark of what they read: where something
    else stands there now, they are told. A second click says it once."""
    with transaction():
        APPROVE_READING.require_leave(actor, sitting)
        _hold(sitting)
        APPROVE_READING.ensure(sitting)
        reader = _own(actor, sitting)
        if has_read_this(reader):
            return
        if seen != draft_mark(sitting):
            raise Refused(_("The draft has been changed since you opened it. Read it again before you answer."))
        db.session.add(MinutesReading(reader=reader, content_hash=seen))
        reader.answered_at = clock.now()
        record(EventType.SITTING_READ_THROUGH, sitting, actor=actor)


def withdraw_reading(actor: User, sitting: Sitting) -> None:
    """A reader takes the answer back while the minutes are not sent. That it was given and taken back stays."""
    with transaction():
        WITHDRAW_READING.require_leave(actor, sitting)
        _hold(sitting)
        WITHDRAW_READING.ensure(sitting)
        reader = _own(actor, sitting)
        standing = [one for one in reader.readings if one.withdrawn_at is None]
        if not standing:
            return
        for one in standing:
            one.withdrawn_at = clock.now()
        said = [one.created_at for one in remarks_of(reader) if one.created_at >= reader.asked_at]
        reader.answered_at = max(said, default=None)  # a wanted correction is an answer too
        _tell(EventType.SITTING_READING_WITHDRAWN, reader, actor)


def remind_readers(actor: User, sitting: Sitting) -> None:
    """The secretary reminds those who have not answered; nobody twice on a day."""
    with transaction():
        REMIND_READERS.require_leave(actor, sitting)
        _hold(sitting)
        REMIND_READERS.ensure(sitting)
        for reader in silent(sitting):
            if not was_told_today(reader):
                _remind(reader, actor)


def remind_of_drafts(at_most: int) -> int:
    """The worker reminds those who have not answered on the last day, each once; gives of how many it did."""
    return sum(_remind_by_clock(reader) for reader in readers_due(at_most) if is_to_be_reminded(reader))


def _remind_by_clock(reader: MinutesReader) -> bool:
    with transaction():
        hold(reader, compares=False)  # of two workers the second waits here, and then sees what the first has done
        if not is_to_be_reminded(reader):
            return False
        _remind(reader, None)
    return True


def _remind(reader: MinutesReader, actor: User | None) -> None:
    reader.reminded_at = clock.now()
    _tell(EventType.SITTING_READER_REMINDED, reader, actor)


def _tell(event_type: EventType, reader: MinutesReader, actor: User | None) -> None:
    db.session.flush()
    told = {"title": reader.title, "path": reader.path, "until": reader.read_by.isoformat()}
    record(event_type, reader, actor=actor, committee=reader.committee, **told)


def _own(actor: User, sitting: Sitting) -> MinutesReader:
    return next(one for one in sitting.readers if one.user_id == actor.id)


def _hold(sitting: Sitting) -> None:
    """With everything that the draft says, as it stands now."""
    hold(sitting, compares=False)
    db.session.expire_all()
