"""Narrowing a committee's public ideas: by kind, place, theme and the question they help to answer; to late ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.foundation.text import alike, danish_order
from portal.ideas.models import Idea, IdeaKind, IdeaTheme
from portal.ideas.queries import is_late_in_public, is_public


@dataclass(frozen=True)
class Narrowing:
    """What is asked for; nothing is everything."""

    kind: IdeaKind | None = None
    place: str = ""
    spellings: tuple[str, ...] = ()  # of the place: people write "havnen" and "Havnen"
    question_number: int | None = None
    theme_id: int | None = None
    is_late: bool = False

    @property
    def is_any(self) -> bool:
        return bool(self.kind or self.place or self.question_number or self.theme_id)

    def of(self, rows: Select[tuple[Idea]]) -> Select[tuple[Idea]]:
        """Those of the ideas that fit."""
        if self.kind:
            rows = rows.where(Idea.kind == self.kind)
        if self.place:
            rows = rows.where(Idea.place.in_(self.spellings))
        if self.question_number:
            rows = rows.where(Idea.question_number == self.question_number)
        if self.theme_id:
            rows = rows.where(Idea.theme_id == self.theme_id)
        return rows.where(is_late_in_public()) if self.is_late else rows


@dataclass(frozen=True)
class Offered:
    """What public ideas can be narrowed by: only what some idea has, with how many."""

    kinds: dict[IdeaKind, int]
    places: dict[str, int]
    questions: dict[int, int]
    themes: dict[int, tuple[str, int]]  # name and number of ideas
    spellings: dict[str, tuple[str, ...]]  # by what they have in common

    def narrowing(self, asked: Callable[[str], str]) -> Narrowing:
        """What was asked for, as far as it is offered."""
        spellings = self.spellings.get(alike(asked("sted")), ())
        return Narrowing(
            kind=next((known for known in self.kinds if known.value == asked("slags")), None),
            place=spellings[0] if spellings else "",
            spellings=spellings,
            question_number=next((known for known in self.questions if str(known) == asked("spoergsmaal")), None),
            theme_id=next((known for known in self.themes if str(known) == asked("tema")), None),
            is_late=asked("forsinket") == "1",
        )


def offered(committee: Committee) -> Offered:
    """In one query; each place as somebody wrote it, those that are named most first."""
    parts = (Idea.kind, Idea.place, Idea.question_number, IdeaTheme.id, IdeaTheme.name)
    rows = db.session.execute(
        select(*parts, func.count())
        .outerjoin(Idea.theme)
        .where(Idea.committee_id == committee.id, is_public(), Idea.hidden_at.is_(None))
        .group_by(*parts)
        .order_by(func.count().desc(), Idea.place)
    )
    offer = Offered({}, {}, {}, {}, {})
    for kind, place, question, theme, name, count in rows:
        offer.kinds[kind] = offer.kinds.get(kind, 0) + count
        if place:
            known = offer.spellings.get(alike(place), ())
            names = offer.spellings[alike(place)] = tuple(dict.fromkeys((*known, place)))
            offer.places[names[0]] = offer.places.get(names[0], 0) + count
        if question:
            offer.questions[question] = offer.questions.get(question, 0) + count
        if theme:
            offer.themes[theme] = (name, offer.themes.get(theme, (name, 0))[1] + count)
    places = dict(sorted(offer.places.items(), key=lambda item: (-item[1], danish_order(item[0]))))
    return replace(offer, places=places, questions=dict(sorted(offer.questions.items())))
