"""The questions of the mandate that ideas may be about."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Select, select

from portal.committees.models import Committee, Mandate, MandateQuestion
from portal.committees.queries import adopted_mandate
from portal.foundation.db import db
from portal.ideas.models import GuestIdea, Idea


def questions_of(committee: Committee) -> Sequence[MandateQuestion]:
    """The numbered questions of the mandate that holds."""
    mandate = adopted_mandate(committee)
    return mandate.questions if mandate else ()


def question_of(idea: Idea) -> MandateQuestion | None:
    """The question that the idea is about, as the mandate that holds puts it; no query for an idea without one."""
    if idea.question_number is None:
        return None
    return db.session.scalar(
        select(MandateQuestion)
        .join(MandateQuestion.mandate)
        .where(
            Mandate.committee_id == idea.committee_id,
            Mandate.adopted_on.is_not(None),
            MandateQuestion.number == idea.question_number,
        )
        .order_by(Mandate.number.desc())
        .limit(1)
    )


def _numbers(kind: type[Idea] | type[GuestIdea], committee_id: int) -> Select[tuple[int]]:
    chosen = select(kind.question_number).where(kind.committee_id == committee_id)
    return chosen.where(kind.question_number.is_not(None))  # type: ignore[return-value]  # so none of them is None


# The numbers of the mandate's questions that ideas of a committee are about, also what is not public
QUESTION_NUMBERS = tuple(partial(_numbers, kind) for kind in (Idea, GuestIdea))
