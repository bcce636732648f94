"""The archive: concluded committees by council period, and all that one of them left."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, extract, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee, Mandate, Seat, StageEntry
from portal.committees.queries import adopted_mandate, seats, stage_entries
from portal.decisions.models import DecisionRecord
from portal.decisions.queries import public_records
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.paging import Page
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import count_ideas_by_state, public_ideas
from portal.implementation.models import Commitment
from portal.implementation.queries.commitments import CommitmentAccount, commitment_account, commitments_of
from portal.implementation.queries.timeline import milestones
from portal.recommendations.models import Recommendation
from portal.recommendations.queries.recommendations import recommendations_of
from portal.rules.stages import Stage
from portal.trace.thread import Node
from portal.workshops.models import Workshop

A_PERIOD = 4  # years; the council is elected in November and sits from January (kommunal- og regionsvalgloven § 6)
FIRST_PERIOD = 1970
MOST_IDEAS = 30


@dataclass(frozen=True)
class Period:
    """A council period: four calendar years."""

    first: int

    @property
    def last(self) -> int:
        return self.first + A_PERIOD - 1

    @property
    def label(self) -> str:
        return f"{self.first}–{self.last}"

    @property
    def key(self) -> str:
        return f"{self.first}-{self.last}"


def period_of(day: date) -> Period:
    """The council period that a day lies in: 2022–2025, 2026–2029 …"""
    return Period(day.year - (day.year - 2022) % A_PERIOD)


def period_by_key(key: str) -> Period | None:
    """The period that an address names; None for anything else."""
    first = key.partition("-")[0]
    if not (first.isascii() and first.isdigit() and len(first) == 4):  # noqa: PLR2004 - digits of a year
        return None
    period = period_of(date(max(int(first), FIRST_PERIOD), 1, 1))
    return period if period.key == key else None


def concluded(period: Period | None = None) -> Select[tuple[Committee]]:
    """Concluded committees, those that ended latest first: all, or those that ended in one period."""
    rows = select(Committee).where(Committee.published_at.is_not(None), Committee.stage == Stage.CLOSED)
    if period is not None:
        rows = rows.where(Committee.stage_since.between(date(period.first, 1, 1), date(period.last, 12, 31)))
    return rows.order_by(Committee.stage_since.desc(), Committee.id.desc())


def periods_with_committees() -> list[tuple[Period, int]]:
    """The periods in which committees ended, newest first, with how many."""
    year = extract("year", Committee.stage_since)
    rows = db.session.execute(
        select(year, func.count())
        .where(Committee.published_at.is_not(None), Committee.stage == Stage.CLOSED)
        .group_by(year)
        .order_by(year.desc())
    )
    found: dict[Period, int] = {}
    for ended, number in rows:
        period = period_of(date(int(ended), 1, 1))
        found[period] = found.get(period, 0) + number
    return list(found.items())


def concluded_or_404(slug: str) -> Committee:
    """A concluded committee; one that is still at work is not in the archive."""
    return first_or_404(concluded().where(Committee.slug == slug).options(joinedload(Committee.receiving_body)))


@dataclass(frozen=True)
class Story:
    """Everything on the archive page of one committee. Long lists are cut; the page links to the whole of them."""

    committee: Committee
    mandate: Mandate | None
    seats: list[Seat]
    stages: list[StageEntry]
    idea_counts: dict[IdeaState | None, int]  # None: hidden by a moderator
    ideas: list[Idea]
    workshops: list[Workshop]
    recommendations: list[Recommendation]
    records: list[DecisionRecord]
    commitments: list[Commitment]
    account: CommitmentAccount
    thread: Page[Node]

    @property
    def ideas_total(self) -> int:
        return sum(self.idea_counts.values())

    @property
    def begun_on(self) -> date:
        return self.stages[0].entered_on if self.stages else self.committee.stage_since


def story_of(committee: Committee) -> Story:
    """The whole story of a committee, in a number of queries that does not grow with it."""
    return Story(
        committee=committee,
        mandate=adopted_mandate(committee),
        seats=seats(committee),
        stages=stage_entries(committee),
        idea_counts=count_ideas_by_state(committee),
        ideas=all_of(public_ideas(committee.id, order="stoette").limit(MOST_IDEAS)),
        workshops=_workshops(committee),
        recommendations=all_of(recommendations_of(committee)),
        records=_records(committee),
        commitments=all_of(commitments_of(committee)),
        account=commitment_account(committee),
        thread=milestones(committee),
    )


def _workshops(committee: Committee) -> list[Workshop]:
    held = Workshop.committee_id == committee.id, Workshop.cancelled_at.is_(None), Workshop.starts_at <= clock.now()
    return all_of(select(Workshop).where(*held).order_by(Workshop.starts_at, Workshop.id))


def _records(committee: Committee) -> list[DecisionRecord]:
    rows = public_records().where(DecisionRecord.committee_id == committee.id)
    return all_of(rows.options(selectinload(DecisionRecord.votes)))
