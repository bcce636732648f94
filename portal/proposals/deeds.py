"""What can be done with a proposal."""

from portal.foundation.errors import Conflict
from portal.foundation.i18n import N_
from portal.house.deeds import Deed, beneath
from portal.house.discussed import discussing
from portal.proposals.models import Proposal
from portal.rules.permissions import Permission


def _is_kept_back(proposal: Proposal) -> None:
    if proposal.is_public:
        raise Conflict("the proposal is public already")


REVISE = Deed(permission=Permission.PROPOSAL_WRITE, label=N_("Write the next version"), url=beneath("/ret"))
PUBLISH = Deed(
    permission=Permission.PROPOSAL_WRITE,
    label=N_("Publish the proposal"),
    url=beneath("/offentliggoer"),
    ensure=_is_kept_back,
    is_pressed=True,
)
DISCUSS = discussing(
    "forslag", lambda proposal: proposal.is_public and not proposal.is_hidden, Permission.PROPOSAL_WRITE
)
DEEDS = {"proposal": {"revise": REVISE, "publish": PUBLISH, "discuss": DISCUSS}}
