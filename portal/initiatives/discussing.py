"""How a citizens' proposal is discussed: while it can be supported."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.discussed import DiscussedType, Place
from portal.initiatives.deeds import DISCUSS
from portal.initiatives.models import Initiative
from portal.initiatives.words import state_name
from portal.moderation.queries import is_kept_from


def load(ids: Sequence[int]) -> Iterable[Initiative]:
    return rows_of(Initiative, ids, joinedload(Initiative.municipality), joinedload(Initiative.author))


def is_seen(person: User | Visitor, initiative: Initiative) -> bool:
    """Where the proposal is read."""
    return initiative.is_public and not is_kept_from(person, initiative)


def place_of(initiative: Initiative) -> Place:
    return Place(initiative.municipality.slug, None, state_name(initiative.standing))


INITIATIVE_DISCUSSED = DiscussedType(
    model=Initiative,
    address="borgerforslag",
    name=N_("Citizens’ proposal"),
    deed=DISCUSS,
    load=load,
    is_seen=is_seen,
    called=lambda initiative: str(initiative.title),
    writers=lambda initiative: [initiative.author],
    place=place_of,
)
