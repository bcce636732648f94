"""Narrowing a committee's public ideas: by kind, by place, by the question they help to answer."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaKind
from portal.ideas.queries import is_public

MOST_PLACES = 30


@dataclass(frozen=True)
class Narrowing:
    """What is asked for; nothing is everything."""

    kind: IdeaKind | None = None
    place: str = ""
    spellings: tuple[str, ...] = ()  # of the place: people write "havnen" and "Havnen"
    question_number: int | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.kind or self.place or self.question_number)

    def of(self, rows: Select[tuple[Idea]]) -> Select[tuple[Idea]]:
        """Those of the ideas that fit."""
        if self.kind:
            rows = rows.where(Idea.kind == self.kind)
        if self.place:
            rows = rows.where(Idea.place.in_(self.spellings))
        if self.question_number:
            rows = rows.where(Idea.question_number == self.question_number)
        return rows


@dataclass(frozen=True)
class Offered:
    """What public ideas can be narrowed by: only what some idea has, with how many."""

    kinds: dict[IdeaKind, int]
    places: dict[str, int]
    questions: dict[int, int]
    spellings: dict[str, tuple[str, ...]]  # by the name in small letters

    def narrowing(self, kind: str, place: str, question: str) -> Narrowing:
        """What was asked for, as far as it is offered."""
        spellings = self.spellings.get(place.lower(), ())
        return Narrowing(
            kind=next((known for known in self.kinds if known.value == kind), None),
            place=spellings[0] if spellings else "",
            spellings=spellings,
            question_number=next((known for known in self.questions if str(known) == question), None),
        )


def offered(committee: Committee) -> Offered:
    """In one query; of many places the most named, and each as somebody wrote it."""
    rows = db.session.execute(
        select(Idea.kind, Idea.place, Idea.question_number, func.count())
        .where(Idea.committee_id == committee.id, is_public(), Idea.hidden_at.is_(None))
        .group_by(Idea.kind, Idea.place, Idea.question_number)
        .order_by(func.count().desc(), Idea.place)
    )
    kinds: dict[IdeaKind, int] = {}
    spelled: dict[str, tuple[str, ...]] = {}
    places: dict[str, int] = {}
    questions: dict[int, int] = {}
    for kind, place, question, count in rows:
        kinds[kind] = kinds.get(kind, 0) + count
        if place:
            names = spelled[place.lower()] = tuple(dict.fromkeys((*spelled.get(place.lower(), ()), place)))
            places[names[0]] = places.get(names[0], 0) + count
        if question:
            questions[question] = questions.get(question, 0) + count
    most = sorted(places.items(), key=lambda item: (-item[1], item[0]))[:MOST_PLACES]
    return Offered(kinds, dict(most), dict(sorted(questions.items())), spelled)
