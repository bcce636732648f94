"""What letters about recommendations say."""

from collections.abc import Mapping

from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.letters import LetterWords, saying

E = EventType
LETTERS: Mapping[EventType, LetterWords] = {
    E.RECOMMENDATION_DRAFTED: saying(
        N_("Your position is wanted: %(title)s"),
        N_('"%(name)s" has a draft of the recommendation "%(title)s", and you have taken no position on it yet.'),
        N_(
                "Read it, and say whether you are for it, against it or neither."
                " Until it is adopted you may change it."
            ),
        button=N_("Take a position"),
    ),
    E.RECOMMENDATION_HANDED_OVER: saying(
        N_("Recommendation waits for an answer: %(title)s"),
        N_('"%(name)s" has handed over the recommendation "%(title)s". It is owed an answer.'),
        button=N_("Read the recommendation"),
    ),
    E.RESPONSE_GIVEN: saying(
        N_("Answer to a recommendation: %(title)s"),
        N_('The recommendation "%(title)s" from "%(name)s" has been answered.'),
        button=N_("Read the answer"),
    ),
}  # fmt: skip
