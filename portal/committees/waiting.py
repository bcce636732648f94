"""What of committees waits for somebody."""

from collections.abc import Iterable

from portal.foundation.i18n import gettext as _
from portal.gates.criteria import checklist
from portal.tasks.task import Holder, Task, within

LOOKED_INTO = 10  # committees whose gates are looked into: each takes a dozen questions to the database


def waiting(holder: Holder) -> Iterable[Task]:
    """One line for each committee whose gate is all but open; more would only repeat the gate's own page."""
    for committee in holder.served[:LOOKED_INTO]:
        missing = [checked for checked in checklist(committee) if not checked.finding.is_met]
        if len(missing) == 1:
            title = _("Missing: %(criterion)s", criterion=missing[0].text)
            path = committee.path + missing[0].criterion.mend
            yield Task(
                within(committee, _("the gate")),
                title,
                path,
                missing[0].finding.detail,
                None,
                _(missing[0].criterion.mend_label),
            )
