"""How an idea is discussed: in the stages in which it is supported."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.committees.models import Committee
from portal.committees.queries import is_visible
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.discussed import DiscussedType, Place
from portal.ideas.deeds import DISCUSS
from portal.ideas.models import Idea
from portal.moderation.queries import is_kept_from


def load(ids: Sequence[int]) -> Iterable[Idea]:
    home = joinedload(Idea.committee).joinedload(Committee.municipality)
    return rows_of(Idea, ids, home, joinedload(Idea.author))


def is_seen(person: User | Visitor, idea: Idea) -> bool:
    """Where the idea is read."""
    is_read = idea.is_public and is_visible(idea.committee, person)
    return is_read and not is_kept_from(person, idea, idea.committee)


def place_of(idea: Idea) -> Place:
    return Place(idea.committee.municipality.slug, idea.committee.slug, idea.committee.name)


IDEA_DISCUSSED = DiscussedType(
    model=Idea,
    address="ide",
    name=N_("Idea"),
    deed=DISCUSS,
    load=load,
    is_seen=is_seen,
    called=lambda idea: str(idea.title),
    writers=lambda idea: [idea.author],
    place=place_of,
)
