"""Who is told of pledges."""

from collections.abc import Mapping

from portal.accounts.telling import members
from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.telling import Named, Notice
from portal.pledges.models import Pledge
from portal.rules.notices import NoticeKind

NAMED = (Named(Pledge, keeps_title_from=None, part_of="proposal"),)
NOTICES: Mapping[EventType, Notice] = {
    EventType.PLEDGE_MADE: Notice(NoticeKind.COMMITTEE, members, N_('Somebody brings something to "%(title)s"')),
    EventType.PLEDGE_WITHDRAWN: Notice(
        NoticeKind.COMMITTEE, members, N_('Somebody no longer brings what was offered to "%(title)s"')
    ),
}
