"""What of decisions waits for somebody."""

from collections.abc import Iterable

from portal.decisions.queries import responses_without_record
from portal.foundation.dates import day, quoted
from portal.foundation.i18n import gettext as _
from portal.tasks.task import Holder, Task, within


def waiting(holder: Holder) -> Iterable[Task]:
    """Answers that nobody can find in the archive yet, because no decision record has been made of them."""
    for response in responses_without_record(holder.served_ids) if holder.served else ():
        asked = response.recommendation
        why = _(
            "%(body)s answered on %(day)s. Nobody can find the decision yet.",
            body=quoted(response.body.name),
            day=day(response.met_on),
        )
        path = f"/svar/{response.id}/beslutning"
        kind = within(asked.committee, _("decision"))
        yield Task(kind, quoted(asked.title), path, why, None, _("Publish the decision"), response.met_on)
