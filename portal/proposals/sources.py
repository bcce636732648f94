"""What a text can stand on: ideas and workshops of its committee, paragraphs of their outcomes, what people wrote
in its discussions, and files that hang on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.committees.models import Committee
from portal.discussion.models import Contribution
from portal.files.models import StoredFile
from portal.foundation import clock
from portal.foundation.db import Record, all_of
from portal.ideas.models import PUBLIC_STATES, Idea, IdeaState
from portal.proposals.models import ProposalVersion
from portal.proposals.words import PARTS
from portal.trace.edges import LATER, End, Key, is_among, key_of, link, unlink
from portal.trace.models import TraceEdge, TraceRelation
from portal.workshops.models import OutcomeParagraph, Workshop


@dataclass(frozen=True)
class Sources:
    """Ideas, workshops, paragraphs of outcomes, contributions to discussions and files that somebody ticked, by id."""

    ideas: tuple[int, ...] = ()
    workshops: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    contributions: tuple[int, ...] = ()
    files: tuple[int, ...] = ()

    def beyond(self, known: "Sources") -> "Sources":
        """What is not among `known`."""
        left = {name: set(getattr(known, name)) for name in MODELS}
        return Sources(**{name: tuple(i for i in getattr(self, name) if i not in left[name]) for name in MODELS})

    def noted(self) -> str:
        """As a form carries them along."""
        return ",".join(f"{name}:{id_}" for name in MODELS for id_ in getattr(self, name))


def sources_in(noted: str) -> Sources:
    """What `Sources.noted` wrote; what it did not is passed over."""
    pairs = [one.partition(":") for one in noted.split(",")]
    known = [(kind, int(id_)) for kind, _colon, id_ in pairs if _is_id(id_)]
    return Sources(**{name: tuple(id_ for kind, id_ in known if kind == name) for name in MODELS})


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= ID_DIGITS


NO_SOURCES = Sources()
MODELS: Mapping[str, type[Record]] = {
    "ideas": Idea,
    "workshops": Workshop,
    "paragraphs": OutcomeParagraph,
    "contributions": Contribution,
    "files": StoredFile,
}
ID_DIGITS = 9
MOST_CONTRIBUTIONS = 60  # that are offered: what a committee's discussions hold is not bounded


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


def contributions_offered(committee: Committee) -> list[Contribution]:
    """What people wrote in the committee's discussions and everybody reads: the most acknowledged, then the newest."""
    most = Contribution.acknowledged.desc(), Contribution.id.desc()
    said = select(Contribution).where(*_said(committee)).options(joinedload(Contribution.author))
    return all_of(said.order_by(*most).limit(MOST_CONTRIBUTIONS))


def _said(committee: Committee) -> tuple[ColumnElement[bool], ...]:
    shown = Contribution.hidden_at.is_(None), Contribution.withdrawn_at.is_(None)
    return Contribution.committee_id == committee.id, *shown


def _published(committee: Committee) -> Select[tuple[OutcomeParagraph]]:
    mine = select(OutcomeParagraph).join(OutcomeParagraph.workshop).options(contains_eager(OutcomeParagraph.workshop))
    return mine.where(Workshop.committee_id == committee.id, Workshop.outcome_published_at.is_not(None))


def offered(committee: Committee) -> tuple[list[Idea], list[Workshop]]:
    """What a text of this committee can be said to stand on."""
    return ideas_offered(committee), workshops_offered(committee)


@dataclass(frozen=True)
class Offer:
    """What a text of a committee can be said to stand on."""

    ideas: Sequence[Idea]
    workshops: Sequence[Workshop]
    paragraphs: Sequence[OutcomeParagraph]
    contributions: Sequence[Contribution]


def everything_offered(committee: Committee) -> Offer:
    """All of it, in four questions."""
    return Offer(*offered(committee), paragraphs_offered(committee), contributions_offered(committee))


def link_sources(committee: Committee, sources: Sources, text: End) -> None:
    """Tie `text` to what it stands on; what is another committee's, not public or still to come is left out."""
    ideas, workshops = _ideas(committee, sources.ideas), _workshops(committee, sources.workshops)
    said, files = _contributions(committee, sources.contributions), _files(committee, sources.files)
    for source in (*ideas, *workshops, *_paragraphs(committee, sources.paragraphs), *said, *files):
        link(TraceRelation.DERIVED_FROM, source, text)


def unlink_sources(sources: Sources, text: End) -> None:
    """Take back that `text` stands on these."""
    for name, model in MODELS.items():
        for id_ in getattr(sources, name):
            unlink(TraceRelation.DERIVED_FROM, (model.__tablename__, id_), text)


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
    return {
        text: Sources(**{name: _ids(keys, model) for name, model in MODELS.items()}) for text, keys in sources.items()
    }


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


def _contributions(committee: Committee, ids: tuple[int, ...]) -> Sequence[Contribution]:
    chosen = select(Contribution).where(*_said(committee), Contribution.id.in_(ids)).order_by(Contribution.id)
    return all_of(chosen) if ids else ()


def _files(committee: Committee, ids: tuple[int, ...]) -> Sequence[StoredFile]:
    """Those that hang on the committee's proposals."""
    hangs = StoredFile.subject_kind == "proposal", StoredFile.removed_at.is_(None)
    mine = StoredFile.committee_id == committee.id, *hangs, StoredFile.id.in_(ids)
    return all_of(select(StoredFile).where(*mine).order_by(StoredFile.id)) if ids else ()


def _held(committee: Committee) -> tuple[ColumnElement[bool], ...]:
    return Workshop.committee_id == committee.id, Workshop.cancelled_at.is_(None), Workshop.starts_at <= clock.now()
