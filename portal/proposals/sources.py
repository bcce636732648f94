"""What a text can stand on: the ideas and workshops of its committee, and paragraphs of their outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import Record, all_of
from portal.ideas.models import PUBLIC_STATES, Idea, IdeaState
from portal.proposals.models import ProposalVersion
from portal.proposals.words import PARTS
from portal.trace.edges import LATER, End, Key, is_among, key_of, link
from portal.trace.models import TraceEdge, TraceRelation
from portal.workshops.models import OutcomeParagraph, Workshop


@dataclass(frozen=True)
class Sources:
    """Ideas, workshops and paragraphs of outcomes that somebody ticked, by id."""

    ideas: tuple[int, ...] = ()
    workshops: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()

    def beyond(self, known: "Sources") -> "Sources":
        """What is not among `known`."""
        return Sources(
            tuple(id_ for id_ in self.ideas if id_ not in known.ideas),
            tuple(id_ for id_ in self.workshops if id_ not in known.workshops),
            tuple(id_ for id_ in self.paragraphs if id_ not in known.paragraphs),
        )


NO_SOURCES = Sources()


def ideas_offered(committee: Committee) -> list[Idea]:
    """Public ideas, those that were carried on first, then by support."""
    carried_on_first = (Idea.state != IdeaState.CARRIED_ON, Idea.support_count.desc(), Idea.id)
    return all_of(
        select(Idea)
        .where(Idea.committee_id == committee.id, Idea.state.in_(PUBLIC_STATES), Idea.hidden_at.is_(None))
        .order_by(*carried_on_first)
    )


def workshops_offered(committee: Committee) -> list[Workshop]:
    """Workshops that have begun, newest first: no text stands on what has not happened."""
    return all_of(select(Workshop).where(*_held(committee)).order_by(Workshop.starts_at.desc(), Workshop.id.desc()))


def paragraphs_offered(committee: Committee) -> list[OutcomeParagraph]:
    """Those of outcomes that everybody can read, with their workshops, the newest first."""
    newest = Workshop.starts_at.desc(), Workshop.id.desc(), OutcomeParagraph.position, OutcomeParagraph.id
    return all_of(_published(committee).order_by(*newest))


def _published(committee: Committee) -> Select[tuple[OutcomeParagraph]]:
    mine = select(OutcomeParagraph).join(OutcomeParagraph.workshop).options(contains_eager(OutcomeParagraph.workshop))
    return mine.where(Workshop.committee_id == committee.id, Workshop.outcome_published_at.is_not(None))


def offered(committee: Committee) -> tuple[list[Idea], list[Workshop]]:
    """What a text of this committee can be said to stand on."""
    return ideas_offered(committee), workshops_offered(committee)


def link_sources(committee: Committee, sources: Sources, text: End) -> None:
    """Tie `text` to what it stands on; what is another committee's, not public or still to come is left out."""
    ideas, workshops = _ideas(committee, sources.ideas), _workshops(committee, sources.workshops)
    for source in (*ideas, *workshops, *_paragraphs(committee, sources.paragraphs)):
        link(TraceRelation.DERIVED_FROM, source, text)


def linked_sources(text: End) -> Sources:
    """What `text` stands on already."""
    return _linked({"": [key_of(text)]})[""]


def taken_up(versions: Sequence[ProposalVersion]) -> dict[str, Sources]:
    """What the versions of a proposal stand on already: each of their parts by its name, they themselves under ""."""
    parts = {name: [version.part(name) for version in versions] for name in PARTS}
    return _linked({"": list(map(key_of, versions)), **parts})


def _linked(texts: Mapping[str, list[Key]]) -> dict[str, Sources]:
    """In one query for all."""
    keys = [key for group in texts.values() for key in group]
    edges = all_of(select(TraceEdge).where(is_among(LATER, keys)).order_by(TraceEdge.id)) if keys else ()
    found: dict[Key, list[Key]] = {key: [] for key in keys}
    for edge in edges:
        found[edge.later_kind, edge.later_id].append((edge.earlier_kind, edge.earlier_id))
    sources = {name: [source for key in group for source in found[key]] for name, group in texts.items()}
    models = Idea, Workshop, OutcomeParagraph
    return {name: Sources(*(_ids(keys, model) for model in models)) for name, keys in sources.items()}


def _ids(keys: Iterable[Key], model: type[Record]) -> tuple[int, ...]:
    return tuple(number for kind, number in keys if kind == model.__tablename__)


def _ideas(committee: Committee, ids: tuple[int, ...]) -> Sequence[Idea]:
    mine = Idea.committee_id == committee.id, Idea.state.in_(PUBLIC_STATES), Idea.id.in_(ids)
    return all_of(select(Idea).where(*mine).order_by(Idea.id)) if ids else ()


def _workshops(committee: Committee, ids: tuple[int, ...]) -> Sequence[Workshop]:
    chosen = select(Workshop).where(*_held(committee), Workshop.id.in_(ids)).order_by(Workshop.id)
    return all_of(chosen) if ids else ()


def _paragraphs(committee: Committee, ids: tuple[int, ...]) -> Sequence[OutcomeParagraph]:
    chosen = _published(committee).where(OutcomeParagraph.id.in_(ids)).order_by(OutcomeParagraph.id)
    return all_of(chosen) if ids else ()


def _held(committee: Committee) -> tuple[ColumnElement[bool], ...]:
    return Workshop.committee_id == committee.id, Workshop.cancelled_at.is_(None), Workshop.starts_at <= clock.now()
