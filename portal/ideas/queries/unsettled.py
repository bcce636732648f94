"""Ideas that still wait for somebody."""

from sqlalchemy import ColumnElement, func, select

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaState
from portal.ideas.states import OWED_AN_ANSWER

UNSETTLED = OWED_AN_ANSWER | {IdeaState.APPEALED}


def count_unsettled_ideas(committee: Committee) -> int:
    """Ideas that nobody has answered, carried on, returned, refused or hidden yet, and refusals that are appealed."""
    return db.session.scalar(select(func.count()).select_from(Idea).where(*_unsettled(committee))) or 0


def unsettled_ideas(committee: Committee) -> list[Idea]:
    """The same, oldest first."""
    return list(db.session.scalars(select(Idea).where(*_unsettled(committee)).order_by(Idea.id)))


def _unsettled(committee: Committee) -> tuple[ColumnElement[bool], ...]:
    return Idea.committee_id == committee.id, Idea.state.in_(UNSETTLED), Idea.hidden_at.is_(None)
