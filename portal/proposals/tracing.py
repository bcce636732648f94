"""How a proposal and its versions look on the red thread. Sources are tied to the version that took them in."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.foundation.text import plain_text, shortened
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.words import shown_title
from portal.trace.thread import Node, NodeType


def _load(ids: Sequence[int]) -> Iterable[Proposal]:
    """Those of the proposals that are public."""
    return db.session.scalars(select(Proposal).where(Proposal.id.in_(ids), Proposal.published_at.is_not(None)))


def _of_committee(committee_id: int) -> Iterable[Proposal]:
    """A committee's public proposals: new versions can take things up."""
    shown = Proposal.committee_id == committee_id, Proposal.published_at.is_not(None), Proposal.hidden_at.is_(None)
    return db.session.scalars(select(Proposal).where(*shown).order_by(Proposal.number))


def _describe(proposal: Proposal) -> Node:
    return Node(
        kind=Proposal.__tablename__,
        id=proposal.id,
        label=_("Proposal %(number)s", number=proposal.number),
        title=shown_title(proposal),
        path=proposal.path,
        when=proposal.published_at,
    )


def _versions(ids: Sequence[int]) -> Iterable[ProposalVersion]:
    """Those of the versions whose proposals are public."""
    return db.session.scalars(
        select(ProposalVersion)
        .join(ProposalVersion.proposal)
        .where(ProposalVersion.id.in_(ids), Proposal.published_at.is_not(None))
        .options(contains_eager(ProposalVersion.proposal))
    )


def _describe_version(version: ProposalVersion) -> Node:
    proposal = version.proposal
    return Node(
        kind=ProposalVersion.__tablename__,
        id=version.id,
        label=_("Proposal %(number)s, version %(version)s", number=proposal.number, version=version.number),
        title=shown_title(proposal) if proposal.is_hidden else version.title,
        path=version.path,
        when=version.created_at,
        text="" if proposal.is_hidden else shortened(plain_text(version.solution_html)),
    )


PROPOSAL_NODE = NodeType(
    Proposal.__tablename__, load=_load, describe=_describe, is_meeting_place=True, offer=_of_committee
)
VERSION_NODE = NodeType(
    ProposalVersion.__tablename__, load=_versions, describe=_describe_version, is_meeting_place=True
)
