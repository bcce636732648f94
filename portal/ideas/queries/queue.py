"""The secretary's queue: every idea of a committee, narrowed and sorted as the work asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaKind, IdeaState
from portal.ideas.queries import is_late
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

    def of(self, committee: Committee) -> Select[tuple[Idea]]:
        """These ideas, in the order that was asked for."""
        rows = select(Idea).where(Idea.committee_id == committee.id, Idea.state.in_(self._states()))
        if self.is_late:
            rows = rows.where(is_late())
        if self.kind:
            rows = rows.where(Idea.kind == self.kind)
        if self.question:
            rows = rows.where(Idea.question_number == self.question)
        if self.theme:
            rows = rows.where(Idea.theme_id.is_(None) if self.theme == NO_THEME else Idea.theme_id == self.theme)
        return rows.options(joinedload(Idea.author), joinedload(Idea.theme)).order_by(*QUEUE_ORDERS[self.order])

    def _states(self) -> frozenset[IdeaState]:
        return frozenset({self.state}) if self.state else NEEDS_SOMEBODY


@dataclass
class Counts:
    """How many ideas there are of each kind to narrow by; of kinds, questions and themes within what is looked at."""

    states: dict[IdeaState, int] = field(default_factory=dict)
    late: int = 0
    needing: int = 0
    kinds: dict[IdeaKind, int] = field(default_factory=dict)
    questions: dict[int, int] = field(default_factory=dict)
    themes: dict[int | None, int] = field(default_factory=dict)

    def view(self, asked: Callable[[str], str], theme_ids: frozenset[int]) -> View:
        """What an address asks for, as far as there is such a thing; anything else is nothing."""
        theme: int | str | None = next((one for one in theme_ids if str(one) == asked("tema")), None)
        theme = NO_THEME if asked("tema") == NO_THEME else theme
        return View(
            state=next((one for one in (*QUEUE_STATES, *DONE_STATES) if one.value == asked("status")), None),
            is_late=asked("forsinket") == "1",
            kind=next((one for one in IdeaKind if one.value == asked("slags")), None),
            question=next((one for one in self.questions if str(one) == asked("spoergsmaal")), None),
            theme=theme,
            order=asked("sorter") if asked("sorter") in QUEUE_ORDERS else "frist",
        )


def count_queue(committee: Committee) -> Counts:
    """All counts in one query."""
    parts = (Idea.state, Idea.kind, Idea.question_number, Idea.theme_id)
    rows = db.session.execute(
        select(*parts, func.count(), func.count().filter(is_late()))
        .where(Idea.committee_id == committee.id, Idea.state != S.DRAFT)
        .group_by(*parts)
    )
    counts = Counts()
    for state, kind, question, theme, number, late in rows:
        counts.states[state] = counts.states.get(state, 0) + number
        counts.late += late
        counts.needing += number if state in NEEDS_SOMEBODY else 0
        counts.kinds[kind] = counts.kinds.get(kind, 0) + number
        counts.themes[theme] = counts.themes.get(theme, 0) + number
        if question:
            counts.questions[question] = counts.questions.get(question, 0) + number
    counts.questions = dict(sorted(counts.questions.items()))
    return counts
