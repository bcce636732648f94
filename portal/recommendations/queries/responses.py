"""Reading the answers to recommendations, and which bodies can give them."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.foundation.db import first_or_404
from portal.municipalities.models import Body, BodyKind
from portal.municipalities.queries import bodies
from portal.recommendations.models import CouncilResponse, Recommendation


def response_or_404(response_id: int) -> CouncilResponse:
    """An answer with what a record is made of. Answers are public: only what was handed over is answered."""
    return first_or_404(
        select(CouncilResponse)
        .where(CouncilResponse.id == response_id)
        .options(
            joinedload(CouncilResponse.body),
            joinedload(CouncilResponse.sent_on_to),
            joinedload(CouncilResponse.recommendation)
            .joinedload(Recommendation.committee)
            .joinedload(Committee.municipality),
        )
    )


def bodies_that_may_answer(recommendation: Recommendation) -> list[Body]:
    """The body that owes the answer first, then the council, which can always answer in its place."""
    owing = recommendation.answering_body
    councils = [body for body in _all(recommendation) if body.kind is BodyKind.COUNCIL and body != owing]
    return [*((owing,) if owing else ()), *councils]


def bodies_to_send_on_to(recommendation: Recommendation) -> list[Body]:
    return _all(recommendation)


def _all(recommendation: Recommendation) -> list[Body]:
    return bodies(recommendation.committee.municipality)
