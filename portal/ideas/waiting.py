"""What of ideas waits for somebody."""

from collections.abc import Iterable

from portal.foundation.dates import day, quoted
from portal.foundation.i18n import gettext as _
from portal.ideas.models import Idea
from portal.ideas.queries import ideas_needing_answer, ideas_needing_screening
from portal.ideas.queries.appeals import appeals_waiting_for
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.tasks.task import Holder, Task, within


def waiting(holder: Holder) -> Iterable[Task]:
    """Ideas to read before they are public, those without an answer, and appeals that somebody else must decide."""
    ids, person = holder.served_ids, holder.person
    if ids:
        for idea in ideas_needing_screening(ids):
            yield _task(idea, _("read before publication"), _("Read and decide"))
    answering = [*ids, *(one.id for one in holder.chaired if can(person, Permission.IDEA_ANSWER, one))]
    for idea in ideas_needing_answer(answering) if answering else ():
        yield _task(idea, _("idea without an answer"), _("Answer"))
    for appeal in appeals_waiting_for(person):
        idea, why = appeal.idea, _("The author does not agree that it is not published. Somebody else refused it.")
        yield Task(
            within(idea.committee, _("appeal")), quoted(idea.title), appeal.path, why, None, _("Read and decide")
        )


def _task(idea: Idea, kind: str, button: str) -> Task:
    why = _(
        "Idea %(number)s, received %(day)s. %(support)s support it.",
        number=idea.id,
        day=day(idea.received_at),
        support=idea.support_count,
    )
    return Task(
        within(idea.committee, kind), quoted(idea.title), f"{idea.path}/behandl", why, idea.answer_due_on, button
    )
