"""Proposals for the stories."""

from dataclasses import replace

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.text import render_markdown
from portal.proposals.forms import ProposalDraft
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.versioning import cut
from tests.factories import saved

DRAFT = ProposalDraft(
    title="Skoleveje i tre lag",
    problem="Hver fjerde elev bliver kørt. Vejen er farlig.",
    solution="Skolegade bliver cykelgade på skoledage. Bilerne sætter af ved hallen.",
    mobilisation="Nørreskolens forældre står ved bommen.",
)
TYPED = {
    "title": DRAFT.title,
    "problem": DRAFT.problem,
    "solution": DRAFT.solution,
    "mobilisation": DRAFT.mobilisation,
    "submission_key": "key-1",
}


def revised(**changes):
    """The draft with some parts written anew."""
    return replace(DRAFT, **changes)


def version(number, author, draft=DRAFT):
    parts = {name: getattr(draft, name) for name in ("problem", "solution", "mobilisation")}
    html = {f"{name}_html": render_markdown(text) for name, text in parts.items()}
    return ProposalVersion(
        number=number, title=draft.title, author=author, what_changed=draft.what_changed, **parts, **html
    )


def proposal_in(committee, author, *, public=True, number=1, title=DRAFT.title):
    """A proposal with one version."""
    proposal = Proposal(committee=committee, number=number, title=title, author=author)
    proposal.published_at = clock.now() if public else None
    proposal.versions = [version(1, author)]
    saved(proposal)
    cut(proposal.versions[0], None)
    return saved(proposal)


def two_versions(proposal, author):
    """The proposal with a second version that says the same."""
    proposal.versions.append(version(2, author))
    saved(proposal)
    db.session.expire(proposal, ["versions"])
    cut(proposal.versions[0], proposal.versions[1])
    return saved(proposal)
