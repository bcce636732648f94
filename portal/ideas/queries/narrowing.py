"""Narrowing a committee's public ideas: by kind, place, theme and the question they help to answer; to late ones."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, String, cast, func, null, select, union_all

from portal.committees.models import Committee
from portal.foundation.db import tuples_of
from portal.foundation.questions import Asked, question
from portal.foundation.text import alike, danish_order
from portal.ideas.models import Idea, IdeaKind, IdeaState, IdeaTheme, InTheme
from portal.ideas.queries import is_late_in_public, is_public, public_ideas, told_state
from portal.ideas.queries.themes import is_in


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

    def ideas_of(self, committee: Committee, state: IdeaState | None, order: str) -> Asked[tuple[Idea]]:
        """The public ideas that fit, in one state or all, in one of `ORDERS`."""
        asked = {name for name in ("kind", "spellings", "question_number", "theme_id", "is_late", "is_any")
                 if getattr(self, name)} | ({"state"} if state else set())  # fmt: skip
        sought = self.kind, self.spellings, self.question_number, self.theme_id
        return _fitting(committee.id, state, *sought, order=order, asked=frozenset(asked))


@question
def _fitting(  # noqa: PLR0917 - all that the list can be narrowed by
    committee_id: int,
    state: IdeaState | None,
    kind: IdeaKind | None,
    spellings: Sequence[str],
    question_number: int | None,
    theme_id: int | None,
    *,
    order: str,
    asked: frozenset[str],
) -> Select[tuple[Idea]]:
    conditions = {
        "state": told_state() == state,
        "kind": Idea.kind == kind,
        "spellings": Idea.place.in_(spellings),
        "question_number": Idea.question_number == question_number,
        "theme_id": is_in(theme_id),
        "is_late": is_late_in_public(),
        "is_any": Idea.hidden_at.is_(None),  # of one that is hidden nobody is told what it was about
    }
    return public_ideas(committee_id, order).where(*(conditions[name] for name in sorted(asked)))


class Group(NamedTuple):
    """Public ideas alike in all that the list can be narrowed by: how many they are, and how many of them are late."""

    state: IdeaState | None  # none while they are hidden
    kind: IdeaKind
    place: str
    question: int | None
    theme: int | None  # none: all of them, in themes or not
    theme_name: str | None
    number: int
    late: int

    def fits(self, view: Narrowing, *, but: str = "") -> bool:
        """Whether the view takes them in, whatever it says of `but`, and of being late."""
        asked = {
            "kinds": view.kind in {None, self.kind},
            "places": not view.place or self.place in view.spellings,
            "questions": view.question_number in {None, self.question},
            "themes": view.theme_id in {None, self.theme},
            "states": self.state is not None or not view.is_any,
        }
        return all(is_met for name, is_met in asked.items() if name != but)


@dataclass
class Offered:
    """How many ideas each choice leads to from what is looked at now."""

    states: Counter[IdeaState | None] = field(default_factory=Counter)
    late: int = 0
    kinds: Counter[IdeaKind] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    questions: Counter[int] = field(default_factory=Counter)
    themes: Counter[int] = field(default_factory=Counter)  # an idea in two themes counts in both


class Choices:
    """What the public ideas of a committee can be narrowed by: only what some idea has. One query."""

    def __init__(self, committee: Committee) -> None:
        groups = _groups_of(committee)
        self._themed = [group for group in groups if group.theme]
        self._groups = [group for group in groups if not group.theme]
        told = [group for group in self._groups if group.state]
        self.theme_names = {group.theme: group.theme_name for group in self._themed if group.state}
        self._spellings: dict[str, tuple[str, ...]] = {}  # by what they have in common
        for place in (group.place for group in told if group.place):
            known = self._spellings.get(alike(place), ())
            self._spellings[alike(place)] = tuple(dict.fromkeys((*known, place)))
        self.all = self.offered(Narrowing())

    def narrowing(self, asked: Callable[[str], str]) -> Narrowing:
        """What was asked for, as far as some idea has it."""
        spellings = self._spellings.get(alike(asked("sted")), ())
        return Narrowing(
            kind=next((known for known in self.all.kinds if known.value == asked("slags")), None),
            place=spellings[0] if spellings else "",
            spellings=spellings,
            question_number=next((known for known in self.all.questions if str(known) == asked("spoergsmaal")), None),
            theme_id=next((known for known in self.all.themes if str(known) == asked("tema")), None),
            is_late=asked("forsinket") == "1",
        )

    def offered(self, view: Narrowing, state: IdeaState | None = None) -> Offered:
        """A choice of one thing keeps the choices of the others. Places and questions stand in order."""
        offer = Offered()
        for group in self._themed if view.theme_id else self._groups:
            if group.fits(view):
                offer.states[group.state] += group.number
                offer.late += group.late
            self._add(offer, group, view, state, self._described(group))
        for group in self._themed:
            self._add(offer, group, view, state, [("themes", group.theme)] if group.state else [])
        places = sorted(offer.places.items(), key=lambda item: (-item[1], danish_order(item[0])))
        return replace(offer, places=Counter(dict(places)), questions=Counter(dict(sorted(offer.questions.items()))))

    @staticmethod
    def _add(
        offer: Offered, group: Group, view: Narrowing, state: IdeaState | None, described: Iterable[tuple[str, Any]]
    ) -> None:
        number = group.late if view.is_late else group.number
        for name, value in described if state in {None, group.state} and number else ():
            if group.fits(view, but=name):
                getattr(offer, name)[value] += number

    def _described(self, group: Group) -> list[tuple[str, Any]]:
        """What is told of the ideas, each as the first who named it wrote it; nothing of hidden ones."""
        if group.state is None:
            return []
        place = self._spellings[alike(group.place)][0] if group.place else ""
        said = (("kinds", group.kind), ("places", place), ("questions", group.question))
        return [(name, value) for name, value in said if value]


def _groups_of(committee: Committee) -> list[Group]:
    """Those of the most ideas first, so that a place is called what most call it."""
    return sorted(
        (Group(*row) for row in tuples_of(_groups(committee.id))), key=lambda group: (-group.number, group.place)
    )


@question
def _groups(committee_id: int) -> Select[tuple[Any, ...]]:
    """All ideas, and once more those in each theme."""
    parts = (told_state().label("state"), Idea.kind, Idea.place, Idea.question_number)
    numbers = (func.count().label("number"), func.count().filter(is_late_in_public()).label("late"))
    theirs = Idea.committee_id == committee_id, is_public()
    no_theme = cast(null(), Integer).label("theme"), cast(null(), String).label("theme_name")
    theme = IdeaTheme.id, IdeaTheme.name
    themed = select(*parts, *theme, *numbers).join(InTheme, InTheme.idea_id == Idea.id).join(IdeaTheme)
    both = union_all(
        select(*parts, *no_theme, *numbers).where(*theirs).group_by(*parts),
        themed.where(*theirs).group_by(*parts, *theme),
    )
    return select(both.subquery())
