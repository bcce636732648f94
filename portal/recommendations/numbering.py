"""Giving the next number, so that two at once never get the same."""

from sqlalchemy import func, select

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.foundation.locking import hold
from portal.recommendations.models import Recommendation


def next_recommendation_number(committee: Committee) -> int:
    """The number after the committee's last recommendation; the committee is held until the transaction ends."""
    hold(committee)
    last = select(func.max(Recommendation.number)).where(Recommendation.committee_id == committee.id)
    return (db.session.scalar(last) or 0) + 1
