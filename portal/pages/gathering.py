"""What the pages over several rooms show together; each function asks a fixed number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.committees.models import Committee
from portal.committees.queries import ONGOING
from portal.decisions.models import DecisionRecord
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import all_of, db
from portal.ideas.queries import AnswerAccount, answer_account, count_ideas_by_state, takes_ideas
from portal.implementation.queries.timeline import timeline
from portal.recommendations.models import Recommendation, RecommendationState
from portal.rules.permissions import OPEN_DURING, Permission
from portal.rules.stages import Stage
from portal.workshops.models import Workshop, WorkshopSignUp

ON_FRONT = 6

# What stands in a committee's public story, with the words it is told in.
HEADLINES: tuple[EventType, ...] = (
    EventType.MANDATE_ADOPTED,
    EventType.CALL_PUBLISHED,
    EventType.GATE_OPENED,
    EventType.WORKSHOP_PLANNED,
    EventType.WORKSHOP_OUTCOME_PUBLISHED,
    EventType.PROPOSAL_PUBLISHED,
    EventType.RECOMMENDATION_ADOPTED,
    EventType.RECOMMENDATION_HANDED_OVER,
    EventType.RESPONSE_GIVEN,
    EventType.RECORD_PUBLISHED,
    EventType.COMMITMENT_MADE,
    EventType.LESSONS_WRITTEN,
)


@dataclass(frozen=True)
class Owed:
    """What the committees and the council owe answers to, today."""

    ideas: AnswerAccount
    recommendations: int


def committees_now(limit: int = ON_FRONT) -> list[Committee]:
    """Committees at work, then those being prepared; the latest moved first. One query."""
    is_prepared = case((Committee.stage == Stage.PREPARATION, 1), else_=0)
    return all_of(
        select(Committee)
        .where(Committee.published_at.is_not(None), Committee.stage.in_((*ONGOING, Stage.PREPARATION)))
        .order_by(is_prepared, Committee.stage_since.desc(), Committee.id.desc())
        .limit(limit)
    )


def open_calls() -> list[Committee]:
    """Committees that take ideas today, the nearest deadline first."""
    today = clock.today()
    calls = select(Committee).where(
        Committee.published_at.is_not(None),
        Committee.stage == Stage.CO_INITIATION,
        or_(Committee.ideas_until.is_(None), Committee.ideas_until >= today),
    )
    deadline = Committee.ideas_until.is_(None), Committee.ideas_until, Committee.id
    return all_of(calls.order_by(*deadline))


def coming_workshops(committee: Committee | None = None, limit: int | None = 3) -> list[tuple[Workshop, int]]:
    """The next workshops with the number of free places, soonest first; one query."""
    taken = select(func.count()).where(WorkshopSignUp.workshop_id == Workshop.id).scalar_subquery()
    coming = (
        select(Workshop, taken)
        .join(Workshop.committee)
        .where(Workshop.starts_at > clock.now(), Workshop.cancelled_at.is_(None), Committee.published_at.is_not(None))
        .options(contains_eager(Workshop.committee))
        .order_by(Workshop.starts_at, Workshop.id)
        .limit(limit)
    )
    if committee is not None:
        coming = coming.where(Workshop.committee_id == committee.id)
    return [(workshop, max(workshop.capacity - number, 0)) for workshop, number in db.session.execute(coming)]


@dataclass(frozen=True)
class Ways:
    """What anybody can do in a committee today, besides reading."""

    takes_ideas: bool
    support: bool
    workshop: bool


def ways_to_take_part(committee: Committee) -> Ways:
    """What is open: nobody is sent on to a page that only says no."""
    return Ways(
        takes_ideas=takes_ideas(committee),
        support=committee.stage in OPEN_DURING[Permission.IDEA_SUPPORT] and bool(count_ideas_by_state(committee)),
        workshop=bool(coming_workshops(committee, limit=1)),
    )


def owed() -> Owed:
    """The account on the front page; two queries."""
    waiting = select(func.count()).where(Recommendation.state == RecommendationState.HANDED_OVER)
    return Owed(answer_account(), db.session.scalar(waiting) or 0)


def headlines(committee: Committee, limit: int = 5) -> Sequence[Event]:
    """The latest public events of a committee, newest first."""
    return all_of(timeline(committee, HEADLINES).limit(limit))


def latest_answered_record() -> DecisionRecord | None:
    """The newest decision of our own that answers a recommendation: its thread is the front page's example."""
    return db.session.scalar(
        select(DecisionRecord)
        .where(DecisionRecord.response_id.is_not(None), DecisionRecord.published_at.is_not(None))
        .options(joinedload(DecisionRecord.municipality))
        .order_by(DecisionRecord.decided_on.desc(), DecisionRecord.id.desc())
        .limit(1)
    )
