"""What of promises is to come."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, select

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.house.coming import to_come
from portal.implementation.models import OPEN_STATUSES, Commitment
from portal.trace.thread import Node


def promises_ahead(committees: Sequence[Committee]) -> Iterable[Node]:
    """By when what was promised is to be done."""
    of = {committee.id: committee for committee in committees}
    for one in all_of(_open(list(of), clock.today())):
        path = f"{of[one.committee_id].path}opfoelgning#loefte-{one.id}"
        yield to_come(
            Commitment.__tablename__, one.id, _("A promise is to be kept"), one.due_on, path=path, title=one.title
        )


@question
def _open(ids: Sequence[int], today: date) -> Select[tuple[Commitment]]:
    is_ahead = Commitment.status.in_(OPEN_STATUSES), Commitment.due_on >= today
    return select(Commitment).where(Commitment.committee_id.in_(ids), *is_ahead)
