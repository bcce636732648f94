"""What letters about moderation say."""

from collections.abc import Mapping

from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.letters import LetterWords, saying

E = EventType
LETTERS: Mapping[EventType, LetterWords] = {
    E.MODERATION_HIDDEN: saying(
        N_("Your text is hidden: %(title)s"),
        N_('A moderator has hidden your text "%(title)s" from the public:'),
        N_("%(reason)s"),
        N_("You can still read it yourself. If you do not agree, you can ask somebody else to decide."),
        button=N_("Read the decision"),
    ),
}  # fmt: skip
