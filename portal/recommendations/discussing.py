"""How a recommendation is discussed: from its adoption until it is answered."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.committees.models import Committee
from portal.committees.queries import is_visible
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.discussed import DiscussedType, Place
from portal.proposals.models import Proposal
from portal.recommendations.deeds import DISCUSS
from portal.recommendations.models import Recommendation


def load(ids: Sequence[int]) -> Iterable[Recommendation]:
    home = joinedload(Recommendation.committee).joinedload(Committee.municipality)
    return rows_of(Recommendation, ids, home, joinedload(Recommendation.proposal).joinedload(Proposal.author))


def is_seen(person: User | Visitor, recommendation: Recommendation) -> bool:
    """Where an adopted recommendation is read; a draft is not discussed here."""
    return recommendation.is_public and is_visible(recommendation.committee, person)


def place_of(recommendation: Recommendation) -> Place:
    committee = recommendation.committee
    return Place(committee.municipality.slug, committee.slug, committee.name)


def writers(recommendation: Recommendation) -> Iterable[User]:
    """Who wrote the proposal that it was made from, where it was."""
    return [recommendation.proposal.author] if recommendation.proposal is not None else ()


RECOMMENDATION_DISCUSSED = DiscussedType(
    model=Recommendation,
    address="anbefaling",
    name=N_("Recommendation"),
    deed=DISCUSS,
    load=load,
    is_seen=is_seen,
    called=lambda recommendation: str(recommendation.title),
    writers=writers,
    place=place_of,
)
