"""Which questions of a mandate ideas, workshops and proposals work on, and which nobody has worked on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from portal.committees.models import Committee, Mandate, MandateQuestion
from portal.foundation.db import tuples_of
from portal.foundation.questions import Asked, question
from portal.ideas.models import PUBLIC_STATES, Idea
from portal.proposals.models import Proposal, ProposalQuestion
from portal.workshops.models import Workshop, WorkshopQuestion

MOST_SHOWN = 10  # of each kind for one question; the count tells of the others


@dataclass(frozen=True)
class Worked:
    """What of one kind works on a question: how many, and the newest."""

    count: int = 0
    newest: tuple[Any, ...] = ()


@dataclass(frozen=True)
class QuestionWork:
    """A question with all that works on it."""

    question: MandateQuestion
    ideas: Worked
    workshops: Worked
    proposals: Worked

    @property
    def total(self) -> int:
        return self.ideas.count + self.workshops.count + self.proposals.count


def question_work(committee: Committee, mandate: Mandate) -> list[QuestionWork]:
    """Each question with its work; those that nobody has worked on first, then as they are numbered. Three queries."""
    ideas = _by_question(_ideas(committee.id))
    workshops = _by_question(_workshops(committee.id))
    proposals = _by_question(_proposals(committee.id))
    nothing = Worked()
    found = [
        QuestionWork(
            question,
            ideas.get(question.number, nothing),
            workshops.get(question.number, nothing),
            proposals.get(question.number, nothing),
        )
        for question in mandate.questions
    ]
    return sorted(found, key=lambda work: (work.total > 0, work.question.number))


def untouched(work: Iterable[QuestionWork]) -> list[int]:
    """The numbers of the questions that nobody has worked on."""
    return [one.question.number for one in work if not one.total]


@question
def _ideas(committee_id: int) -> Select[tuple[int, int, Any]]:
    pointing = select(Idea.id, Idea.question_number.label("number")).where(
        Idea.committee_id == committee_id,
        Idea.state.in_(PUBLIC_STATES),
        Idea.hidden_at.is_(None),
        Idea.question_number.is_not(None),
    )
    return _newest_of_each(Idea, pointing)


@question
def _workshops(committee_id: int) -> Select[tuple[int, int, Any]]:
    pointing = (
        select(Workshop.id, WorkshopQuestion.number.label("number"))
        .join(WorkshopQuestion, WorkshopQuestion.workshop_id == Workshop.id)
        .where(Workshop.committee_id == committee_id, Workshop.cancelled_at.is_(None))
    )
    return _newest_of_each(Workshop, pointing)


@question
def _proposals(committee_id: int) -> Select[tuple[int, int, Any]]:
    pointing = (
        select(Proposal.id, ProposalQuestion.number.label("number"))
        .join(ProposalQuestion, ProposalQuestion.proposal_id == Proposal.id)
        .where(Proposal.committee_id == committee_id, Proposal.published_at.is_not(None), Proposal.hidden_at.is_(None))
    )
    return _newest_of_each(Proposal, pointing)


def _newest_of_each(model: type[Any], pointing: Select[Any]) -> Select[tuple[int, int, Any]]:
    """The newest rows of one kind for each question, with how many there are in all."""
    at = pointing.subquery()
    ranked = select(
        at.c.id,
        at.c.number,
        func.row_number().over(partition_by=at.c.number, order_by=at.c.id.desc()).label("place"),
        func.count().over(partition_by=at.c.number).label("all_of_them"),
    ).subquery()
    return (
        select(ranked.c.number, ranked.c.all_of_them, model)
        .join(model, model.id == ranked.c.id)
        .where(ranked.c.place <= MOST_SHOWN)
        .order_by(ranked.c.number, model.id.desc())
    )


def _by_question(pointing: Asked[tuple[int, int, Any]]) -> dict[int, Worked]:
    found: dict[int, list[Any]] = defaultdict(list)
    counts: dict[int, int] = {}
    for number, all_of_them, row in tuples_of(pointing):
        found[number].append(row)
        counts[number] = all_of_them
    return {number: Worked(counts[number], tuple(newest)) for number, newest in found.items()}
