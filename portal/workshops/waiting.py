"""What of workshops waits for somebody."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question, when_asked
from portal.rules.stages import Stage
from portal.tasks.task import Holder, Task, within
from portal.workshops.models import Workshop


def waiting(holder: Holder) -> Iterable[Task]:
    """Meetings that were held, and of which nobody has noted who came, or written what came out."""
    if not holder.served:
        return
    for workshop in all_of(_unfinished(holder.served_ids)):
        if workshop.attended_at is None:
            yield _task(
                workshop, "fremmoede", _("Only who came counts when the committee moves on."), _("Note who came")
            )
        if workshop.outcome_published_at is None:
            why = _("Those who came are waiting to read what came out of it.")
            yield _task(workshop, "udbytte", why, _("Write the outcome"))


def _task(workshop: Workshop, page: str, why: str, button: str) -> Task:
    kind, held = within(workshop.committee, _("workshop")), clock.in_denmark(workshop.ends_at).date()
    when = _("It was held on %(day)s.", day=day(held))
    return Task(kind, quoted(workshop.title), f"{workshop.path}/{page}", f"{when} {why}", None, button, held)


@question
def _unfinished(committee_ids: Sequence[int]) -> Select[tuple[Workshop]]:
    counts = Committee.stage == Stage.CO_DESIGN  # its next gate asks who came
    return (
        select(Workshop)
        .join(Workshop.committee)
        .where(
            Workshop.committee_id.in_(committee_ids),
            Workshop.ends_at < when_asked(clock.now),
            Workshop.cancelled_at.is_(None),
            or_(Workshop.outcome_published_at.is_(None), and_(Workshop.attended_at.is_(None), counts)),
        )
        .options(contains_eager(Workshop.committee))
        .order_by(Workshop.ends_at, Workshop.id)
    )
