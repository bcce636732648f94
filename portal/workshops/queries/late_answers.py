"""Reading who of those who came is to be reminded of the draft, or told that it was changed since they confirmed it."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from portal.foundation import clock
from portal.foundation.db import all_of, db
from portal.meetings.queries import REMINDED_AT, REMINDED_BEFORE
from portal.workshops.models import OutcomeCorrection, OutcomeParagraph, ReadBackReply, Workshop, WorkshopSignUp

A_DAY = timedelta(days=1)


def silent_replies(at_most: int) -> list[ReadBackReply]:
    """Those who were asked a day ago or longer, have neither confirmed nor corrected, and can answer two days more."""
    return all_of(_replies(_silent()).limit(at_most))


def is_silent(reply: ReadBackReply) -> bool:
    return db.session.scalar(_replies(and_(ReadBackReply.id == reply.id, _silent()))) is not None


def untold_replies(at_most: int) -> list[ReadBackReply]:
    """Those who confirmed a draft that was changed since, of which no correction waits, and do not know it."""
    return all_of(_replies(_untold()).limit(at_most))


def to_be_told(reply: ReadBackReply) -> bool:
    return db.session.scalar(_replies(and_(ReadBackReply.id == reply.id, _untold()))) is not None


def _replies(which: ColumnElement[bool]) -> Select[tuple[ReadBackReply]]:
    """Of outcomes that are not published, of people who are still known."""
    mine = select(ReadBackReply).join(ReadBackReply.sign_up).join(WorkshopSignUp.workshop)
    open_ = Workshop.outcome_published_at.is_(None), Workshop.cancelled_at.is_(None)
    known = or_(WorkshopSignUp.user_id.is_not(None), WorkshopSignUp.email != "")
    return mine.where(*open_, known, ReadBackReply.is_by_phone.is_(False), which).order_by(ReadBackReply.id)


def _silent() -> ColumnElement[bool]:
    corrected = exists().where(OutcomeCorrection.sign_up_id == ReadBackReply.sign_up_id)
    return and_(
        ReadBackReply.confirmed_at.is_(None),
        ReadBackReply.reminded_at.is_(None),
        ReadBackReply.created_at < clock.now() - A_DAY,
        ~corrected,
        Workshop.read_back_until >= clock.today(),
        Workshop.read_back_until <= _this_morning() + REMINDED_BEFORE,
    )


def _untold() -> ColumnElement[bool]:
    of_this = select(OutcomeParagraph.id).where(OutcomeParagraph.workshop_id == Workshop.id)
    mine = OutcomeCorrection.paragraph_id.in_(of_this)
    changed = select(func.max(OutcomeCorrection.answered_at)).where(mine, OutcomeCorrection.is_taken_in.is_(True))
    waits = exists().where(mine, OutcomeCorrection.answered_at.is_(None))
    return and_(
        ReadBackReply.confirmed_at < changed.scalar_subquery(),
        or_(ReadBackReply.told_at.is_(None), ReadBackReply.told_at < ReadBackReply.confirmed_at),
        ~waits,
    )


def _this_morning() -> date:
    """Today from the morning on; before that still yesterday."""
    return clock.in_denmark(clock.now() - timedelta(hours=REMINDED_AT.hour)).date()
