"""What can be done with a pledge, and with a proposal to which something can be brought."""

from typing import Any

from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.deeds import Deed, beneath
from portal.pledges.models import Pledge
from portal.proposals.models import Proposal
from portal.rules.permissions import Permission


def _is_public(proposal: Proposal) -> None:
    if not proposal.is_public or proposal.is_hidden:
        raise Refused(_("Something can be brought to a proposal that everybody can read."))


def _is_authors(actor: Any, pledge: Pledge) -> bool:
    return bool(pledge.author_id == actor.id)


def _holds(pledge: Pledge) -> None:
    if pledge.withdrawn_at is not None:
        raise Refused(_("It is withdrawn already."))


PLEDGE = Deed(
    permission=Permission.PLEDGE_MAKE, label=N_("Say what you bring"), url=beneath("/bidrag/nyt"), ensure=_is_public
)
WITHDRAW = Deed(
    permission=Permission.PLEDGE_WITHDRAW,
    label=N_("Withdraw it"),
    url=beneath("/traek-tilbage"),
    ensure=_holds,
    is_whose=_is_authors,
    is_pressed=True,
    is_asked_twice=True,
)
DEEDS = {"proposal": {"pledge": PLEDGE}, "pledge": {"withdraw": WITHDRAW}}
