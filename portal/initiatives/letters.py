"""What letters about citizens' proposals say."""

from collections.abc import Mapping

from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.letters import UNREAD, LetterWords, saying
from portal.initiatives.models import InitiativeState
from portal.screening.letters import reason_of

E = EventType
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
