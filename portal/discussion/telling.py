"""Who is told of what is said."""

from collections.abc import Mapping

from portal.accounts.telling import author
from portal.discussion.models import Contribution
from portal.discussion.queries import discussion_of
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.telling import Named, Notice, People, about, because
from portal.rules.notices import NoticeKind


@because(N_("You are told because you wrote what is answered."))
def whoever_is_answered(event: Event) -> People:
    """Whose contribution an answer stands under."""
    answer = about(event, Contribution)
    parent = answer.parent if answer is not None else None
    return [parent.author] if parent is not None else ()


@because(N_("You are told because you wrote what is discussed."))
def writers(event: Event) -> People:
    """Those who wrote the record that a contribution stands under."""
    contribution = about(event, Contribution)
    if contribution is None:
        return ()
    under = discussion_of(contribution)
    return under.type.writers(under.record)


NAMED = (Named(Contribution, keeps_title_from=None),)
E, K = EventType, NoticeKind
SAID = N_('Something new is said of what you wrote: "%(title)s"')
NOTICES: Mapping[EventType, Notice] = {
    E.CONTRIBUTION_ANSWERED: Notice(
        K.OWN,
        whoever_is_answered,
        N_('Your contribution to a discussion is answered: "%(title)s"'),
        also=Notice(K.OWN, writers, SAID),
    ),
    E.CONTRIBUTION_CARRIED_ON: Notice(K.OWN, author, N_('What you said in a discussion is carried on: "%(title)s"')),
    E.CONTRIBUTION_MADE: Notice(K.OWN, writers, SAID),
}
