"""The way of an application: from which state to which. Deeds ask this table, and so does the page that offers them."""

from collections.abc import Mapping
from datetime import date

from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.recruitment.models import Application, ApplicationState
from portal.recruitment.words import state_name
from portal.rules.stages import Stage

S = ApplicationState

TRANSITIONS: Mapping[ApplicationState, frozenset[ApplicationState]] = {
    S.UNCONFIRMED: frozenset({S.RECEIVED, S.WITHDRAWN, S.DELETED}),
    S.RECEIVED: frozenset({S.SHORTLISTED, S.RESERVE, S.NOT_CHOSEN, S.WITHDRAWN, S.DELETED}),
    S.SHORTLISTED: frozenset({S.RECEIVED, S.INVITED, S.RESERVE, S.NOT_CHOSEN, S.WITHDRAWN, S.DELETED}),
    S.INVITED: frozenset({S.ACCEPTED, S.DECLINED, S.WITHDRAWN, S.DELETED}),
    S.ACCEPTED: frozenset({S.APPOINTED, S.RESERVE, S.NOT_CHOSEN, S.WITHDRAWN, S.DELETED}),
    S.DECLINED: frozenset({S.WITHDRAWN, S.DELETED}),
    S.APPOINTED: frozenset({S.DELETED}),
    S.RESERVE: frozenset({S.INVITED, S.NOT_CHOSEN, S.WITHDRAWN, S.DELETED}),
    S.NOT_CHOSEN: frozenset({S.WITHDRAWN, S.DELETED}),
    S.WITHDRAWN: frozenset({S.DELETED}),
    S.DELETED: frozenset(),
}

LISTED = tuple(state for state in S if state not in {S.UNCONFIRMED, S.DELETED})  # what a secretary sees
TO_READ = frozenset({S.RECEIVED, S.SHORTLISTED})  # nobody has decided
HOLDS_A_PLACE = frozenset({S.INVITED})  # a place is promised while the answer is awaited
OWED_AN_ANSWER = frozenset({S.RECEIVED, S.SHORTLISTED, S.ACCEPTED, S.RESERVE})
NAMED = frozenset({S.APPOINTED})  # until then the name is hidden
# No seat is given any more, and everybody can be told.
AFTER_CLOSING = frozenset({S.RECEIVED, S.DECLINED, S.NOT_CHOSEN, S.WITHDRAWN, S.DELETED})


def begins_on(application: Application) -> date:
    """The day from which an applicant who gets the seat now sits there."""
    return max(application.starts_on or clock.today(), clock.today())


def may_become(application: Application, state: ApplicationState) -> bool:
    """Whether the table lets this application take that step. Once the committee is closed nobody gets a seat, and
    whoever was promised an answer still gets it.
    """
    is_closed = application.committee.stage is Stage.CLOSED
    return state in TRANSITIONS[application.state] and (not is_closed or state in AFTER_CLOSING)


def ensure_may_become(application: Application, state: ApplicationState) -> None:
    """Raise `Refused` unless the table lets this application take that step."""
    if state in TRANSITIONS[application.state] and not may_become(application, state):
        raise Refused(
            _("%(The_committee)s is closed, so nobody gets a seat in it. You can still answer the applicant.")
        )
    if not may_become(application, state):
        raise Refused(
            _(
                "The application has the status “%(now)s”, so it cannot become “%(wanted)s”.",
                now=state_name(application.state),
                wanted=state_name(state),
            )
        )
