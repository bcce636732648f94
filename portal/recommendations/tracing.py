"""How recommendations and the answers to them look on the red thread."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, lazyload

from portal.foundation import clock
from portal.foundation.dates import ours, quoted
from portal.foundation.db import all_of, db, select_rows
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.foundation.text import shortened
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.recommendations.queries.recommendations import LIVE
from portal.recommendations.words import VERDICTS
from portal.trace.thread import Node, NodeType


def _recommendations(ids: Sequence[int]) -> Iterable[Recommendation]:
    return all_of(_live(ids))


@question
def _live(ids: Sequence[int]) -> Select[tuple[Recommendation]]:
    return select_rows(Recommendation, ids).where(Recommendation.state.in_(LIVE))


def _of_committee(committee_id: int) -> Iterable[Recommendation]:
    """Those that the committee has adopted."""
    adopted = Recommendation.committee_id == committee_id, Recommendation.state.in_(LIVE)
    return db.session.scalars(select(Recommendation).where(*adopted).order_by(Recommendation.number))


def _describe_recommendation(recommendation: Recommendation) -> Node:
    return Node(
        kind=Recommendation.__tablename__,
        id=recommendation.id,
        label=_("Recommendation %(number)s", number=recommendation.number),
        title=recommendation.title,
        path=recommendation.path,
        when=clock.noon(recommendation.adopted_on) if recommendation.adopted_on else None,
        text=quoted(shortened(recommendation.solution)),
    )


def _responses(ids: Sequence[int]) -> Iterable[CouncilResponse]:
    return all_of(_given(ids))


@question
def _given(ids: Sequence[int]) -> Select[tuple[CouncilResponse]]:
    decision = lazyload(CouncilResponse.record)  # type: ignore[attr-defined]  # has a knot of its own
    beside = joinedload(CouncilResponse.body), joinedload(CouncilResponse.recommendation), decision
    return select_rows(CouncilResponse, ids).options(*beside)


def _describe_response(response: CouncilResponse) -> Node:
    return Node(
        kind=CouncilResponse.__tablename__,
        id=response.id,
        label=_("Answer from %(body)s", body=quoted(response.body.name)),
        title=ours(_(VERDICTS[response.verdict])),
        path=response.path,
        when=clock.noon(response.met_on),
        text=quoted(shortened(response.reason)),
    )


RECOMMENDATION_NODE = NodeType(
    Recommendation.__tablename__, load=_recommendations, describe=_describe_recommendation, matter=_of_committee
)
RESPONSE_NODE = NodeType(CouncilResponse.__tablename__, load=_responses, describe=_describe_response)
