"""The way of a citizens' proposal: from which state to which, and when enough stand behind it."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.initiatives.models import Initiative, InitiativeAnswer, InitiativeState, InitiativeStep, InitiativeVerdict
from portal.initiatives.words import state_name
from portal.screening.states import Way

S = InitiativeState

TRANSITIONS: Mapping[InitiativeState, frozenset[InitiativeState]] = {
    S.RECEIVED: frozenset({S.PUBLISHED, S.RETURNED, S.REFUSED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.RECEIVED, S.WITHDRAWN}),
    S.REFUSED: frozenset(),
    S.PUBLISHED: frozenset({S.SUPPORTED, S.WITHDRAWN}),
    S.SUPPORTED: frozenset({S.ON_DESK, S.ANSWERED, S.WITHDRAWN}),
    S.ON_DESK: frozenset({S.ON_DESK, S.ANSWERED, S.WITHDRAWN}),  # again: the meeting is another day
    S.ANSWERED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.LAPSED: frozenset(),
}

OWED_AN_ANSWER = frozenset({S.SUPPORTED, S.ON_DESK})
SUPPORTABLE = frozenset({S.PUBLISHED, S.SUPPORTED, S.ON_DESK})
WAY = Way[Initiative, InitiativeState](
    TRANSITIONS,
    state_name,
    N_("The proposal has the status “%(now)s”, so it cannot become “%(wanted)s”."),
    step=InitiativeStep,
    standing=lambda initiative: initiative.standing,  # one that has lapsed takes no step
)


def can_be_supported(initiative: Initiative) -> bool:
    """Whether support counts today."""
    return initiative.standing in SUPPORTABLE and not initiative.is_hidden


def has_enough(initiative: Initiative) -> bool:
    """Whether enough people and parties stand behind it, by the rules of the day on which it was published."""
    parties = len(initiative.parties_behind)
    return initiative.support_count >= initiative.supporters_needed and parties >= initiative.parties_needed


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def earliest_answer(initiative: Initiative) -> date | None:
    """The first day on which a body can have answered: none answers what nobody could read."""
    return initiative.published_at and clock.in_denmark(initiative.published_at).date()


def ensure_shown(initiative: Initiative) -> None:
    """Raise `Refused` while a moderator has hidden the text: nothing public is done with what nobody may read."""
    if initiative.is_hidden:
        raise Refused(_("A moderator has hidden the text. This can be done when it is shown again."))


def waits_for_committee(initiative: Initiative) -> bool:
    """Whether the council wants a committee, and none is tied to the proposal."""
    answer = initiative.answer
    return answer is not None and answer.verdict is InitiativeVerdict.COMMITTEE and answer.committee_id is None


def answer_that_waits(initiative: Initiative) -> InitiativeAnswer:
    """The council's answer to which a committee can be tied. Raises `Refused` where there is none."""
    if initiative.answer is None or not waits_for_committee(initiative):
        raise Refused(_("This proposal does not wait for a new %(committee)s."))
    return initiative.answer
