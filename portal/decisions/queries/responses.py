"""Reading the answers to recommendations."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.decisions.models import CouncilResponse, Recommendation
from portal.foundation.db import db


def response_or_404(response_id: int) -> CouncilResponse:
    """An answer with what a record is made of. Answers are public: only what was handed over is answered."""
    response: CouncilResponse = db.first_or_404(
        select(CouncilResponse)
        .where(CouncilResponse.id == response_id)
        .options(
            joinedload(CouncilResponse.body),
            joinedload(CouncilResponse.sent_on_to),
            joinedload(CouncilResponse.record),
            joinedload(CouncilResponse.recommendation)
            .joinedload(Recommendation.committee)
            .joinedload(Committee.municipality),
        )
    )
    return response


def responses_without_record(committee_ids: Sequence[int]) -> list[CouncilResponse]:
    """Answers that nobody has published as a decision record yet, oldest first; for the desk."""
    rows = select(CouncilResponse).join(CouncilResponse.recommendation).where(~CouncilResponse.record.has())
    rows = rows.where(Recommendation.committee_id.in_(committee_ids))
    asked = joinedload(CouncilResponse.recommendation).joinedload(Recommendation.committee)
    rows = rows.options(joinedload(CouncilResponse.body), asked)
    return list(db.session.scalars(rows.order_by(CouncilResponse.met_on, CouncilResponse.id)))
