"""What can be done with a proposal."""

from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.carriers import add_file_to
from portal.house.deeds import Deed, beneath
from portal.house.discussed import discussing
from portal.proposals.models import Proposal
from portal.rules.permissions import Permission


def _is_kept_back(proposal: Proposal) -> None:
    if proposal.is_public:
        raise Conflict("the proposal is public already")


def _is_shown(proposal: Proposal) -> None:
    if proposal.is_hidden:
        raise Refused(_("The proposal is hidden by moderation."))


REVISE = Deed(permission=Permission.PROPOSAL_WRITE, label=N_("Write the next version"), url=beneath("/ret"))
PUBLISH = Deed(
    permission=Permission.PROPOSAL_WRITE,
    label=N_("Publish the proposal"),
    url=beneath("/offentliggoer"),
    ensure=_is_kept_back,
    is_pressed=True,
)
ADD_FILE = Deed(
    permission=Permission.PROPOSAL_WRITE, label=N_("Add a file"), url=add_file_to("forslag"), ensure=_is_shown
)
REMOVE_FILE = Deed(  # also what others added; by whoever decides what is taken into the text
    permission=Permission.AMENDMENT_DECIDE, label=N_("Remove the file"), url=beneath("")
)
DISCUSS = discussing(
    "forslag", lambda proposal: proposal.is_public and not proposal.is_hidden, Permission.PROPOSAL_WRITE
)
REST = Deed(
    permission=Permission.PROPOSAL_WRITE,
    label=N_("Say what the passage builds on"),
    url=beneath("/kilder"),
    ensure=lambda block: _is_shown(block.proposal),
)
DEEDS = {
    "proposal_block": {"rest": REST},
    "proposal": {"revise": REVISE, "publish": PUBLISH, "discuss": DISCUSS, "add_file": ADD_FILE},
}
