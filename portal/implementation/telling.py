"""Who is told of promises, and of what was learned."""

from collections.abc import Mapping

from portal.accounts.telling import members, members_and_secretaries
from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.telling import Named, Notice
from portal.implementation.models import Commitment, CommitmentReport
from portal.rules.notices import NoticeKind

NAMED = (
    Named(Commitment, keeps_title_from=None),
    Named(CommitmentReport, part_of="commitment", keeps_title_from=None),
)
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.COMMITMENT_MADE: Notice(K.COMMITTEE, members_and_secretaries, N_('A promise in "%(name)s": "%(title)s"')),
    E.COMMITMENT_REPORTED: Notice(
        K.COMMITTEE, members_and_secretaries, N_('News of the promise "%(title)s" in "%(name)s"')
    ),
    E.LESSONS_WRITTEN: Notice(K.COMMITTEE, members, N_('"%(name)s" has written down what was learned')),
}
