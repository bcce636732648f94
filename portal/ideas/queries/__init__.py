"""Reading ideas: lists, the queue, the clock, and the account of what is owed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, case, extract, func, or_, select, true
from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.committees.models import Committee
from portal.committees.queries import is_visible
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_of_all, tuples_of
from portal.foundation.errors import NotAllowed
from portal.foundation.parts import Parts, load_parts
from portal.foundation.questions import Asked, question, when_asked
from portal.ideas.models import PUBLIC_STATES, GuestIdea, Idea, IdeaAnswer, IdeaState, IdeaStep, IdeaSupport
from portal.ideas.states import OWED_AN_ANSWER, TO_SCREEN
from portal.moderation.queries import is_kept_from
from portal.rules.access import can, is_granted
from portal.rules.permissions import Permission
from portal.rules.stages import Stage

LISTED_STATES = (IdeaState.PUBLISHED, IdeaState.CARRIED_ON, IdeaState.ANSWERED, IdeaState.CLOSED, IdeaState.WITHDRAWN)


def is_public() -> ColumnElement[bool]:
    """The rule of `Idea.is_public`, for the database."""
    return or_(Idea.state.in_(PUBLIC_STATES), and_(Idea.state == IdeaState.WITHDRAWN, Idea.published_at.is_not(None)))


def takes_ideas(committee: Committee) -> bool:
    """Whether this committee takes ideas today: it is finding the problem, and the last day has not passed."""
    return committee.stage is Stage.CO_INITIATION and (
        committee.ideas_until is None or clock.today() <= committee.ideas_until
    )


# -- one idea -----------------------------------------------------------------------------------------------------


_PARTS = (
    Parts(Idea.steps),
    Parts(Idea.answers, (IdeaAnswer.corrections,)),
    Parts(Idea.corrections),
)


@question
def _idea(idea_id: int) -> Select[tuple[Idea]]:
    beside = joinedload(Idea.committee), joinedload(Idea.author), joinedload(Idea.themes)
    return select(Idea).where(Idea.id == idea_id).options(*beside)


def public_answer_or_404(answer_id: int) -> IdeaAnswer:
    """An answer that everybody may read."""
    idea_id = db.session.scalar(select(IdeaAnswer.idea_id).where(IdeaAnswer.id == answer_id))
    if idea_id is None:
        abort(404)
    return next(one for one in public_idea_or_404(idea_id).answers if one.id == answer_id)


def public_idea_or_404(idea_id: int) -> Idea:
    """An idea that everybody may read."""
    idea = whole_idea(idea_id)
    return idea if idea is not None and idea.is_public and idea.committee.is_public else abort(404)


def visible_idea_or_404(person: User | Visitor, idea_id: int) -> Idea:
    """An idea that this person may read: a public one, their own, or one they screen."""
    idea = _idea_or_404(idea_id)
    is_open = idea.is_public and is_visible(idea.committee, person)
    is_theirs = idea.author_id == person.id
    if not (is_open or is_theirs or (_reads_unpublished(person, idea) and idea.state is not IdeaState.DRAFT)):
        abort(404)
    return idea


def _reads_unpublished(person: User | Visitor, idea: Idea) -> bool:
    return can(person, Permission.IDEA_SCREEN, idea.committee)


def whole_idea(idea_id: int) -> Idea | None:
    """The idea, whoever may read it: for those who have shown otherwise that it is theirs."""
    idea = first_of_all(_idea(idea_id))
    if idea is not None:
        load_parts([idea], *_PARTS)
    return idea


def _idea_or_404(idea_id: int) -> Idea:
    return whole_idea(idea_id) or abort(404)


def acts_for_author(person: User | Visitor, idea: Idea) -> bool:
    """Whether this person may do what the author may: who sent it, and of what the secretariat typed in for somebody,
    any of the committee's secretaries."""
    is_theirs = idea.author_id == person.id
    return is_theirs or (idea.is_typed_in and is_granted(person, Permission.IDEA_TYPE_IN, idea.committee))


def own_idea_or_404(person: User, idea_id: int) -> Idea:
    """An idea that this person has sent, or acts for the author of."""
    idea = _idea_or_404(idea_id)
    return idea if acts_for_author(person, idea) else abort(404)


def idea_to_handle_or_404(person: User, idea_id: int) -> Idea:
    """An idea that this person screens or answers. Raises `NotAllowed` for everybody else."""
    idea = visible_idea_or_404(person, idea_id)
    if is_kept_from(person, idea, idea.committee):
        raise NotAllowed(Permission.MODERATION_DECIDE)
    if not can(person, Permission.IDEA_SCREEN, idea.committee) and not can(
        person, Permission.IDEA_ANSWER, idea.committee
    ):
        raise NotAllowed(Permission.IDEA_ANSWER)
    return idea


