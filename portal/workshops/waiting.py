"""What of workshops waits for somebody."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.questions import question, when_asked
from portal.rules.stages import Stage
from portal.tasks.task import Holder, Task, within
from portal.workshops.models import Workshop
from portal.workshops.queries.reading_back import is_open, open_to_answer, unanswered


def waiting(holder: Holder) -> Iterable[Task]:
    """Meetings that were held, and of which nobody has noted who came, or that wait for their outcome: to be written,
    for corrections to be answered, to be published. And drafts that the person is asked about."""
    yield from _to_answer(holder.person.id)
    ids = [*holder.served_ids, *(committee.id for committee in holder.facilitated)]
    if not ids:
        return
    for workshop in all_of(_unfinished(ids)):
        if workshop.attended_at is None:
            yield _task(
                workshop, "fremmoede", _("Only who came counts when the committee moves on."), _("Note who came")
            )
        if workshop.outcome_published_at is None:
            yield from _of_outcome(workshop)


def _of_outcome(workshop: Workshop) -> Iterable[Task]:
    if workshop.read_back_sent_at is None:
        why = _("Those who came are waiting to read what came out of it.")
        yield _task(workshop, "udbytte", why, _("Write the outcome"))
        return
    if waits := unanswered(workshop):
        why = ngettext("%(count)s correction of the outcome waits for an answer.",
                       "%(count)s corrections of the outcome wait for an answer.", waits)  # fmt: skip
        yield _task(workshop, "udbytte", why, _("Answer"), due=workshop.read_back_until)
    elif not is_open(workshop):
        why = _("Those who came have answered, and everybody is waiting to read what came out of it.")
        yield _task(workshop, "udbytte", why, _("Publish the outcome"))


def _to_answer(person_id: int) -> Iterable[Task]:
    for reply in open_to_answer(person_id):
        workshop = reply.workshop
        kind = within(workshop.committee, _("workshop"))
        why = _("You were there. Is this how we said it?")
        yield Task(kind, quoted(workshop.title), reply.path, why, workshop.read_back_until, _("Read the draft"))


def _task(workshop: Workshop, page: str, why: str, button: str, *, due: date | None = None) -> Task:
    kind, held = within(workshop.committee, _("workshop")), clock.in_denmark(workshop.ends_at).date()
    when = _("It was held on %(day)s.", day=day(held))
    return Task(kind, quoted(workshop.title), f"{workshop.path}/{page}", f"{when} {why}", due, button, held)


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
