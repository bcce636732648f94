"""Who is told of proposals."""

from collections.abc import Mapping

from portal.accounts.telling import members
from portal.committees.queries import sitting_members
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.telling import Named, Notice, People, about, because
from portal.proposals.models import Proposal
from portal.rules.notices import NoticeKind


@because(N_("You are told because your name stood under the proposal as it was."))
def who_stood_under_it(event: Event) -> People:
    """Of those who sit at the table, the sponsors of the version before who have not said anything of the new one."""
    subject = about(event, Proposal)
    if subject is None:
        return ()
    asked = {one.membership_id for one in subject.sponsors if one.text_version == event.details.get("before")}
    return [member.user for member in sitting_members(subject.committee) if member.id in asked]


@because(N_("You are told because you sit in %(the_committee)s."))
def members_not_asked(event: Event) -> People:
    """Everybody at the table but those who are asked whether they stand under the new text: one notice is enough."""
    subject = about(event, Proposal)
    before = event.details.get("number", 0) - 1
    asked = {one.membership.user_id for one in subject.sponsors if one.text_version == before} if subject else set()
    return [member for member in members(event) if member.id not in asked]


NAMED = (Named(Proposal, keeps_title_from=None),)
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.PROPOSAL_PUBLISHED: Notice(K.COMMITTEE, members, N_('The proposal "%(title)s" in "%(name)s" is published')),
    E.PROPOSAL_REVISED: Notice(
        K.COMMITTEE, members_not_asked, N_('The proposal "%(title)s" in "%(name)s" has a new version')
    ),
    E.PROPOSAL_SPONSORS_ASKED: Notice(
        K.TASK, who_stood_under_it, N_('The text of "%(title)s" has changed. Do you still stand behind it?')
    ),
}
