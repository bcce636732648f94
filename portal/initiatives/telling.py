"""Who is told what happens to a citizens' proposal, and what letters say of it."""

from collections.abc import Mapping

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.telling import author, councillors, secretaries
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import all_of
from portal.foundation.i18n import N_
from portal.house.letters import UNREAD, LetterWords, saying
from portal.house.telling import Named, Notice, People, about, because, until_published
from portal.initiatives.models import Initiative, InitiativeSponsor, InitiativeState, InitiativeSupport
from portal.rules.notices import NoticeKind
from portal.screening.queries import reason_of


@because(N_("You are told because you read citizens’ proposals before they are published."))
def proposal_readers(event: Event) -> People:
    """Those who read citizens' proposals before they are published: they belong to no committee yet."""
    return secretaries(event)


@because(N_("You are told because citizens’ proposals are answered by %(the_council)s."))
def council_and_secretaries(event: Event) -> People:
    """Those who owe a proposal an answer."""
    return [*councillors(event), *secretaries(event)]


@because(N_("You are told because you read or answer citizens’ proposals."))
def whom_it_occupied(event: Event) -> People:
    """Those who read a proposal; once it had support enough, also those who owed it an answer."""
    proposal = about(event, Initiative)
    is_owed = proposal is not None and proposal.threshold_met_at is not None
    return council_and_secretaries(event) if is_owed else proposal_readers(event)


@because(N_("You are told because you stand behind the proposal."))
def backers(event: Event) -> People:
    """Everybody who stands behind a proposal."""
    supporting = select(InitiativeSupport.user_id).where(InitiativeSupport.initiative_id == event.subject_id)
    sponsoring = select(InitiativeSponsor.user_id).where(InitiativeSponsor.initiative_id == event.subject_id)
    if event.subject_kind != Initiative.__tablename__:
        return ()
    people = select(User).where(User.id.in_(supporting) | User.id.in_(sponsoring)).order_by(User.id)
    return all_of(people)


NAMED = (Named(Initiative, keeps_title_from=until_published),)
INITIATIVE_ANSWERED = N_('The citizens’ proposal "%(title)s" has been answered')
MEETING_MOVED = N_('%(The_council)s takes up the citizens’ proposal "%(title)s" on another day. See when, and why')
THRESHOLD_MET = N_('The citizens’ proposal "%(title)s" has support enough. %(The_council)s owes it an answer')
WITHDRAWN = N_('The citizens’ proposal "%(title)s" has been withdrawn by its author')
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.INITIATIVE_ANSWERED: Notice(
        K.ANSWER, author, INITIATIVE_ANSWERED, also=Notice(K.FOLLOWED, backers, INITIATIVE_ANSWERED)
    ),
    E.INITIATIVE_MEETING_MOVED: Notice(K.OWN, author, MEETING_MOVED, also=Notice(K.FOLLOWED, backers, MEETING_MOVED)),
    E.INITIATIVE_PUBLISHED: Notice(K.OWN, author, N_('Your citizens’ proposal "%(title)s" is published')),
    E.INITIATIVE_PUT_ON_DESK: Notice(
        K.OWN, author, N_('Your citizens’ proposal "%(title)s" is put before %(the_council)s')
    ),
    E.INITIATIVE_REFUSED: Notice(
        K.ANSWER, author, N_('Your citizens’ proposal "%(title)s" will not be published. Read why')
    ),
    E.INITIATIVE_RESUBMITTED: Notice(
        K.TASK, proposal_readers, N_('A citizens’ proposal has been corrected: "%(title)s"')
    ),
    E.INITIATIVE_RETURNED: Notice(K.TASK, author, N_('Your citizens’ proposal "%(title)s" needs a change')),
    E.INITIATIVE_SUBMITTED: Notice(K.TASK, proposal_readers, N_('A new citizens’ proposal: "%(title)s"')),
    E.INITIATIVE_THRESHOLD_MET: Notice(
        K.TASK, council_and_secretaries, THRESHOLD_MET, also=Notice(K.OWN, author, THRESHOLD_MET)
    ),
    E.INITIATIVE_WITHDRAWN: Notice(
        K.COMMITTEE, whom_it_occupied, WITHDRAWN, also=Notice(K.FOLLOWED, backers, WITHDRAWN)
    ),
}
LETTERS: Mapping[EventType, LetterWords] = {
    E.INITIATIVE_SUBMITTED: saying(
        N_("New citizens’ proposal"),
        N_("A citizens’ proposal has been sent. Read it, and publish it or return it."),
        UNREAD,
        button=N_("Read the proposal"),
    ),
    E.INITIATIVE_PUBLISHED: saying(
        N_("Your citizens’ proposal is published: %(title)s"),
        N_('Your citizens’ proposal "%(title)s" is now published, and others can support it.'),
        button=N_("See your proposal"),
    ),
    E.INITIATIVE_RETURNED: saying(
        N_("Your citizens’ proposal needs a change: %(title)s"),
        N_('We have read your citizens’ proposal "%(title)s". It needs a change before we can publish it:'),
        N_("%(reason)s"),
        N_("Correct the text and send it again. Everything that you wrote is still there."),
        button=N_("Correct your proposal"), values=reason_of(InitiativeState.RETURNED),
    ),
    E.INITIATIVE_REFUSED: saying(
        N_("Your citizens’ proposal is not published: %(title)s"),
        N_('We have read your citizens’ proposal "%(title)s" and decided not to publish it:'),
        N_("%(reason)s"),
        button=N_("See your proposal"), values=reason_of(InitiativeState.REFUSED),
    ),
    E.INITIATIVE_THRESHOLD_MET: saying(
        N_("Citizens’ proposal waits for an answer: %(title)s"),
        N_('Enough people and parties stand behind the citizens’ proposal "%(title)s". It is owed an answer.'),
        button=N_("Read the proposal"),
    ),
    E.INITIATIVE_ANSWERED: saying(
        N_("Answer to your citizens’ proposal: %(title)s"),
        N_('Your citizens’ proposal "%(title)s" has been answered.'),
        button=N_("Read the answer"),
    ),
}  # fmt: skip
