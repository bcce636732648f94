"""What of calls for members is to come."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, select

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.house.coming import to_come
from portal.recruitment.models import Call
from portal.recruitment.queries.calls import TAKES_APPLICATIONS
from portal.trace.thread import Node


def calls_ahead(committees: Sequence[Committee]) -> Iterable[Node]:
    """Until when one can apply for a seat."""
    of = {committee.id: committee for committee in committees if committee.stage in TAKES_APPLICATIONS}
    for call in all_of(_closing(list(of), clock.today())):
        path = f"{of[call.committee_id].path}bliv-medlem"
        yield to_come(Call.__tablename__, call.id, _("Last day to apply for a seat"), call.closes_on, path=path)


@question
def _closing(ids: Sequence[int], today: date) -> Select[tuple[Call]]:
    return select(Call).where(Call.committee_id.in_(ids), Call.opens_on <= today, Call.closes_on >= today)
