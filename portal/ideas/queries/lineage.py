"""Reading what ideas went into, what was cut from them, and whom that leaves with a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from portal.accounts.models import User, Visitor
from portal.foundation.db import all_of, db
from portal.foundation.questions import question
from portal.ideas.models import Idea, IdeaState, IdeaSupport
from portal.ideas.models.lineage import Folded, IdeaLineage, SupportQuestion
from portal.ideas.queries import acts_for_author
from portal.ideas.states import can_be_answered
from portal.rules.access import can
from portal.rules.permissions import Permission


@dataclass(frozen=True)
class Lineage:
    """What one idea has to do with others, as everybody may read it."""

    gone_into: tuple[IdeaLineage, ...] = ()  # one where it is merged, two where it is divided
    came_from: tuple[IdeaLineage, ...] = ()
    undone: tuple[IdeaLineage, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone_into or self.came_from or self.undone)


def lineage_of(idea: Idea) -> Lineage:
    """All of it, oldest first; one query."""
    rows = all_of(_rows_of(idea.id))
    valid = [row for row in rows if row.undone_at is None]
    return Lineage(
        tuple(row for row in valid if row.from_id == idea.id),
        tuple(row for row in valid if row.to_id == idea.id),
        tuple(row for row in rows if row.undone_at is not None),
    )


@question
def _rows_of(idea_id: int) -> Select[tuple[IdeaLineage]]:
    ends = (
        joinedload(IdeaLineage.source).joinedload(Idea.author),
        joinedload(IdeaLineage.target),
        joinedload(IdeaLineage.actor),
        joinedload(IdeaLineage.undone_by),
    )
    mine = or_(IdeaLineage.from_id == idea_id, IdeaLineage.to_id == idea_id)
    return select(IdeaLineage).where(mine).options(*ends).order_by(IdeaLineage.id)


def valid_lineage_from(idea: Idea) -> Sequence[IdeaLineage]:
    """Where a merged or divided idea has gone."""
    return lineage_of(idea).gone_into


def merged_into(idea: Idea) -> list[IdeaLineage]:
    """What is merged into this idea now."""
    rows = select(IdeaLineage).where(
        IdeaLineage.to_id == idea.id, IdeaLineage.undone_at.is_(None), IdeaLineage.kind == Folded.MERGED
    )
    return all_of(rows.options(joinedload(IdeaLineage.source)).order_by(IdeaLineage.id))


def led_into(ideas: Iterable[Idea]) -> list[Idea]:
    """The ideas that were merged into one of these or divided into them, and what had gone into those before; one
    query for each step back."""
    met = {idea.id: idea for idea in ideas}
    found: list[Idea] = []
    steps = list(met)
    while steps:
        rows = all_of(_sources(steps))
        new = [row.source for row in rows if row.from_id not in met]
        met |= {idea.id: idea for idea in new}
        found += list({idea.id: idea for idea in new}.values())
        steps = [idea.id for idea in new]
    return found


def also_answered(ideas: Sequence[Idea], verdict: IdeaState = IdeaState.ANSWERED) -> list[Idea]:
    """What was merged into these ideas or divided into them, and is answered with them, as far as it can be."""
    return [idea for idea in led_into(ideas) if can_be_answered(idea, verdict)]


def _sources(ids: Sequence[int]) -> Select[tuple[IdeaLineage]]:
    rows = select(IdeaLineage).join(IdeaLineage.source)
    return (
        rows.where(IdeaLineage.to_id.in_(ids), IdeaLineage.undone_at.is_(None))
        .options(contains_eager(IdeaLineage.source).joinedload(Idea.author))
        .order_by(IdeaLineage.id)
    )


def idea_of_number(idea: Idea, number: int) -> Idea | None:
    """A public idea of the same committee, by the number that everybody sees."""
    rows = select(Idea).where(Idea.id == number, Idea.committee_id == idea.committee_id)
    found = db.session.scalar(rows.where(Idea.state != IdeaState.DRAFT).options(joinedload(Idea.author)))
    return found if found is not None and found.is_public else None


def may_undo_regrouping(person: User | Visitor, idea: Idea) -> bool:
    """Its author, and whoever may merge and divide."""
    return acts_for_author(person, idea) or can(person, Permission.IDEA_REGROUP, idea.committee)


def questions_for(person: User | Visitor, idea: Idea) -> list[SupportQuestion]:
    """What somebody who supported this idea is or was asked, now that it is merged or divided."""
    if person.id is None or idea.folded is None:
        return []
    rows = select(SupportQuestion).join(SupportQuestion.lineage)
    mine = SupportQuestion.user_id == person.id, IdeaLineage.from_id == idea.id, IdeaLineage.undone_at.is_(None)
    beside = contains_eager(SupportQuestion.lineage).joinedload(IdeaLineage.target)
    return all_of(rows.where(*mine).options(beside).order_by(SupportQuestion.id))


def supporters_to_ask(lineage: IdeaLineage) -> list[int]:
    """Who supports the idea that goes, and not the one that it goes into."""
    other = aliased(IdeaSupport)
    supports_it = exists().where(other.idea_id == lineage.to_id, other.user_id == User.id)
    rows = select(User.id).join(IdeaSupport, IdeaSupport.user_id == User.id)
    return all_of(rows.where(IdeaSupport.idea_id == lineage.from_id, ~supports_it).order_by(User.id))


def count_asked(idea: Idea) -> int:
    """How many people are asked whether their support of this idea follows."""
    rows = select(func.count(SupportQuestion.user_id.distinct())).join(SupportQuestion.lineage)
    return db.session.scalar(rows.where(IdeaLineage.from_id == idea.id, IdeaLineage.undone_at.is_(None))) or 0


def questions_of_lineage(lineage: IdeaLineage) -> list[SupportQuestion]:
    """All who are or were asked."""
    rows = select(SupportQuestion).where(SupportQuestion.lineage_id == lineage.id)
    return all_of(rows.order_by(SupportQuestion.id))


def answered_questions(lineage: IdeaLineage) -> list[SupportQuestion]:
    """Those who said that their support follows."""
    return [asked for asked in questions_of_lineage(lineage) if asked.follows]
