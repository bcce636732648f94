"""What the gates ask about a committee. Each answers with what it found, so that the page can show it."""

from sqlalchemy import ColumnElement, distinct, func, select

from portal.accounts.models import RoleGrant
from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaState
from portal.ideas.states import OWED_AN_ANSWER
from portal.implementation.models import Commitment, CommitmentStatus
from portal.recommendations.models import Position, Recommendation, RecommendationState
from portal.rules.roles import Role
from portal.workshops.models import Workshop, WorkshopSignUp

UNSETTLED_IDEAS = OWED_AN_ANSWER | {IdeaState.APPEALED}
OPEN_COMMITMENTS = (CommitmentStatus.PROMISED, CommitmentStatus.IN_PROGRESS)


def has_secretary(committee: Committee) -> bool:
    """Somebody serves this committee in particular."""
    today = clock.today()
    serving = select(RoleGrant.id).where(
        RoleGrant.role == Role.SECRETARY,
        RoleGrant.committee_id == committee.id,
        RoleGrant.starts_on <= today,
        RoleGrant.ends_on.is_(None) | (RoleGrant.ends_on >= today),
    )
    return db.session.scalar(serving.limit(1)) is not None


def count_unsettled_ideas(committee: Committee) -> int:
    """Ideas that nobody has answered, carried on, returned, refused or hidden yet, and refusals that are appealed."""
    return db.session.scalar(select(func.count()).select_from(Idea).where(*_unsettled(committee))) or 0


def unsettled_ideas(committee: Committee) -> list[Idea]:
    """The same, oldest first."""
    return list(db.session.scalars(select(Idea).where(*_unsettled(committee)).order_by(Idea.id)))


def _unsettled(committee: Committee) -> tuple[ColumnElement[bool], ...]:
    return Idea.committee_id == committee.id, Idea.state.in_(UNSETTLED_IDEAS), Idea.hidden_at.is_(None)


def cross_party_workshops(committee: Committee, *, confirmed: bool) -> list[Workshop]:
    """Workshops that were held with people of at least two parties; `confirmed`: with an outcome read back."""
    parties = (
        select(func.count(distinct(WorkshopSignUp.party_id)))
        .where(WorkshopSignUp.workshop_id == Workshop.id, WorkshopSignUp.party_id.is_not(None))
        .scalar_subquery()
    )
    held = select(Workshop).where(
        Workshop.committee_id == committee.id,
        Workshop.cancelled_at.is_(None),
        Workshop.ends_at <= clock.now(),
        parties >= 2,  # noqa: PLR2004 - "cross-party" begins at two
    )
    if confirmed:
        held = held.where(Workshop.outcome_confirmed_at.is_not(None))
    return list(db.session.scalars(held.order_by(Workshop.starts_at, Workshop.id)))


def recommendations_in(committee: Committee, *states: RecommendationState) -> list[Recommendation]:
    """Recommendations that have come at least as far as these states."""
    return list(
        db.session.scalars(
            select(Recommendation)
            .where(Recommendation.committee_id == committee.id, Recommendation.state.in_(states))
            .order_by(Recommendation.number, Recommendation.id)
        )
    )


def adopted_with_positions(committee: Committee) -> list[Recommendation]:
    """Adopted recommendations of which it is known how the members stood."""
    with_positions = select(Position.recommendation_id).distinct()
    return list(
        db.session.scalars(
            select(Recommendation)
            .where(
                Recommendation.committee_id == committee.id,
                Recommendation.state != RecommendationState.DRAFT,
                Recommendation.id.in_(with_positions),
            )
            .order_by(Recommendation.number, Recommendation.id)
        )
    )


def open_commitments(committee: Committee) -> list[Commitment]:
    """Promises that have neither been reported on as finished nor handed over."""
    return list(
        db.session.scalars(
            select(Commitment)
            .where(Commitment.committee_id == committee.id, Commitment.status.in_(OPEN_COMMITMENTS))
            .order_by(Commitment.due_on, Commitment.id)
        )
    )
