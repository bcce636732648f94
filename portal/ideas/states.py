"""The way of an idea: from which state to which. Deeds ask this table, and so does the page that offers them."""

from collections.abc import Mapping

from portal.foundation.i18n import N_
from portal.ideas.models import Idea, IdeaState, IdeaStep
from portal.ideas.words import state_name
from portal.screening.states import Way

S = IdeaState

TRANSITIONS: Mapping[IdeaState, frozenset[IdeaState]] = {
    S.DRAFT: frozenset({S.RECEIVED, S.WITHDRAWN}),
    S.RECEIVED: frozenset({S.SCREENING, S.RETURNED, S.REFUSED, S.PUBLISHED, S.WITHDRAWN}),
    S.SCREENING: frozenset({S.RETURNED, S.REFUSED, S.PUBLISHED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.RESUBMITTED, S.WITHDRAWN}),
    S.RESUBMITTED: frozenset({S.SCREENING, S.RETURNED, S.REFUSED, S.PUBLISHED, S.WITHDRAWN}),
    S.PUBLISHED: frozenset({S.ANSWERED, S.CARRIED_ON, S.WITHDRAWN}),
    S.REFUSED: frozenset({S.APPEALED}),
    S.APPEALED: frozenset({S.UPHELD, S.OVERTURNED, S.WITHDRAWN}),  # by a second person, or the author gives up
    S.UPHELD: frozenset(),
    S.OVERTURNED: frozenset({S.RETURNED, S.PUBLISHED, S.WITHDRAWN}),  # one sent back is read anew
    S.CARRIED_ON: frozenset({S.CARRIED_ON, S.ANSWERED, S.CLOSED, S.WITHDRAWN}),
    S.ANSWERED: frozenset({S.ANSWERED, S.CARRIED_ON, S.CLOSED, S.WITHDRAWN}),
    S.CLOSED: frozenset(),
    S.WITHDRAWN: frozenset(),
}

TO_SCREEN = frozenset({S.RECEIVED, S.SCREENING, S.RESUBMITTED, S.OVERTURNED})  # nothing is decided yet
OWED_AN_ANSWER = TO_SCREEN | {S.PUBLISHED}  # here the clock runs
VERDICTS = (S.ANSWERED, S.CARRIED_ON)
SUPPORTABLE = frozenset({S.PUBLISHED, S.ANSWERED, S.CARRIED_ON})
EDITABLE = TO_SCREEN | {S.DRAFT, S.RETURNED}  # not yet public, so its author may change it
CORRECTABLE = frozenset({S.PUBLISHED, S.CARRIED_ON, S.ANSWERED, S.CLOSED})  # public: only with a public note

WAY = Way[Idea, IdeaState](
    TRANSITIONS,
    state_name,
    N_("The idea has the status “%(now)s”, so it cannot become “%(wanted)s”."),
    step=IdeaStep,
)


def can_be_answered(idea: Idea, verdict: IdeaState = IdeaState.ANSWERED) -> bool:
    """Whether it is public, not hidden, and its case not concluded."""
    return WAY.may_become(idea, verdict) and not idea.is_hidden
