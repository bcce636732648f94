"""What the parts of a proposal are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_, gettext
from portal.proposals.models import Proposal, ProposalVersion

PARTS: Mapping[str, str] = {
    "problem": N_("The problem"),
    "solution": N_("The solution"),
    "mobilisation": N_("Who does it with us"),
}
# How documents that come from elsewhere name the parts, beside the headings here
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "problem": ("Problem", "Problemet", "Problemstilling", "Problemstillingen", "Problemdiagnose", "Udfordringen"),
    "solution": ("Løsning", "Løsningen", "Løsningsforslag", "Løsningsstrategi", "Forslag til løsning", "Forslaget"),
    "mobilisation": ("Hvem gør det sammen med os", "Mobilisering", "Opbakning", "Hvem gør hvad", "Samarbejde"),
}
PARTS_OF: Mapping[str, str] = {
    "problem": N_("The problem in proposal %(number)s, version %(version)s"),
    "solution": N_("The solution in proposal %(number)s, version %(version)s"),
    "mobilisation": N_("The cooperation in proposal %(number)s, version %(version)s"),
}


def lacking_parts(version: ProposalVersion) -> list[str]:
    """The headings of the parts that nobody has written yet; all of them are needed before everybody can read it."""
    return [gettext(heading) for name, heading in PARTS.items() if not getattr(version, name).strip()]


def how_it_stands(proposal: Proposal) -> list[tuple[str, str]]:
    """For somebody who comes second: the newest version."""
    newest = proposal.versions[0]
    parts = [(gettext(heading), getattr(newest, name)) for name, heading in PARTS.items()]
    return [(gettext("Title"), newest.title), (gettext("What changed?"), newest.what_changed), *parts]
