"""Who is told of proposals."""

from collections.abc import Mapping

from portal.accounts.telling import members
from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.telling import Named, Notice
from portal.proposals.models import Proposal
from portal.rules.notices import NoticeKind

NAMED = (Named(Proposal, keeps_title_from=None),)
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.PROPOSAL_PUBLISHED: Notice(K.COMMITTEE, members, N_('The proposal "%(title)s" in "%(name)s" is published')),
    E.PROPOSAL_REVISED: Notice(K.COMMITTEE, members, N_('The proposal "%(title)s" in "%(name)s" has a new version')),
}
