"""One block of a proposal as it can be cited: what it says now, where it came from, and when it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.foundation.change_lists import change_list
from portal.foundation.comparison import Comparison
from portal.proposals.models import Proposal, ProposalBlock, ProposalBlockText, ProposalVersion


@dataclass(frozen=True)
class Change:
    """What a version did to a block: nothing to compare with where it is new there, no text where it is gone."""

    version: ProposalVersion
    text: ProposalBlockText | None
    comparison: Comparison | None = None


@dataclass(frozen=True)
class Cited:
    """A block through the versions of its proposal: `changes` are oldest first, `since` those after the cited one.
    `stood` is what it said in that one, if it stood there."""

    block: ProposalBlock
    now: ProposalBlockText | None
    changes: Sequence[Change]
    since: Sequence[Change]
    stood: ProposalBlockText | None


def cited(proposal: Proposal, block: ProposalBlock, number: int | None) -> Cited:
    """The block, and what has become of it since version `number`, if that is known."""
    said = {one.version_id: one for one in block.texts}
    changes, before = list[Change](), None
    for version in reversed(proposal.versions):
        text = said.get(version.id)
        if text is None and before is not None:
            changes.append(Change(version, None))
        elif text is not None and before is None:
            changes.append(Change(version, text))
        elif text is not None and before is not None and text.text != before.text:
            compared = change_list(version.comparison, before.text_html, text.text_html)
            changes.append(Change(version, text, compared))
        before = text
    since = [one for one in changes if number is not None and one.version.number > number]
    stood = next((said.get(version.id) for version in proposal.versions if version.number == number), None)
    return Cited(block, said.get(proposal.versions[0].id), changes, since, stood)
