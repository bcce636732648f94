"""How recommendations are described to the search."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.db import db, rows_of
from portal.foundation.i18n import N_
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.recommendations.queries.recommendations import LIVE
from portal.recommendations.words import RESULT_OF_VERDICT
from portal.search.documents import Description, DocumentType


def _recommendations(ids: Sequence[int]) -> Iterable[Recommendation]:
    home = joinedload(Recommendation.committee).joinedload(Committee.municipality)
    parts = joinedload(Recommendation.receiving_body), selectinload(Recommendation.responses)
    return rows_of(Recommendation, ids, home, *parts)


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
        meta=quoted(recommendation.committee.name),
    )


def _of_response(response_id: int) -> Iterable[int]:
    response = db.session.get(CouncilResponse, response_id)
    return [response.recommendation_id] if response else []


RECOMMENDATION_DOCUMENT = DocumentType(
    kind="recommendation",
    one=N_("Recommendation"),
    many=N_("Recommendations"),
    model=Recommendation,
    describe=_describe_recommendation,
    load=_recommendations,
    affected_by={CouncilResponse.__tablename__: _of_response},
)
