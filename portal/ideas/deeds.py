"""What can be done with an idea, beside what its handling offers."""

from portal.foundation.errors import Refused
from portal.foundation.i18n import N_
from portal.foundation.i18n import gettext as _
from portal.house.deeds import Deed, beneath
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import acts_for_author
from portal.ideas.states import CORRECTABLE, SUPPORTABLE, WAY
from portal.rules.permissions import Permission


def _is_supportable(idea: Idea) -> None:
    if idea.state not in SUPPORTABLE or idea.is_hidden:
        raise Refused(_("This idea can no longer be supported."))


def _is_correctable(idea: Idea) -> None:
    if idea.state not in CORRECTABLE:
        raise Refused(_("Only a public idea is corrected here."))


def _has_a_name(idea: Idea) -> None:
    if not idea.spoken_for:
        raise Refused(_("There is no name to take off the idea."))


SUPPORT = Deed(
    permission=Permission.IDEA_SUPPORT,
    label=N_("Support the idea"),
    url=beneath("/stoet"),
    ensure=_is_supportable,
    is_pressed=True,
)
CORRECT = Deed(
    permission=Permission.IDEA_CORRECT, label=N_("Correct the text"), url=beneath("/berigtig"), ensure=_is_correctable
)
TAKE_NAME_OFF = Deed(
    permission=Permission.IDEA_MAKE_NAMELESS,
    label=N_("Take the name off, because the person has asked for it"),
    url=beneath("/uden-navn"),
    ensure=_has_a_name,
)
WITHDRAW = Deed(
    permission=Permission.IDEA_WITHDRAW,
    label=N_("Withdraw the idea"),
    url=beneath("/traek-tilbage"),
    ensure=lambda idea: WAY.ensure_may_become(idea, IdeaState.WITHDRAWN),
    is_whose=acts_for_author,
    is_asked_twice=True,
)
DEEDS = {"idea": {"support": SUPPORT, "correct": CORRECT, "take_name_off": TAKE_NAME_OFF, "withdraw": WITHDRAW}}
