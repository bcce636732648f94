"""A proposal as a Word document, with the numbers of its passages, as they stand on its page."""

from flask import current_app

from portal.foundation.dates import day
from portal.foundation.i18n import gettext as _, speaking
from portal.foundation.wordfile import WordFile
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.words import PARTS


def proposal_in_word(proposal: Proposal, version: ProposalVersion) -> bytes:
    """One version of it, in Danish whoever fetches it: the title, the parts, and in them each passage."""
    with speaking("da"):
        return _document(proposal, version)


def _document(proposal: Proposal, version: ProposalVersion) -> bytes:
    municipality = proposal.committee.municipality.name
    file = WordFile(
        version.title,
        subject=proposal.committee.name,
        author=municipality,
        made=version.created_at,
        base=current_app.config["BASE_URL"],
    )
    said = _("Proposal %(number)s, version %(version)s of %(day)s", number=proposal.number, version=version.number,
             day=day(version.created_at))  # fmt: skip
    draft = "" if proposal.is_public else f" · {_('A draft')}"
    file.above(f"{municipality} · {proposal.committee.name} · {said}{draft}")
    file.head(version.title, 1)
    for name, heading in PARTS.items():
        file.head(_(heading), 2)
        for block in version.blocks_of(name):
            file.write(block.text_html, above=2, number=block.number)
    return file.saved()
