"""A document beside a proposal: which words name its parts, and which version it was made from."""

from collections.abc import Collection, Mapping

from portal.files.taking import Divided
from portal.foundation.comparison import words_in
from portal.foundation.i18n import gettext
from portal.foundation.text import plain_text, render_markdown
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.words import ALSO_CALLED, PARTS


def names_of_parts() -> Mapping[str, Collection[str]]:
    """By which headings each part is known in a document."""
    return {name: (heading, gettext(heading), *ALSO_CALLED[name]) for name, heading in PARTS.items()}


def built_on(proposal: Proposal, refused: Divided) -> ProposalVersion | None:
    """The newest version that says what the document said before it was changed; none if no version does."""
    said = {name: words_in(plain_text(render_markdown(text))) for name, text in refused.texts.items()}
    return next((version for version in proposal.versions if said and _says(version, said)), None)


def _says(version: ProposalVersion, said: Mapping[str, list[str]]) -> bool:
    return all(words_in(plain_text(getattr(version, f"{name}_html"))) == words for name, words in said.items())
