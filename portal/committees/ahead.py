"""What is to come in a committee by its task."""

from collections.abc import Iterable, Sequence

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.i18n import gettext as _
from portal.house.coming import to_come
from portal.rules.stages import Stage
from portal.trace.thread import Node


def days_of_the_task(committees: Sequence[Committee]) -> Iterable[Node]:
    """The last day for ideas, and the day on which the work is to be finished."""
    today = clock.today()
    for one in committees:
        if one.stage is Stage.CO_INITIATION and one.ideas_until and one.ideas_until >= today:
            label, path = _("Last day to send ideas"), f"{one.path}ideer/"
            yield to_come("ideas_until", one.id, label, one.ideas_until, path=path)
        if not one.is_closed and one.expected_end and one.expected_end >= today:
            label, path = _("The work is to be finished"), f"{one.path}kommissorium"
            yield to_come("expected_end", one.id, label, one.expected_end, path=path)
