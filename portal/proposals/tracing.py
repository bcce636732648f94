"""How a proposal looks on the red thread."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.foundation.text import plain_text, shortened
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.words import shown_title
from portal.trace.thread import Node, NodeType


def _load(ids: Sequence[int]) -> Iterable[tuple[Proposal, str]]:
    """Public proposals with the solution of their newest version, in one query."""
    newest = ProposalVersion.number.desc()
    rows = db.session.execute(
        select(Proposal, ProposalVersion.solution_html)
        .join(Proposal.versions)
        .where(Proposal.id.in_(ids), Proposal.published_at.is_not(None))
        .order_by(Proposal.id, newest)
    )
    first: dict[int, tuple[Proposal, str]] = {}
    for proposal, html in rows:
        first.setdefault(proposal.id, (proposal, html))
    return first.values()


def _describe(row: tuple[Proposal, str]) -> Node:
    proposal, html = row
    return Node(
        kind=Proposal.__tablename__,
        id=proposal.id,
        label=_("Proposal %(number)s", number=proposal.number),
        title=shown_title(proposal),
        path=proposal.path,
        when=proposal.published_at,
        text="" if proposal.is_hidden else shortened(plain_text(html)),
    )


PROPOSAL_NODE = NodeType(kind=Proposal.__tablename__, load=_load, describe=_describe)
