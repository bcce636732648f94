"""How recommendations, answers and decisions look on the red thread."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.decisions.models import CouncilResponse, DecisionRecord, Recommendation
from portal.decisions.queries.recommendations import LIVE
from portal.decisions.words import VERDICTS, result_told
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.foundation.text import shortened
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
        text=shortened(recommendation.solution),
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
        label=_("Answer from %(body)s", body=response.body.name),
        title=_(VERDICTS[response.verdict]),
        path=response.path,
        when=clock.noon(response.met_on),
        text=shortened(response.reason),
    )


def _records(ids: Sequence[int]) -> Iterable[DecisionRecord]:
    return db.session.scalars(
        select(DecisionRecord)
        .where(DecisionRecord.id.in_(ids), DecisionRecord.published_at.is_not(None))
        .options(joinedload(DecisionRecord.municipality))
        .order_by(DecisionRecord.id)
    )


def _describe_record(record: DecisionRecord) -> Node:
    return Node(
        kind=DecisionRecord.__tablename__,
        id=record.id,
        label=_("Decision %(year)s/%(number)s", year=record.year, number=record.number),
        title=record.title,
        path=record.path,
        when=clock.noon(record.decided_on),
        text=f"{result_told(record)}. {shortened(record.summary)}".strip(),
        is_key=True,
        outcome=result_told(record),
    )


RECOMMENDATION_NODE = NodeType(Recommendation.__tablename__, load=_recommendations, describe=_describe_recommendation)
RESPONSE_NODE = NodeType(CouncilResponse.__tablename__, load=_responses, describe=_describe_response)
RECORD_NODE = NodeType(DecisionRecord.__tablename__, load=_records, describe=_describe_record)
