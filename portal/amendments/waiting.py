"""What of amendments waits for somebody."""

from collections.abc import Iterable

from portal.amendments.queries import to_decide, waiting_for
from portal.foundation.dates import quoted
from portal.foundation.i18n import gettext as _, ngettext
from portal.tasks.task import Holder, Task


def waiting(holder: Holder) -> Iterable[Task]:
    """Amendments to decide, by the proposal; and one's own about which one is asked something."""
    kind = _("Amendments")
    for proposal, count in to_decide([*holder.served, *holder.chaired]):
        why = ngettext("%(count)s amendment is open.", "%(count)s amendments are open.", count)
        yield Task(kind, quoted(proposal.title), f"{proposal.path}/rettelser", why, None, _("Read and decide"))
    for amendment in waiting_for(holder.person):
        why = _("Your amendment %(number)s waits for you.", number=amendment.number)
        yield Task(kind, quoted(amendment.title), amendment.path, why, None, _("See what is asked"))
