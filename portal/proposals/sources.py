"""What a text can stand on: the ideas and workshops of its committee."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.committees.models import Committee
from portal.foundation.db import Record, db
from portal.ideas.models import PUBLIC_STATES, Idea, IdeaState
from portal.trace.edges import link
from portal.trace.models import TraceEdge, TraceRelation
from portal.workshops.models import Workshop

MOST_OFFERED = 200  # a list to tick; nobody reads further


@dataclass(frozen=True)
class Sources:
    """Ideas and workshops that somebody ticked, by id."""

    ideas: tuple[int, ...] = ()
    workshops: tuple[int, ...] = ()


NO_SOURCES = Sources()


def ideas_offered(committee: Committee) -> list[Idea]:
    """Public ideas, those that were carried on first, then by support."""
    carried_on_first = (Idea.state != IdeaState.CARRIED_ON, Idea.support_count.desc(), Idea.id)
    return list(
        db.session.scalars(
            select(Idea)
            .where(Idea.committee_id == committee.id, Idea.state.in_(PUBLIC_STATES), Idea.hidden_at.is_(None))
            .order_by(*carried_on_first)
            .limit(MOST_OFFERED)
        )
    )


def workshops_offered(committee: Committee) -> list[Workshop]:
    """Workshops that were not cancelled, newest first."""
    return list(
        db.session.scalars(
            select(Workshop)
            .where(Workshop.committee_id == committee.id, Workshop.cancelled_at.is_(None))
            .order_by(Workshop.starts_at.desc(), Workshop.id.desc())
            .limit(MOST_OFFERED)
        )
    )


def offered(committee: Committee) -> tuple[list[Idea], list[Workshop]]:
    """What a text of this committee can be said to stand on."""
    return ideas_offered(committee), workshops_offered(committee)


def link_sources(committee: Committee, sources: Sources, text: Record) -> None:
    """Tie `text` to what it stands on; what belongs to another committee or is not public is left out."""
    for source in (*_ideas(committee, sources.ideas), *_workshops(committee, sources.workshops)):
        link(TraceRelation.DERIVED_FROM, source, text)


def linked_sources(text: Record) -> Sources:
    """What `text` stands on already."""
    edges = db.session.execute(
        select(TraceEdge.earlier_kind, TraceEdge.earlier_id)
        .where(TraceEdge.later_kind == text.__tablename__, TraceEdge.later_id == text.id)
        .order_by(TraceEdge.id)
    ).all()
    return Sources(_ids(edges, Idea), _ids(edges, Workshop))


def _ids(edges: Iterable[Sequence[object]], model: type[Record]) -> tuple[int, ...]:
    return tuple(int(str(id_)) for kind, id_ in edges if kind == model.__tablename__)


def _ideas(committee: Committee, ids: tuple[int, ...]) -> Sequence[Idea]:
    mine = Idea.committee_id == committee.id, Idea.state.in_(PUBLIC_STATES), Idea.id.in_(ids)
    return db.session.scalars(select(Idea).where(*mine).order_by(Idea.id)).all() if ids else ()


def _workshops(committee: Committee, ids: tuple[int, ...]) -> Sequence[Workshop]:
    mine = Workshop.committee_id == committee.id, Workshop.id.in_(ids)
    return db.session.scalars(select(Workshop).where(*mine).order_by(Workshop.id)).all() if ids else ()
