"""How a proposal is reported and hidden: the same standard for what politicians write as for what citizens do."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload, selectinload

from portal.committees.queries import is_by_politician
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.moderated import ModeratedType
from portal.proposals.models import Proposal
from portal.proposals.queries import newest


def load(ids: Sequence[int]) -> Iterable[Proposal]:
    """Those of the proposals that are public, with authors, committees and texts."""
    loads = joinedload(Proposal.author), joinedload(Proposal.committee), selectinload(Proposal.versions)
    return rows_of(Proposal, ids, *loads, where=[Proposal.published_at.is_not(None)])


def texts(proposal: Proposal) -> Sequence[str]:
    """The three parts as they stand now."""
    version = newest(proposal)
    return version.problem_html, version.solution_html, version.mobilisation_html


PROPOSAL_MODERATED = ModeratedType(
    kind=Proposal.__tablename__,
    address="forslag",
    name=N_("Proposal"),
    load=load,
    texts=texts,
    scope=lambda proposal: proposal.committee,
    is_by_politician=is_by_politician,
)
