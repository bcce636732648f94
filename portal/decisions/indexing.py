"""How recommendations and decisions are described to the search."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee
from portal.decisions.models import CouncilResponse, DecisionRecord, Recommendation
from portal.decisions.queries.recommendations import LIVE
from portal.decisions.words import RESULT_OF_VERDICT, is_stub
from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.db import db
from portal.search.documents import Description, DocumentType


def _recommendations(ids: Sequence[int]) -> Iterable[Recommendation]:
    return db.session.scalars(
        select(Recommendation)
        .where(Recommendation.id.in_(ids))
        .options(
            joinedload(Recommendation.committee).joinedload(Committee.municipality),
            joinedload(Recommendation.receiving_body),
            selectinload(Recommendation.responses),
        )
    )


def _describe_recommendation(recommendation: Recommendation) -> Description | None:
    is_public = recommendation.committee.is_public and recommendation.state in LIVE
    if not is_public or recommendation.adopted_on is None:
        return None
    body = recommendation.receiving_body
    written = (recommendation.problem, recommendation.solution, recommendation.actor, recommendation.economy,
               recommendation.effect, recommendation.indicator, recommendation.timetable,
               recommendation.minority_statement,
               *(response.reason for response in recommendation.responses))  # fmt: skip
    return Description(
        title=recommendation.title,
        text="\n".join(filter(None, written)),
        path=recommendation.path,
        when=clock.noon(recommendation.adopted_on),
        municipality=recommendation.committee.municipality.slug,
        committee=recommendation.committee.slug,
        body=body.name if body else None,
        status=recommendation.state,
        result=RESULT_OF_VERDICT[recommendation.responses[0].verdict] if recommendation.responses else None,
        meta=recommendation.committee.name,
    )


def _of_response(response_id: int) -> Iterable[int]:
    response = db.session.get(CouncilResponse, response_id)
    return [response.recommendation_id] if response else []


def _records(ids: Sequence[int]) -> Iterable[DecisionRecord]:
    parts = ("points", "case_steps", "votes", "corrections")
    return db.session.scalars(
        select(DecisionRecord)
        .where(DecisionRecord.id.in_(ids))
        .options(
            joinedload(DecisionRecord.municipality),
            joinedload(DecisionRecord.committee),
            *(selectinload(getattr(DecisionRecord, part)) for part in parts),
        )
    )


def _describe_record(record: DecisionRecord) -> Description | None:
    if record.published_at is None:
        return None
    points = (f"{point.text} {point.result}" for point in record.points)
    steps = (f"{step.text} {step.reservations}" for step in record.case_steps)
    corrections = (correction.text for correction in record.corrections)
    written = (record.summary, record.text, *points, record.presentation, record.legal_basis,
               record.minority_statement, *steps, *corrections, record.case_number)  # fmt: skip
    return Description(
        title=record.title,
        text="\n".join(text for text in written if text.strip()),
        path=record.path,
        when=clock.noon(record.decided_on),
        municipality=record.municipality.slug,
        committee=record.committee.slug if record.committee else None,
        body=record.body_name,
        result=None if is_stub(record) else record.current_result,
        parties=tuple(vote.letter for vote in record.votes if vote.votes_for),
        year=record.decided_on.year,
        called=_numbers_of(record),
        meta=f"{record.year}/{record.number} · {record.body_name}, {day(record.decided_on)}",
    )


def _numbers_of(record: DecisionRecord) -> str:
    """How people write the number of a decision, and of its case, when they look for it."""
    case = f"Sag sagsnr. sagsnummer {record.case_number}" if record.case_number else ""
    return f"Beslutning {record.year}/{record.number}. Beslutning nr. {record.number}/{record.year}. {case}"


RECOMMENDATION_DOCUMENT = DocumentType(
    kind="recommendation",
    model=Recommendation,
    describe=_describe_recommendation,
    load=_recommendations,
    affected_by={CouncilResponse.__tablename__: _of_response},
)
RECORD_DOCUMENT = DocumentType(kind="decision", model=DecisionRecord, describe=_describe_record, load=_records)