def support_of(person: User | Visitor, idea: Idea) -> IdeaSupport | None:
    if person.id is None:
        return None
    return db.session.scalar(
        select(IdeaSupport).where(IdeaSupport.idea_id == idea.id, IdeaSupport.user_id == person.id)
    )


def public_steps(idea: Idea) -> list[IdeaStep]:
    """The idea's way as everybody may see it: what went on before it was received is the author's own."""
    return [step for step in idea.steps if step.state is not IdeaState.DRAFT]


# -- the clock ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnswerClock:
    """How long an answer took, or how long somebody has waited. Days are those of the calendar in Denmark."""

    received: date
    due: date
    answered: date | None
    is_running: bool
    days: int
    promised: int  # days, counted from `counted_from`
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def days_left(self) -> int:
        return max(0, self.days_until_due - self.days)

    @property
    def days_until_due(self) -> int:
        """From reception to the last day, with the time that it got in between."""
        return (self.due - self.received).days

    @property
    def counted_from(self) -> date:
        """Reception, or the day on which the promise was given anew."""
        return self.due - timedelta(days=self.promised)


def clock_of(idea: Idea) -> AnswerClock | None:
    """The idea's clock; None while it is a draft."""
    if idea.received_at is None or idea.answer_due_on is None:
        return None
    received = _danish_date(idea.received_at)
    answered = _danish_date(idea.first_answered_at) if idea.first_answered_at else None
    is_running = answered is None and idea.state in OWED_AN_ANSWER and not idea.is_hidden
    until = answered or (clock.today() if is_running else _danish_date(_last_step_at(idea)))
    return AnswerClock(
        received=received,
        due=idea.answer_due_on,
        answered=answered,
        is_running=is_running,
        days=(until - received).days,
        promised=(idea.answer_due_on - received).days if idea.promised_days is None else idea.promised_days,
        days_late=max(0, (until - idea.answer_due_on).days),
    )


def _last_step_at(idea: Idea) -> datetime:
    return idea.steps[-1].created_at if idea.steps else clock.now()


def _danish_date(moment: datetime) -> date:
    return clock.in_denmark(moment).date()


def is_late() -> ColumnElement[bool]:
    """An answer is owed, and its day has passed. What is hidden is owed none while it is."""
    return and_(
        Idea.state.in_(OWED_AN_ANSWER),
        Idea.first_answered_at.is_(None),
        Idea.hidden_at.is_(None),
        Idea.answer_due_on < when_asked(clock.today),
    )


def is_late_in_public() -> ColumnElement[bool]:
    """Late, and everybody can see it: what the public lists and the public account count."""
    return and_(is_late(), is_public())


# -- lists --------------------------------------------------------------------------------------------------------

ORDERS: Mapping[str, tuple[Any, ...]] = {
    "nyeste": (Idea.published_at.desc(), Idea.id.desc()),
    "stoette": (Idea.support_count.desc(), Idea.id.desc()),
    "ventet": (Idea.first_answered_at.is_not(None), Idea.received_at, Idea.id),
}


def public_ideas(committee_id: int, order: str = "nyeste") -> Select[tuple[Idea]]:
    """The committee's public ideas, in one of `ORDERS`, with those that are hidden."""
    public = select(Idea).where(Idea.committee_id == committee_id, is_public())
    return public.options(joinedload(Idea.author)).order_by(*ORDERS[order])


def told_state() -> ColumnElement[IdeaState | None]:
    """The state that everybody is told; none while a moderator hides the idea."""
    return case((Idea.hidden_at.is_(None), Idea.state))


def count_ideas_by_state(committee: Committee) -> dict[IdeaState | None, int]:
    """How many public ideas the committee has in each state, and (None) hidden ones; those without any are absent."""
    return dict(tuples_of(_count_ideas_by_state(committee.id)))


@question
def _count_ideas_by_state(committee_id: int) -> Select[tuple[IdeaState | None, int]]:
    state = told_state()
    return select(state, func.count()).where(Idea.committee_id == committee_id, is_public()).group_by(state)


def own_ideas(person: User) -> Select[tuple[Idea]]:
    """Everything this person has written, newest first."""
    return (
        select(Idea)
        .where(Idea.author_id == person.id)
        .options(joinedload(Idea.committee))
        .order_by(Idea.created_at.desc(), Idea.id.desc())
    )


# -- what is owed -------------------------------------------------------------------------------------------------


