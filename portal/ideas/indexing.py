"""How an idea is described to the search."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.foundation.text import plain_text
from portal.ideas.models import Idea, IdeaState
from portal.ideas.words import state_name
from portal.search.documents import Description, DocumentType


def describe(idea: Idea) -> Description | None:
    """What search may know of a public idea; a withdrawn one is no longer found."""
    if not idea.committee.is_public or not idea.is_public or idea.state is IdeaState.WITHDRAWN:
        return None
    return Description(
        title=idea.title,
        text=plain_text(idea.body_html),
        path=idea.path,
        when=idea.received_at or idea.created_at,
        municipality=idea.committee.municipality.slug,
        committee=idea.committee.slug,
        status=idea.state.value,
        meta=f"{idea.committee.name} · {state_name(idea.state)}",
    )


def load(ids: Sequence[int]) -> Iterable[Idea]:
    """The ideas with their committee and municipality, in one query."""
    return db.session.scalars(
        select(Idea).where(Idea.id.in_(ids)).options(joinedload(Idea.committee).joinedload(Committee.municipality))
    )


def ideas_of_committee(committee_id: int) -> Iterable[int]:
    """The ideas that tell a committee's name."""
    return db.session.scalars(select(Idea.id).where(Idea.committee_id == committee_id).order_by(Idea.id))


IDEA_DOCUMENT = DocumentType(
    kind="idea", model=Idea, describe=describe, load=load, affected_by={"committee": ideas_of_committee}
)
