"""What of meetings is to come."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, select

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.house.coming import to_come
from portal.meetings.models import Meeting, MeetingForm
from portal.trace.thread import Node


def meetings_ahead(committees: Sequence[Committee]) -> Iterable[Node]:
    """Meetings that are not over, of either form."""
    for one in all_of(_ahead([committee.id for committee in committees], clock.now())):
        label = _("Committee meeting, closed") if one.form is MeetingForm.CLOSED else _("Meeting for everybody")
        yield to_come(Meeting.__tablename__, one.id, label, one.starts_at, path=one.path, title=one.title)


@question
def _ahead(ids: Sequence[int], now: datetime) -> Select[tuple[Meeting]]:
    coming = Meeting.ends_at > now, Meeting.cancelled_at.is_(None)
    return select(Meeting).where(Meeting.committee_id.in_(ids), *coming).order_by(Meeting.starts_at, Meeting.id)
