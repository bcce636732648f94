"""The public account of how a committee answers: everything that can be counted, and nothing about a single person."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.models import AppealVerdict, Idea, IdeaAppeal, IdeaState, RefusalCode
from portal.ideas.queries import is_late, is_late_in_public, told_state
from portal.ideas.states import TO_SCREEN

S = IdeaState
NOT_PUBLISHED = frozenset({S.REFUSED, S.APPEALED, S.UPHELD})


@dataclass(frozen=True)
class PublicAccount:
    """Numbers of ideas and of days. Days are those of the calendar, from reception to the first answer."""

    states: Mapping[IdeaState | None, int]  # None: hidden by a moderator
    late_now: int  # of those that everybody can see
    late_unread: int  # of those that are not published yet
    answered_in_time: int
    answered_late: int
    average_days: float | None
    median_days: float | None
    longest_days: int | None
    refusals: Mapping[RefusalCode, int]  # those that stand; `reversals` counts those that an appeal has overturned
    appeals: Mapping[AppealVerdict | None, int]  # None: not decided yet

    @property
    def received(self) -> int:
        return sum(self.states.values())

    @property
    def answered(self) -> int:
        return self.answered_in_time + self.answered_late

    @property
    def waiting(self) -> int:
        """Published ones that nobody has answered."""
        return self.states.get(S.PUBLISHED, 0)

    @property
    def being_read(self) -> int:
        return self._of(TO_SCREEN)

    @property
    def not_published(self) -> int:
        return self._of(NOT_PUBLISHED)

    @property
    def reversals(self) -> int:
        """Refusals that somebody else has decided against."""
        return self.appeals.get(AppealVerdict.OVERTURNED, 0)

    @property
    def hidden(self) -> int:
        """Public ones whose text a moderator has hidden."""
        return self.states.get(None, 0)

    @property
    def with_author(self) -> int:
        return self.states.get(S.RETURNED, 0)

    @property
    def withdrawn(self) -> int:
        return self.states.get(S.WITHDRAWN, 0)

    @property
    def concluded(self) -> int:
        """Answered, carried on or closed."""
        return self._of(frozenset({S.ANSWERED, S.CARRIED_ON, S.CLOSED}))

    def _of(self, states: frozenset[IdeaState]) -> int:
        return sum(self.states.get(state, 0) for state in states)


def public_account(committee: Committee) -> PublicAccount:
    """The account of one committee; four queries, whatever the number of ideas."""
    states, late_now, late_unread = _by_state(committee)
    rows = db.session.execute(
        select(Idea.days_to_answer, Idea.was_late, func.count())
        .where(Idea.committee_id == committee.id, Idea.days_to_answer.is_not(None))
        .group_by(Idea.days_to_answer, Idea.was_late)
        .order_by(Idea.days_to_answer)
    ).all()
    days = [(days, number) for days, _late, number in rows if days is not None]
    return PublicAccount(
        states=states,
        late_now=late_now,
        late_unread=late_unread,
        answered_in_time=sum(number for _days, late, number in rows if not late),
        answered_late=sum(number for _days, late, number in rows if late),
        average_days=_average(days),
        median_days=_median(days),
        longest_days=days[-1][0] if days else None,
        refusals=_refusals(committee),
        appeals=_appeals(committee),
    )


def _by_state(committee: Committee) -> tuple[dict[IdeaState | None, int], int, int]:
    """How many there are in each state; how many are late in public; how many before they are published."""
    state = told_state()
    rows = db.session.execute(
        select(state, func.count(), func.count().filter(is_late()), func.count().filter(is_late_in_public()))
        .where(Idea.committee_id == committee.id, Idea.received_at.is_not(None))
        .group_by(state)
    ).all()
    late, in_public = sum(row[2] for row in rows), sum(row[3] for row in rows)
    return {row[0]: row[1] for row in rows}, in_public, late - in_public


def _refusals(committee: Committee) -> dict[RefusalCode, int]:
    rows = db.session.execute(
        select(Idea.refusal_code, func.count())
        .where(Idea.committee_id == committee.id, Idea.refusal_code.is_not(None), Idea.state.in_(NOT_PUBLISHED))
        .group_by(Idea.refusal_code)
    )
    counted = {code: number for code, number in rows.tuples() if code is not None}
    return {code: counted.get(code, 0) for code in RefusalCode}


def _appeals(committee: Committee) -> dict[AppealVerdict | None, int]:
    rows = db.session.execute(
        select(IdeaAppeal.verdict, func.count())
        .join(IdeaAppeal.idea)
        .where(Idea.committee_id == committee.id, or_(IdeaAppeal.verdict.is_not(None), IdeaAppeal.decided_at.is_(None)))
        .group_by(IdeaAppeal.verdict)
    )
    return dict(rows.tuples().all())


def _average(days: list[tuple[int, int]]) -> float | None:
    total = sum(number for _, number in days)
    return sum(value * number for value, number in days) / total if total else None


def _median(days: list[tuple[int, int]]) -> float | None:
    """Of values in order, told as (value, how often)."""
    total = sum(number for _, number in days)
    return (_nth(days, (total - 1) // 2) + _nth(days, total // 2)) / 2 if total else None


def _nth(days: list[tuple[int, int]], place: int) -> int:
    for value, number in days:
        if place < number:
            return value
        place -= number
    raise IndexError(place)
