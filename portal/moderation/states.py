"""The way of a case: from which state to which."""

from collections.abc import Mapping

from portal.accounts.models import User
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.moderated import Moderated
from portal.moderation.models import CaseState, ModerationCase
from portal.moderation.words import state_name
from portal.screening.states import Way

S = CaseState

TRANSITIONS: Mapping[CaseState, frozenset[CaseState]] = {
    S.OPEN: frozenset({S.KEPT, S.HIDDEN}),
    S.KEPT: frozenset(),
    S.HIDDEN: frozenset({S.APPEALED}),
    S.APPEALED: frozenset({S.UPHELD, S.OVERTURNED}),
    S.UPHELD: frozenset(),
    S.OVERTURNED: frozenset(),
}

WAITING = frozenset({S.OPEN, S.APPEALED})
HIDING = frozenset({S.HIDDEN, S.APPEALED, S.UPHELD})  # the text is not shown while the case stands so
DECIDED = frozenset(S) - {S.OPEN}
WAY = Way[ModerationCase, CaseState](
    TRANSITIONS, state_name, N_("The case has the status “%(now)s”, so it cannot become “%(wanted)s”.")
)


def ensure_reportable(reporter: User, subject: Moderated) -> None:
    """Raise `Refused` where a report can lead to nothing: of one's own text, and of one that is hidden already."""
    if subject.author_id == reporter.id:
        raise Refused(_("This is your own text. You can withdraw it yourself."))
    if subject.hidden_at is not None:
        raise Refused(_("The text is hidden already."))
