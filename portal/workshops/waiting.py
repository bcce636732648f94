"""What of workshops waits for somebody."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question, when_asked
from portal.tasks.task import Holder, Task, within
from portal.workshops.models import Workshop


def waiting(holder: Holder) -> Iterable[Task]:
    """Meetings that were held, and of which nobody has noted who came, or written what came out."""
    if not holder.served:
        return
    for workshop in all_of(_without_outcome(holder.served_ids)):
        why = _(
            "It was held on %(day)s. Those who came are waiting to read what came out of it.", day=day(workshop.ends_at)
        )
        kind = within(workshop.committee, _("workshop"))
        held_on = clock.in_denmark(workshop.ends_at).date()
        if workshop.attended_at is None:
            unknown = _(
                "It was held on %(day)s. Only who came counts when the committee moves on.", day=day(workshop.ends_at)
            )
            yield Task(
                kind, quoted(workshop.title), f"{workshop.path}/fremmoede", unknown, None, _("Note who came"), held_on
            )
        yield Task(kind, quoted(workshop.title), f"{workshop.path}/udbytte", why, None, _("Write the outcome"), held_on)


@question
def _without_outcome(committee_ids: Sequence[int]) -> Select[tuple[Workshop]]:
    return (
        select(Workshop)
        .where(
            Workshop.committee_id.in_(committee_ids),
            Workshop.ends_at < when_asked(clock.now),
            Workshop.cancelled_at.is_(None),
            Workshop.outcome_published_at.is_(None),
        )
        .options(joinedload(Workshop.committee))
        .order_by(Workshop.ends_at, Workshop.id)
    )
