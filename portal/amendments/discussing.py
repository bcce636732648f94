"""How an amendment is argued about: while the proposal is written, also once it is decided."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.amendments.deeds import DISCUSS
from portal.amendments.models import Amendment
from portal.committees.models import Committee
from portal.committees.queries import is_visible
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.discussed import DiscussedType, Place
from portal.moderation.queries import is_kept_from
from portal.proposals.models import Proposal


def load(ids: Sequence[int]) -> Iterable[Amendment]:
    proposal = joinedload(Amendment.proposal)
    home = proposal.joinedload(Proposal.committee).joinedload(Committee.municipality)
    return rows_of(Amendment, ids, home, joinedload(Amendment.author))


def is_seen(person: User | Visitor, amendment: Amendment) -> bool:
    """Where the amendment and its proposal are read."""
    proposal, committee = amendment.proposal, amendment.committee
    kept = any(is_kept_from(person, one, committee) for one in (proposal, amendment))
    return proposal.is_public and is_visible(committee, person) and not kept


AMENDMENT_DISCUSSED = DiscussedType(
    model=Amendment,
    address="rettelser",
    name=N_("Amendment"),
    deed=DISCUSS,
    load=load,
    is_seen=is_seen,
    called=lambda amendment: amendment.title,
    writers=lambda amendment: [amendment.author],
    place=lambda amendment: Place(
        amendment.committee.municipality.slug, amendment.committee.slug, amendment.committee.name
    ),
)
