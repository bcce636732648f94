"""What can be done with a citizens' proposal, beside what whoever screens it decides."""

from collections.abc import Callable
from typing import Any

from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.deeds import Deed, beneath
from portal.house.discussed import discussing
from portal.initiatives.models import Initiative, InitiativeState
from portal.initiatives.states import WAY, answer_that_waits, can_be_supported, ensure_shown
from portal.rules.permissions import Permission


def _is_authors(actor: Any, initiative: Initiative) -> bool:
    return bool(initiative.author_id == actor.id)


def _is_supportable(initiative: Initiative) -> None:
    if not can_be_supported(initiative):
        raise Refused(_("This proposal can no longer be supported."))


def _may_publicly_become(state: InitiativeState) -> Callable[[Initiative], None]:
    def ensure(initiative: Initiative) -> None:
        ensure_shown(initiative)
        WAY.ensure_may_become(initiative, state)

    return ensure


CORRECT = Deed(
    permission=Permission.INITIATIVE_PROPOSE,
    label=N_("Correct your proposal"),
    url=beneath("/ret"),
    ensure=lambda initiative: WAY.ensure_may_become(initiative, InitiativeState.RECEIVED),
    is_whose=_is_authors,
)
WITHDRAW = Deed(
    permission=Permission.INITIATIVE_WITHDRAW,
    label=N_("Withdraw the proposal"),
    url=beneath("/traek-tilbage"),
    ensure=lambda initiative: WAY.ensure_may_become(initiative, InitiativeState.WITHDRAWN),
    is_whose=_is_authors,
)
SUPPORT = Deed(  # or end it
    permission=Permission.INITIATIVE_SUPPORT,
    label=N_("Support the proposal"),
    url=beneath("/stoet"),
    ensure=_is_supportable,
    is_pressed=True,
)
DISCUSS = discussing("borgerforslag", can_be_supported)
SPONSOR = Deed(  # or end it
    permission=Permission.INITIATIVE_SPONSOR,
    label=N_("Stand behind it with your party"),
    url=beneath("/medforslagsstil"),
    ensure=_is_supportable,
)
PUT_ON_DESK = Deed(
    permission=Permission.INITIATIVE_SCREEN,
    label=N_("Put it before %(the_council)s"),
    url=beneath("/behandl/paa-dagsordenen"),
    ensure=_may_publicly_become(InitiativeState.ON_DESK),
)
ANSWER = Deed(
    permission=Permission.INITIATIVE_ANSWER,
    label=N_("Enter the answer"),
    url=beneath("/svar"),
    ensure=_may_publicly_become(InitiativeState.ANSWERED),
    is_asked_twice=True,
)
SET_UP_COMMITTEE = Deed(
    permission=Permission.COMMITTEE_CREATE,
    label=N_("Set up %(the_committee)s from the proposal"),
    url=beneath("/nyt-udvalg"),
    ensure=answer_that_waits,
)
DEEDS = {
    "initiative": {
        "correct": CORRECT,
        "withdraw": WITHDRAW,
        "support": SUPPORT,
        "discuss": DISCUSS,
        "sponsor": SPONSOR,
        "put_on_desk": PUT_ON_DESK,
        "answer": ANSWER,
        "set_up_committee": SET_UP_COMMITTEE,
    }
}
