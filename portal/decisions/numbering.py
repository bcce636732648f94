"""Giving the next number, so that two at once never get the same."""

from sqlalchemy import func, select

from portal.decisions.models import DecisionRecord
from portal.foundation.db import db
from portal.foundation.locking import hold
from portal.municipalities.models import Municipality


def next_record_number(municipality: Municipality, year: int) -> int:
    """The number after the last record of this municipality and year. Whoever asks holds the municipality until the
    transaction ends; a unique constraint stands behind it."""
    hold(municipality)
    last = select(func.max(DecisionRecord.number)).where(
        DecisionRecord.municipality_id == municipality.id, DecisionRecord.year == year
    )
    return (db.session.scalar(last) or 0) + 1
