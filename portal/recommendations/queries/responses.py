"""Reading the answers to recommendations."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.recommendations.models import CouncilResponse, Recommendation


def response_or_404(response_id: int) -> CouncilResponse:
    """An answer with what a record is made of. Answers are public: only what was handed over is answered."""
    response: CouncilResponse = db.first_or_404(
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
    return response
