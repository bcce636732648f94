"""How a proposal, its versions and their parts look on the red thread.

A workshop is tied to the version that took it in, an idea to the part of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from portal.foundation.dates import quoted
from portal.foundation.db import all_of, db, select_rows
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.foundation.text import plain_text, shortened
from portal.house.moderated import shown_title
from portal.proposals.models import Proposal, ProposalBlock, ProposalBlockText, ProposalVersion
from portal.proposals.words import PARTS, PARTS_OF
from portal.trace.edges import End
from portal.trace.thread import Node, NodeType


def _load(ids: Sequence[int]) -> Iterable[Proposal]:
    """Those of the proposals that are public."""
    return all_of(_public(ids))


@question
def _public(ids: Sequence[int]) -> Select[tuple[Proposal]]:
    return select_rows(Proposal, ids).where(Proposal.published_at.is_not(None))


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
    return all_of(_of_public(ids))


@question
def _of_public(ids: Sequence[int]) -> Select[tuple[ProposalVersion]]:
    versions = select_rows(ProposalVersion, ids).join(ProposalVersion.proposal)
    return versions.where(Proposal.published_at.is_not(None)).options(contains_eager(ProposalVersion.proposal))


def describe_version(version: ProposalVersion) -> Node:
    proposal = version.proposal
    return Node(
        kind=ProposalVersion.__tablename__,
        id=version.id,
        label=_("Proposal %(number)s, version %(version)s", number=proposal.number, version=version.number),
        title=shown_title(proposal) if proposal.is_hidden else version.title,
        path=version.path,
        when=version.created_at,
        text="" if proposal.is_hidden else quoted(shortened(plain_text(version.solution_html))),
    )


def _describe_part(name: str, version: ProposalVersion) -> Node:
    node, (kind, _id) = describe_version(version), version.part(name)
    within = _(PARTS_OF[name], number=version.proposal.number, version=version.number)
    text = "" if version.proposal.is_hidden else quoted(shortened(plain_text(getattr(version, f"{name}_html"))))
    return replace(node, kind=kind, label=within, path=f"{version.path}#{name}", text=text)


def knots_of(proposal: Proposal) -> list[End]:
    """Its versions and their parts: what is tied to them is tied to it."""
    passages = [(ProposalBlock.__tablename__, one.block_id) for one in proposal.versions[0].blocks if one.stands_on]
    return [*proposal.versions, *(version.part(name) for version in proposal.versions for name in PARTS), *passages]


def _passages(ids: Sequence[int]) -> Iterable[ProposalBlockText]:
    """Those of public proposals, as they stood last."""
    return all_of(_last_of(ids))


@question
def _last_of(ids: Sequence[int]) -> Select[tuple[ProposalBlockText]]:
    newest = select(func.max(ProposalBlockText.id)).where(ProposalBlockText.block_id.in_(ids))
    texts = select(ProposalBlockText).where(ProposalBlockText.id.in_(newest.group_by(ProposalBlockText.block_id)))
    public = texts.join(ProposalBlockText.proposal_version).join(ProposalVersion.proposal)
    loads = contains_eager(ProposalBlockText.proposal_version).contains_eager(ProposalVersion.proposal)
    return public.where(Proposal.published_at.is_not(None)).options(loads).order_by(ProposalBlockText.block_id)


def _describe_passage(text: ProposalBlockText) -> Node:
    proposal, version = text.proposal_version.proposal, text.proposal_version
    return replace(
        describe_version(version),
        kind=ProposalBlock.__tablename__,
        id=text.block_id,
        label=_("Passage %(passage)s of proposal %(number)s", passage=text.number, number=proposal.number),
        path=f"{proposal.path}/afsnit/{text.block_id}",
        when=None,  # what it stands on may be found later than it was written
        text="" if proposal.is_hidden else quoted(shortened(plain_text(text.text_html))),
    )


PROPOSAL_NODE = NodeType(
    Proposal.__tablename__,
    load=_load,
    describe=_describe,
    is_meeting_place=True,
    offer=_of_committee,
    matter=_of_committee,
)
VERSION_NODE = NodeType(ProposalVersion.__tablename__, load=_versions, describe=describe_version, is_meeting_place=True)
PASSAGE_NODE = NodeType(ProposalBlock.__tablename__, load=_passages, describe=_describe_passage, is_meeting_place=True)
PART_NODES = tuple(
    NodeType(f"proposal_{name}", load=_versions, describe=partial(_describe_part, name), is_meeting_place=True)
    for name in PARTS
)
