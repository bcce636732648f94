"""How a proposal and its passages are discussed: while members write it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.committees.models import Committee
from portal.committees.queries import is_visible
from portal.foundation.db import rows_of, tuples_of
from portal.foundation.i18n import N_
from portal.foundation.questions import question
from portal.house.discussed import DiscussedType, Passage, Place
from portal.moderation.queries import is_kept_from
from portal.proposals.deeds import DISCUSS
from portal.proposals.models import Proposal, ProposalBlock, ProposalBlockText
from portal.proposals.queries import newest
from portal.proposals.tracing import describe_version
from portal.trace.thread import Node


def load(ids: Sequence[int]) -> Iterable[Proposal]:
    home = joinedload(Proposal.committee).joinedload(Committee.municipality)
    return rows_of(Proposal, ids, home, joinedload(Proposal.author))


def is_seen(person: User | Visitor, proposal: Proposal) -> bool:
    """Where a published proposal is read; a draft is not discussed here."""
    is_read = proposal.is_public and is_visible(proposal.committee, person)
    return is_read and not is_kept_from(person, proposal, proposal.committee)


def passages(proposal: Proposal, numbers: Sequence[int]) -> Iterable[Passage]:
    """Its blocks, as they stand in the newest version."""
    for number, text, html in tuples_of(_blocks(proposal.id, newest(proposal).id, numbers)):
        path, called = f"{proposal.path}/afsnit/{number}", proposal.number_of(number)
        yield Passage(number, text, html or "", path, called)  # no text where it is gone


@question
def _blocks(proposal_id: int, version_id: int, numbers: Sequence[int]) -> Select[tuple[int, str, str]]:
    now = and_(ProposalBlockText.block_id == ProposalBlock.id, ProposalBlockText.version_id == version_id)
    return (
        select(ProposalBlock.id, ProposalBlockText.text, ProposalBlockText.text_html)
        .outerjoin(ProposalBlockText, now)
        .where(ProposalBlock.proposal_id == proposal_id, ProposalBlock.id.in_(numbers))
        .order_by(ProposalBlock.id)
    )


def editions(proposal: Proposal, since: datetime) -> Iterable[Node]:
    """The versions written since then, the newest first."""
    return [describe_version(version) for version in proposal.versions if version.created_at > since]


def place_of(proposal: Proposal) -> Place:
    return Place(proposal.committee.municipality.slug, proposal.committee.slug, proposal.committee.name)


PROPOSAL_DISCUSSED = DiscussedType(
    model=Proposal,
    address="forslag",
    name=N_("Proposal"),
    deed=DISCUSS,
    load=load,
    is_seen=is_seen,
    called=lambda proposal: str(proposal.title),
    writers=lambda proposal: [proposal.author],
    place=place_of,
    passages=passages,
    editions=editions,
    edition=lambda proposal: newest(proposal).number,
)
