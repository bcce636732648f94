"""How the outcome of a workshop is discussed: from the day on which it is published."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.accounts.queries import people_with_role
from portal.committees.models import Committee
from portal.committees.queries import is_visible
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.discussed import DiscussedType, Place
from portal.rules.roles import Role
from portal.workshops.deeds import DISCUSS
from portal.workshops.models import Workshop


def load(ids: Sequence[int]) -> Iterable[Workshop]:
    return rows_of(Workshop, ids, joinedload(Workshop.committee).joinedload(Committee.municipality))


def is_seen(person: User | Visitor, workshop: Workshop) -> bool:
    """Once everybody reads the outcome."""
    return workshop.outcome_published_at is not None and is_visible(workshop.committee, person)


def place_of(workshop: Workshop) -> Place:
    return Place(workshop.committee.municipality.slug, workshop.committee.slug, workshop.committee.name)


def writers(workshop: Workshop) -> Iterable[User]:
    """The outcome is written by whoever holds the meetings of the committee."""
    return people_with_role(Role.FACILITATOR, workshop.committee_id)


OUTCOME_DISCUSSED = DiscussedType(
    model=Workshop,
    address="udbytte",
    name=N_("Outcome of a meeting"),
    deed=DISCUSS,
    load=load,
    is_seen=is_seen,
    called=lambda workshop: str(workshop.title),
    writers=writers,
    place=place_of,
)
