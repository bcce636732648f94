"""What of recommendations is to come."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, select

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.house.coming import to_come
from portal.recommendations.models import Recommendation, RecommendationState
from portal.trace.thread import Node


def answers_ahead(committees: Sequence[Committee]) -> Iterable[Node]:
    """Until when the council has promised to answer what was handed over."""
    for one in all_of(_owed([committee.id for committee in committees], clock.today())):
        label = _("The answer to recommendation %(number)s is due", number=one.number)
        if one.answer_due_on is not None:
            yield to_come(
                Recommendation.__tablename__, one.id, label, one.answer_due_on, path=one.path, title=one.title
            )


@question
def _owed(ids: Sequence[int], today: date) -> Select[tuple[Recommendation]]:
    is_owed = Recommendation.state == RecommendationState.HANDED_OVER, Recommendation.answer_due_on >= today
    return select(Recommendation).where(Recommendation.committee_id.in_(ids), *is_owed)
