"""What is asked once more before a pledge is withdrawn."""

from portal.foundation.confirming import Question
from portal.foundation.dates import ours
from portal.foundation.i18n import gettext as _
from portal.pledges.models import Pledge


def withdrawing(pledge: Pledge) -> Question:
    """Before its author takes it back."""
    proposal = pledge.proposal
    return Question(
        title=_("Withdraw what you offered?"),
        button=_("Withdraw it"),
        crumbs=[
            (proposal.committee.name, proposal.committee.path),
            (proposal.title, proposal.path),
            (ours(_("What people bring")), f"{proposal.path}/bidrag"),
        ],
        follows=lambda: [
            _("It stays where it is, marked as withdrawn."),
            _("The members of %(the_committee)s are told."),
        ],
    )
