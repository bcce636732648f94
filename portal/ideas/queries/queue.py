"""The secretary's queue: every idea of a committee, narrowed and sorted as the work asks for."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, cast, false, func, null, select, union_all
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.foundation.addresses import row_number
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaKind, IdeaState, InTheme
from portal.ideas.queries import is_late
from portal.ideas.queries.themes import is_in
from portal.ideas.states import OWED_AN_ANSWER

S = IdeaState
NEEDS_SOMEBODY = OWED_AN_ANSWER | {S.APPEALED}
QUEUE_STATES = (S.RECEIVED, S.SCREENING, S.RESUBMITTED, S.APPEALED, S.OVERTURNED, S.PUBLISHED, S.RETURNED)
DONE_STATES = (S.CARRIED_ON, S.ANSWERED, S.CLOSED, S.REFUSED, S.UPHELD, S.WITHDRAWN)  # shown where there are any

QUEUE_ORDERS: Mapping[str, tuple[Any, ...]] = {
    "frist": (Idea.answer_due_on, Idea.id),
    "nyeste": (Idea.received_at.desc(), Idea.id.desc()),
    "stoette": (Idea.support_count.desc(), Idea.id),
}
NO_THEME = "uden"


@dataclass(frozen=True)
class View:
    """What of the queue is looked at; nothing is everything that needs somebody."""

    state: IdeaState | None = None
    is_late: bool = False
    kind: IdeaKind | None = None
    question: int | None = None
    theme: int | str | None = None  # a theme's number, or `NO_THEME`
    order: str = "frist"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.question or self.theme)

    @property
    def states(self) -> frozenset[IdeaState]:
        return frozenset({self.state}) if self.state else NEEDS_SOMEBODY

    def of(self, committee: Committee) -> Select[tuple[Idea]]:
        """These ideas, in the order that was asked for."""
        rows = select(Idea).where(Idea.committee_id == committee.id, Idea.state.in_(self.states))
        if self.is_late:
            rows = rows.where(is_late())
        if self.kind:
            rows = rows.where(Idea.kind == self.kind)
        if self.question:
            rows = rows.where(Idea.question_number == self.question)
        if self.theme:
            rows = rows.where(~is_in(None) if self.theme == NO_THEME else is_in(int(self.theme)))
        return rows.options(joinedload(Idea.author), joinedload(Idea.themes)).order_by(*QUEUE_ORDERS[self.order])


def asked_view(asked: Callable[[str], str], theme_ids: frozenset[int]) -> View:
    """What an address asks for, as far as there is such a thing; anything else is nothing."""
    theme: int | str | None = next((one for one in theme_ids if str(one) == asked("tema")), None)
    return View(
        state=next((one for one in (*QUEUE_STATES, *DONE_STATES) if one.value == asked("status")), None),
        is_late=asked("forsinket") == "1",
        kind=next((one for one in IdeaKind if one.value == asked("slags")), None),
        question=row_number(asked("spoergsmaal")) or None,
        theme=NO_THEME if asked("tema") == NO_THEME else theme,
        order=asked("sorter") if asked("sorter") in QUEUE_ORDERS else "frist",
    )


class Group(NamedTuple):
    """Ideas that are alike in everything that the queue can be narrowed by: how many, and how many of them late."""

    state: IdeaState
    kind: IdeaKind
    question: int | None
    theme: int | None  # none: all of them, in themes or not
    has_none: bool  # whether they stand in no theme
    number: int
    late: int

    def fits(self, view: View, *, but: str = "") -> bool:
        """Whether the view takes them in, whatever it says of `but`."""
        asked = {
            "state": self.state in view.states,
            "kind": view.kind in {None, self.kind},
            "question": view.question in {None, self.question},
            "theme": view.theme in {None, self.theme} or (view.theme == NO_THEME and self.has_none),
        }
        return all(is_met for name, is_met in asked.items() if name != but)

    def seen_in(self, view: View) -> int:
        return self.late if view.is_late else self.number


@dataclass
class Counts:
    """How many ideas each choice leads to from what is looked at now, so that no number leads to an empty list."""

    states: Counter[IdeaState] = field(default_factory=Counter)
    late: int = 0
    needing: int = 0
    kinds: Counter[IdeaKind] = field(default_factory=Counter)
    questions: Counter[int] = field(default_factory=Counter)
    themes: Counter[int | None] = field(default_factory=Counter)

    def add(self, group: Group, view: View) -> None:
        """A choice of one thing keeps the choices of the others. An idea in two themes counts in both, and once
        where all are counted."""
        if group.theme is not None and group.fits(view, but="theme"):
            self.themes[group.theme] += group.seen_in(view)
        if (group.theme is not None) == isinstance(view.theme, int):
            self._add_but_themes(group, view)

    def _add_but_themes(self, group: Group, view: View) -> None:
        if group.fits(view, but="state"):
            self.states[group.state] += group.number
            self.late += group.late
            self.needing += group.number if group.state in NEEDS_SOMEBODY else 0
        if group.fits(view, but="kind"):
            self.kinds[group.kind] += group.seen_in(view)
        if group.fits(view, but="theme") and group.has_none:
            self.themes[None] += group.seen_in(view)
        if group.question and group.fits(view, but="question"):
            self.questions[group.question] += group.seen_in(view)


def count_queue(committee: Committee, view: View) -> Counts:
    """All counts in one query: of the ideas, and of what stands in each theme."""
    parts = (Idea.state, Idea.kind, Idea.question_number)
    numbers = (func.count(), func.count().filter(is_late()))
    theirs = Idea.committee_id == committee.id, Idea.state != S.DRAFT
    has_none = (~is_in(None)).label("has_none")
    all_ideas = select(*parts, cast(null(), Integer).label("theme"), has_none, *numbers).where(*theirs)
    themed = select(*parts, InTheme.theme_id, false(), *numbers).join(InTheme, InTheme.idea_id == Idea.id)
    rows = union_all(all_ideas.group_by(*parts, "has_none"), themed.where(*theirs).group_by(*parts, InTheme.theme_id))
    counts = Counts()
    for row in (Group(*row) for row in db.session.execute(rows)):
        counts.add(row, view)
    return counts
