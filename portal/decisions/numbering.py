"""The number of a decision record: per municipality and year, from 1, without gaps and never used twice."""

from sqlalchemy import func, select

from portal.decisions.models import DecisionRecord
from portal.foundation.db import db
from portal.municipalities.models import Municipality


def next_number(municipality: Municipality, year: int) -> int:
    """The number that the next record gets. Two at once: the unique constraint refuses the second, who tries again."""
    last = select(func.max(DecisionRecord.number)).where(
        DecisionRecord.municipality_id == municipality.id, DecisionRecord.year == year
    )
    return (db.session.scalar(last) or 0) + 1
