"""What of moderation waits for somebody."""

from collections.abc import Iterable

from portal.foundation.dates import day
from portal.foundation.i18n import gettext as _
from portal.moderation.queries import cases_waiting_for
from portal.moderation.words import code_name
from portal.tasks.task import Holder, Task


def waiting(holder: Holder) -> Iterable[Task]:
    """Texts that somebody reported, and appeals that somebody else must decide."""
    for case in cases_waiting_for(holder.person):
        is_appeal = case.appealed_at is not None
        title = _("The hiding of a text is appealed") if is_appeal else _("A text has been reported")
        why = f"{code_name(case.code)}. {_('Reported %(day)s', day=day(case.created_at))}."
        yield Task(_("Moderation"), title, case.path, why, None, _("Read and decide"))
