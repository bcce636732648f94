"""What the pages over several rooms show together; each function asks a fixed number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select, true
from sqlalchemy.orm import contains_eager

from portal.committees.models import Committee
from portal.committees.queries import ONGOING
from portal.decisions.models import DecisionRecord
from portal.decisions.queries import own_records
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import all_of, tuples_of
from portal.foundation.questions import question
from portal.ideas.queries import AnswerAccount, account_asked, as_account, count_ideas_by_state, takes_ideas
from portal.implementation.queries.timeline import timeline
from portal.meetings.models import Meeting, MeetingForm
from portal.recommendations.models import Recommendation, RecommendationState
from portal.rules.permissions import OPEN_DURING, Permission
from portal.rules.stages import Stage
from portal.trace.edges import Key
from portal.workshops.models import Workshop, WorkshopSignUp
from portal.workshops.queries.coming import Free, Kept, free_of, limits_of_all

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
    return all_of(_committees_now(limit))


@question
def _committees_now(limit: int) -> Select[tuple[Committee]]:
    is_prepared = case((Committee.stage == Stage.PREPARATION, 1), else_=0)
    return (
        select(Committee)
        .where(Committee.published_at.is_not(None), Committee.stage.in_((*ONGOING, Stage.PREPARATION)))
        .order_by(is_prepared, Committee.stage_since.desc(), Committee.id.desc())
        .limit(limit)
    )


def open_calls() -> list[Committee]:
    """Committees that take ideas today, the nearest deadline first."""
    return all_of(_open_calls(clock.today()))


@question
def _open_calls(today: date) -> Select[tuple[Committee]]:
    calls = select(Committee).where(
        Committee.published_at.is_not(None),
        Committee.stage == Stage.CO_INITIATION,
        or_(Committee.ideas_until.is_(None), Committee.ideas_until >= today),
    )
    deadline = Committee.ideas_until.is_(None), Committee.ideas_until, Committee.id
    return calls.order_by(*deadline)


Coming = Sequence[tuple[Meeting, Free]]
NONE_FREE = Free(0, Kept(0, ()))


def coming_meetings(committee: Committee | None = None) -> Coming:
    """All meetings to come of one committee, or of all, soonest first, with the places that are free: a committee
    meeting has none. One query, and two more where places are kept for some."""
    rows = tuples_of(_coming_meetings(clock.now(), committee.id if committee else None, of_one=committee is not None))
    limits = limits_of_all([meeting for meeting, _taken in rows if isinstance(meeting, Workshop)])
    return [(meeting, free_of(meeting, taken, limits[meeting.id]) if isinstance(meeting, Workshop) else NONE_FREE)
            for meeting, taken in rows]  # fmt: skip


def open_ones(meetings: Coming) -> list[tuple[Workshop, Free]]:
    """Those to which everybody may come."""
    return [(meeting, free) for meeting, free in meetings if isinstance(meeting, Workshop)]


def nearest(meetings: Coming, of_each: int) -> Coming:
    """The next of each form, soonest first: neither hides the other."""
    some = [one for form in MeetingForm for one in [row for row in meetings if row[0].form is form][:of_each]]
    return [row for row in meetings if row in some]


@question
def _coming_meetings(now: datetime, committee_id: int | None, *, of_one: bool) -> Select[tuple[Meeting, int]]:
    has_place = WorkshopSignUp.workshop_id == Meeting.id, WorkshopSignUp.has_place
    taken = select(func.count()).where(*has_place).scalar_subquery()
    return (
        select(Meeting, taken)
        .join(Meeting.committee)
        .where(Meeting.starts_at > now, Meeting.cancelled_at.is_(None), Committee.published_at.is_not(None))
        .where(Meeting.committee_id == committee_id if of_one else true())
        .options(contains_eager(Meeting.committee))
        .order_by(Meeting.starts_at, Meeting.id)
    )


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
        workshop=bool(open_ones(coming_meetings(committee))),
    )


def owed() -> Owed:
    """The account on the front page; one query."""
    ((*account, recommendations),) = tuples_of(account_asked().turned(_with_recommendations))
    return Owed(as_account(*account), recommendations)


def _with_recommendations(account: Select[Any]) -> Select[Any]:
    waiting = select(func.count()).where(Recommendation.state == RecommendationState.HANDED_OVER)
    return account.add_columns(waiting.scalar_subquery())


def headlines(committee: Committee, limit: int = 5) -> Sequence[Event]:
    """The latest public events of a committee, newest first."""
    return all_of(_headlines(committee.id, limit))


@question
def _headlines(committee_id: int, limit: int) -> Select[tuple[Event]]:
    return timeline(committee_id, HEADLINES).limit(limit)


def latest_decisions(number: int = 3) -> tuple[list[DecisionRecord], Key | None]:
    """The latest decisions of our own, and the newest that answers a recommendation: its thread is the front page's
    example. One query."""
    rows = tuples_of(_latest_decisions(number))
    answered = rows[0][1] if rows else None
    return [record for record, _answered in rows], (DecisionRecord.__tablename__, answered) if answered else None


@question
def _latest_decisions(number: int) -> Select[tuple[DecisionRecord, int | None]]:
    answering = select(DecisionRecord.id).where(
        DecisionRecord.response_id.is_not(None), DecisionRecord.published_at.is_not(None)
    )
    newest = answering.order_by(DecisionRecord.decided_on.desc(), DecisionRecord.id.desc()).limit(1)
    return own_records().add_columns(newest.correlate(None).scalar_subquery()).limit(number)
