"""What of workshops waits for somebody."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import tuples_of
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.questions import question, when_asked
from portal.rules.stages import Stage
from portal.tasks.task import Holder, Task, within
from portal.workshops.models import OutcomeCorrection, OutcomeParagraph, ReadBackReply, Workshop, WorkshopSignUp
from portal.workshops.queries.reading_back import anew_until_after, is_open


def waiting(holder: Holder) -> Iterable[Task]:
    """Meetings that were held, and of which nobody has noted who came, or that wait for their outcome: to be written,
    for corrections to be answered, to be published. And drafts that the person is asked about."""
    ids = [*holder.served_ids, *(committee.id for committee in holder.facilitated)]
    for workshop, unanswered, changed, confirmed, is_asked, is_unfinished in tuples_of(_waiting(ids, holder.person.id)):
        if is_asked:
            yield _to_answer(workshop)
        if is_unfinished and workshop.attended_at is None:
            yield _task(
                workshop, "fremmoede", _("Only who came counts when the committee moves on."), _("Note who came")
            )
        if is_unfinished and workshop.outcome_published_at is None:
            yield from _of_outcome(workshop, unanswered, is_settled=anew_until_after(changed, confirmed) is None)


def _of_outcome(workshop: Workshop, unanswered: int, *, is_settled: bool) -> Iterable[Task]:
    if workshop.read_back_sent_at is None:
        why = _("Those who came are waiting to read what came out of it.")
        yield _task(workshop, "udbytte", why, _("Write the outcome"))
        return
    if unanswered:
        why = ngettext("%(count)s correction of the outcome waits for an answer.",
                       "%(count)s corrections of the outcome wait for an answer.", unanswered)  # fmt: skip
        yield _task(workshop, "udbytte", why, _("Answer"), due=workshop.read_back_until)
    elif is_settled and not is_open(workshop):
        why = _("Those who came have answered, and everybody is waiting to read what came out of it.")
        yield _task(workshop, "udbytte", why, _("Publish the outcome"))


def _to_answer(workshop: Workshop) -> Task:
    kind, why = within(workshop.committee, _("workshop")), _("You were there. Is this how we said it?")
    path = f"{workshop.path}/tilbagelaesning"
    return Task(kind, quoted(workshop.title), path, why, workshop.read_back_until, _("Read the draft"))


def _task(workshop: Workshop, page: str, why: str, button: str, *, due: date | None = None) -> Task:
    kind, held = within(workshop.committee, _("workshop")), clock.in_denmark(workshop.ends_at).date()
    when = _("It was held on %(day)s.", day=day(held))
    return Task(kind, quoted(workshop.title), f"{workshop.path}/{page}", f"{when} {why}", due, button, held)


@question
def _waiting(
    committee_ids: Sequence[int], person_id: int
) -> Select[tuple[Workshop, int, datetime | None, datetime | None, bool, bool]]:
    """Those that are unfinished in these committees, or whose draft the person is asked about; with how many
    corrections nobody has answered, when a paragraph was last changed, since when somebody confirms it, and which
    of the two it is."""
    waits = OutcomeParagraph.workshop_id == Workshop.id, OutcomeCorrection.answered_at.is_(None)
    unanswered = select(func.count(OutcomeCorrection.id)).join(OutcomeCorrection.paragraph).where(*waits)
    taken_in = OutcomeParagraph.workshop_id == Workshop.id, OutcomeCorrection.is_taken_in.is_(True)
    changed = select(func.max(OutcomeCorrection.answered_at)).join(OutcomeCorrection.paragraph).where(*taken_in)
    replied = select(func.min(ReadBackReply.confirmed_at)).join(ReadBackReply.sign_up)
    confirmed = replied.where(WorkshopSignUp.workshop_id == Workshop.id)
    numbers = [one.correlate(Workshop).scalar_subquery() for one in (unanswered, changed, confirmed)]
    is_asked, is_unfinished = _is_asked(person_id), _is_unfinished(committee_ids)
    return (
        select(Workshop, *numbers, is_asked, is_unfinished)
        .join(Workshop.committee)
        .where(or_(is_asked, is_unfinished))
        .options(contains_eager(Workshop.committee))
        .order_by(Workshop.ends_at, Workshop.id)
    )


def _is_unfinished(committee_ids: Sequence[int]) -> ColumnElement[bool]:
    counts = Committee.stage == Stage.CO_DESIGN  # its next gate asks who came
    return and_(
        Workshop.committee_id.in_(committee_ids),
        Workshop.ends_at < when_asked(clock.now),
        Workshop.cancelled_at.is_(None),
        or_(Workshop.outcome_published_at.is_(None), and_(Workshop.attended_at.is_(None), counts)),
    )


def _is_asked(person_id: int) -> ColumnElement[bool]:
    """And has said nothing yet."""
    said = select(OutcomeCorrection.id).where(OutcomeCorrection.sign_up_id == WorkshopSignUp.id).exists()
    asked = select(ReadBackReply.id).join(ReadBackReply.sign_up)
    mine = WorkshopSignUp.workshop_id == Workshop.id, WorkshopSignUp.user_id == person_id
    return and_(
        Workshop.read_back_until >= when_asked(clock.today),
        Workshop.outcome_published_at.is_(None),
        asked.where(*mine, ReadBackReply.confirmed_at.is_(None), ~said).correlate(Workshop).exists(),
    )
