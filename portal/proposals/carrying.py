"""That files hang on a proposal: what it rests on, drawings, budgets."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.committees.queries import is_visible
from portal.foundation.db import rows_of
from portal.house.carriers import FileCarrier
from portal.moderation.queries import is_kept_from
from portal.proposals.deeds import ADD_FILE, REMOVE_FILE
from portal.proposals.models import Proposal
from portal.proposals.queries import may_read_drafts


def _proposals(ids: Sequence[int]) -> Iterable[Proposal]:
    return rows_of(Proposal, ids, joinedload(Proposal.committee))


def is_read_by(person: User | Visitor, proposal: Proposal) -> bool:
    """As the text itself: a draft by the committee and the council, a hidden one by those who moderate."""
    committee = proposal.committee
    is_open = (proposal.is_public and is_visible(committee, person)) or may_read_drafts(person, committee)
    return is_open and not is_kept_from(person, proposal, committee)


CARRIERS = (
    FileCarrier(
        model=Proposal,
        address="forslag",
        deed=ADD_FILE,
        removing=REMOVE_FILE,
        load=_proposals,
        is_seen=is_read_by,
        called=lambda proposal: str(proposal.title),
    ),
)
