"""What of promises waits for somebody."""

from collections.abc import Iterable

from portal.foundation.dates import day, quoted
from portal.foundation.i18n import gettext as _
from portal.implementation.queries.commitments import commitments_due
from portal.tasks.task import Holder, Task, within


def waiting(holder: Holder) -> Iterable[Task]:
    """Promises that have a day, and of which nobody has told how it went."""
    for commitment in commitments_due(holder.served_ids) if holder.served else ():
        why = _("%(owner)s promised it by %(day)s.", owner=quoted(commitment.owner), day=day(commitment.due_on))
        kind = within(commitment.committee, _("promise"))
        yield Task(kind, quoted(commitment.title), commitment.path, why, commitment.due_on, _("Tell how it goes"))
