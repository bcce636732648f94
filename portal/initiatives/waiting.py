"""What of citizens' proposals waits for somebody."""

from collections.abc import Iterable

from portal.foundation.dates import day, quoted
from portal.foundation.i18n import gettext as _
from portal.initiatives.queries import initiatives_to_answer, initiatives_to_screen, initiatives_without_committee
from portal.initiatives.words import progress_sentence
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.tasks.task import Holder, Task


def waiting(holder: Holder) -> Iterable[Task]:
    """Citizens' proposals: to screen, to answer, and those that wait for their committee."""
    person, kind = holder.person, _("Citizens’ proposal")
    if can(person, Permission.INITIATIVE_SCREEN):
        for new in initiatives_to_screen():
            why = _("Received %(day)s.", day=day(new.received_at))
            yield Task(kind, quoted(new.title), f"{new.path}/behandl", why, None, _("Read and decide"))
    if can(person, Permission.INITIATIVE_ANSWER):
        for met in initiatives_to_answer():
            why = progress_sentence(met)
            yield Task(kind, quoted(met.title), f"{met.path}/svar", why, met.council_meets_on, _("Enter the answer"))
    if can(person, Permission.COMMITTEE_CREATE):
        for agreed in initiatives_without_committee():
            why = _("%(The_council)s has said yes to a new %(committee)s.")
            yield Task(kind, quoted(agreed.title), f"{agreed.path}/nyt-udvalg", why, None, _("Set it up"))
