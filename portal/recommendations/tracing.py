"""How recommendations and the answers to them look on the red thread."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.foundation import clock
from portal.foundation.dates import ours, quoted
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.foundation.text import shortened
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.recommendations.queries.recommendations import LIVE
from portal.recommendations.words import VERDICTS
from portal.trace.thread import Node, NodeType


def _recommendations(ids: Sequence[int]) -> Iterable[Recommendation]:
    chosen = select(Recommendation).where(Recommendation.id.in_(ids), Recommendation.state.in_(LIVE))
    return db.session.scalars(chosen.order_by(Recommendation.id))


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
    return db.session.scalars(
        select(CouncilResponse)
        .where(CouncilResponse.id.in_(ids))
        .options(joinedload(CouncilResponse.body), joinedload(CouncilResponse.recommendation))
        .order_by(CouncilResponse.id)
    )


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


RECOMMENDATION_NODE = NodeType(Recommendation.__tablename__, load=_recommendations, describe=_describe_recommendation)
RESPONSE_NODE = NodeType(CouncilResponse.__tablename__, load=_responses, describe=_describe_response)
