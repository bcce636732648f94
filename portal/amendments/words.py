"""What states of amendments are called."""

from collections.abc import Mapping
from typing import Any

from portal.amendments.models import Amendment, AmendmentState
from portal.foundation.i18n import N_, gettext as _

S = AmendmentState
STATES: Mapping[AmendmentState, str] = {
    S.OPEN: N_("Open"),
    S.OVERTAKEN: N_("Waits for its author"),
    S.ACCEPTED: N_("Accepted"),
    S.REWORDED: N_("Accepted with other words"),
    S.REFUSED: N_("Not accepted"),
    S.WITHDRAWN: N_("Withdrawn"),
}


def state_name(state: AmendmentState) -> str:
    """The state as readers see it."""
    return _(STATES[state])


def told_of(amendment: Amendment) -> dict[str, Any]:
    """What every event about an amendment says."""
    return {"number": amendment.number, "title": amendment.title, "path": amendment.path}


def how_it_stands(amendment: Amendment) -> list[tuple[str, str]]:
    """For somebody who comes second: the state, and the reason where there is one."""
    said = [(_("State"), state_name(amendment.state)), (_("Why"), amendment.reason)]
    return [(label, text) for label, text in said if text]