def ideas_needing_screening(committee_ids: Collection[int]) -> list[Idea]:
    """Ideas of these committees that nobody has decided on, the longest owed first."""
    return all_of(_owed(committee_ids, tuple(TO_SCREEN), limit=None))


def ideas_needing_answer(committee_ids: Collection[int]) -> list[Idea]:
    """Published ideas of these committees that wait for their first answer, the longest owed first."""
    return all_of(_owed(committee_ids, (IdeaState.PUBLISHED,), limit=None))


def next_waiting(idea: Idea, *, to_screen: bool, to_answer: bool) -> Idea | None:
    """The idea of the same committee that waits the longest for somebody who may screen, or answer; not this one."""
    states = [*(TO_SCREEN if to_screen else ()), *((IdeaState.PUBLISHED,) if to_answer else ())]
    waiting = all_of(_owed([idea.committee_id], states, limit=2))
    return next((other for other in waiting if other.id != idea.id), None)


@question
def _owed(committee_ids: Collection[int], states: Collection[IdeaState], *, limit: int | None) -> Select[tuple[Idea]]:
    return (
        select(Idea)
        .where(Idea.committee_id.in_(committee_ids), Idea.hidden_at.is_(None), Idea.state.in_(states))
        .options(joinedload(Idea.committee), joinedload(Idea.author))
        .order_by(Idea.answer_due_on, Idea.id)
        .limit(limit)
    )


@dataclass(frozen=True)
class AnswerAccount:
    """What is owed in public: how many wait, how many of them too long, and how long an answer takes."""

    waiting: int
    late: int
    answered_this_year: int
    average_days: float | None  # from reception to first answer, of those answered this year


def answer_account(committee: Committee | None = None) -> AnswerAccount:
    """The account of one committee, or of all; one query, which reads two indexes and no idea."""
    (row,) = tuples_of(account_asked(committee))
    return as_account(*row)


def account_asked(committee: Committee | None = None) -> Asked[tuple[int, int, int, float | None]]:
    """The question behind the account, for whoever asks for something besides; its row is read by `as_account`."""
    return _answer_account(_new_year(), committee.id if committee else None, of_one=committee is not None)


def as_account(waiting: int, late: int, answered: int, seconds: float | None) -> AnswerAccount:
    """What the row says, in days."""
    return AnswerAccount(waiting, late, answered, float(seconds) / 86_400 if seconds is not None else None)


@question
def _answer_account(
    new_year: datetime, committee_id: int | None, *, of_one: bool
) -> Select[tuple[int, int, int, float | None]]:
    is_shown = Idea.hidden_at.is_(None)  # what is hidden is owed no answer while it is
    is_theirs = Idea.committee_id == committee_id if of_one else true()
    waiting = func.count().filter(Idea.state == IdeaState.PUBLISHED, is_shown).label("waiting")
    late = func.count().filter(is_late_in_public()).label("late")
    owed = select(waiting, late).where(Idea.first_answered_at.is_(None), is_theirs).subquery()
    took = extract("epoch", Idea.first_answered_at) - extract("epoch", Idea.received_at)
    answered = select(func.count().label("number"), func.avg(took).label("took"))
    this_year = answered.where(Idea.first_answered_at >= new_year, is_public(), is_theirs).subquery()
    return select(owed.c.waiting, owed.c.late, this_year.c.number, this_year.c.took).join(this_year, true())


def _new_year() -> datetime:
    return clock.moment_in_denmark(datetime(clock.today().year, 1, 1))


UNSETTLED = OWED_AN_ANSWER | {IdeaState.APPEALED}


def count_unsettled_ideas(committee: Committee) -> int:
    """Ideas that nobody has answered, carried on, returned, refused or hidden yet, and refusals that are appealed."""
    return first_of_all(_count_unsettled(committee.id)) or 0


def unsettled_ideas(committee: Committee) -> list[Idea]:
    """The same, oldest first."""
    return all_of(select(Idea).where(*_unsettled(committee.id)).order_by(Idea.id))


@question
def _count_unsettled(committee_id: int) -> Select[tuple[int]]:
    return select(func.count()).where(*_unsettled(committee_id))


def _unsettled(committee_id: int) -> tuple[ColumnElement[bool], ...]:
    return Idea.committee_id == committee_id, Idea.state.in_(UNSETTLED), Idea.hidden_at.is_(None)


def guest_idea_of_submission(key: str) -> GuestIdea | None:
    """What has been sent with this form, by somebody without an account."""
    return db.session.scalar(select(GuestIdea).where(GuestIdea.submission_key == key)) if key else None
