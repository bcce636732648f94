"""Reading promises: whose, how many were kept, and which are late."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.questions import question
from portal.implementation.models import OPEN_STATUSES, Commitment, CommitmentReport, CommitmentStatus
from portal.recommendations.models import Recommendation, RecommendationState


def promises_of(committee: Committee) -> Sequence[Commitment]:
    """All of a committee's promises."""
    return all_of(commitments_of(committee))


def commitments_of(committee: Committee) -> Select[tuple[Commitment]]:
    """A committee's promises by recommendation, then by due date, with their reports."""
    return (
        select(Commitment)
        .join(Commitment.recommendation)
        .where(Commitment.committee_id == committee.id)
        .options(
            contains_eager(Commitment.recommendation),
            joinedload(Commitment.committee),
            selectinload(Commitment.reports).joinedload(CommitmentReport.author),
        )
        .order_by(Recommendation.number, Commitment.due_on, Commitment.id)
    )


def commitment_or_404(committee: Committee, commitment_id: int) -> Commitment:
    return first_or_404(commitments_of(committee).where(Commitment.id == commitment_id))


def commitment_of_submission(key: str) -> Commitment | None:
    """What the same form has made already."""
    return db.session.scalar(select(Commitment).where(Commitment.submission_key == key))


def answered_recommendations(committee: Committee) -> list[Recommendation]:
    """Recommendations that promises can be made about, with the answers and their records."""
    return all_of(
        select(Recommendation)
        .where(
            Recommendation.committee_id == committee.id,
            Recommendation.state == RecommendationState.ANSWERED,
        )
        .options(selectinload(Recommendation.responses))
        .order_by(Recommendation.number, Recommendation.id)
    )


def answered_recommendation_or_404(committee: Committee, recommendation_id: int) -> Recommendation:
    return first_or_404(
        select(Recommendation).where(
            Recommendation.id == recommendation_id,
            Recommendation.committee_id == committee.id,
            Recommendation.state == RecommendationState.ANSWERED,
        )
    )


@dataclass(frozen=True)
class CommitmentAccount:
    """How a committee's promises stand."""

    kept: int
    open: int
    late: int
    total: int


def commitment_account(committee: Committee) -> CommitmentAccount:
    """Kept of all, in one query."""
    is_open = Commitment.status.in_(OPEN_STATUSES)
    counts = select(
        func.count().filter(Commitment.status == CommitmentStatus.KEPT),
        func.count().filter(is_open),
        func.count().filter(is_open, Commitment.due_on < clock.today()),
        func.count(),
    ).where(Commitment.committee_id == committee.id)
    return CommitmentAccount(*db.session.execute(counts).one())


def open_commitments(committee: Committee) -> list[Commitment]:
    """Promises that have neither been reported on as finished nor handed over."""
    return all_of(_open_commitments([committee.id]))


def commitments_due(committee_ids: Sequence[int]) -> Sequence[Commitment]:
    """Promises of these committees that are still to be kept, the first due first."""
    return all_of(_open_commitments(committee_ids))


@question
def _open_commitments(committee_ids: Sequence[int]) -> Select[tuple[Commitment]]:
    still_open = Commitment.committee_id.in_(committee_ids), Commitment.status.in_(OPEN_STATUSES)
    rows = select(Commitment).where(*still_open).options(joinedload(Commitment.committee))
    return rows.order_by(Commitment.due_on, Commitment.id)
