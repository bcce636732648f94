"""Reading recommendations and who owes an answer to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.committees.queries import is_visible
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.parts import Parts, load_parts
from portal.foundation.questions import Asked, question
from portal.municipalities.models import Body
from portal.proposals.queries import may_read_drafts
from portal.recommendations.models import Adoption, CouncilResponse, Position, Recommendation, RecommendationState
from portal.rules.access import Actor

LIVE = (RecommendationState.ADOPTED, RecommendationState.HANDED_OVER, RecommendationState.ANSWERED)
DELIVERED = (RecommendationState.HANDED_OVER, RecommendationState.ANSWERED)

RESPONSES = Parts(
    Recommendation.responses, (CouncilResponse.body,), (CouncilResponse.sent_on_to,), (CouncilResponse.corrections,)
)
_POSITIONS = Parts(Recommendation.positions)
_BODIES = (joinedload(Recommendation.receiving_body), joinedload(Recommendation.answering_body))


def recommendations_of(committee: Committee, person: Actor | None = None) -> Asked[tuple[Recommendation]]:
    """A committee's recommendations in order of number, with bodies and answers; drafts for insiders only."""
    return _recommendations(committee.id, with_drafts=person is not None and may_read_drafts(person, committee))


@question
def _recommendations(committee_id: int, *, with_drafts: bool) -> Select[tuple[Recommendation]]:
    is_shown = true() if with_drafts else Recommendation.state.in_(LIVE)
    given = joinedload(Recommendation.responses)
    beside = joinedload(CouncilResponse.corrections), joinedload(CouncilResponse.body)
    answers = given.options(*beside, joinedload(CouncilResponse.sent_on_to))
    rows = select(Recommendation).where(Recommendation.committee_id == committee_id, is_shown)
    return rows.options(*_BODIES, answers).order_by(Recommendation.number, Recommendation.id)


def count_by_state(committee: Committee) -> dict[RecommendationState, int]:
    """How many recommendations of a committee are in each state."""
    rows = db.session.execute(
        select(Recommendation.state, func.count())
        .where(Recommendation.committee_id == committee.id)
        .group_by(Recommendation.state)
    )
    return {row[0]: row[1] for row in rows}


def recommendation_or_404(recommendation_id: int, person: Actor) -> Recommendation:
    """A recommendation with everything its page shows. 404 for a draft that this person may not read."""
    found = first_or_404(_recommendation(recommendation_id))
    load_parts([found], RESPONSES, _POSITIONS)
    is_readable = found.is_public and is_visible(found.committee, person)
    if not is_readable and not may_read_drafts(person, found.committee):
        abort(404)
    return found


@question
def _recommendation(recommendation_id: int) -> Select[tuple[Recommendation]]:
    committee = joinedload(Recommendation.committee).joinedload(Committee.receiving_body)
    adopted = joinedload(Recommendation.adoption).joinedload(Adoption.seats)
    beside = committee, joinedload(Recommendation.proposal), adopted, *_BODIES
    return select(Recommendation).where(Recommendation.id == recommendation_id).options(*beside)


def sent_before(submission_key: str) -> Recommendation | None:
    """The recommendation that the same submission already made."""
    return db.session.scalar(select(Recommendation).where(Recommendation.submission_key == submission_key))


def adopted_with_positions(committee: Committee) -> list[Recommendation]:
    """Adopted recommendations of which it is known how the members stood."""
    return all_of(_in_states(committee.id, LIVE, with_positions=True))


def handed_over(committee: Committee) -> list[Recommendation]:
    """Recommendations that a body has received, answered or not."""
    return all_of(_in_states(committee.id, DELIVERED, with_positions=False))


def answered(committee: Committee) -> list[Recommendation]:
    """Recommendations that have their answer; one that was sent on still waits for it."""
    return all_of(_in_states(committee.id, (RecommendationState.ANSWERED,), with_positions=False))


@question
def _in_states(
    committee_id: int, states: Collection[RecommendationState], *, with_positions: bool
) -> Select[tuple[Recommendation]]:
    known = Recommendation.id.in_(select(Position.recommendation_id).distinct()) if with_positions else true()
    chosen = Recommendation.committee_id == committee_id, Recommendation.state.in_(states), known
    return select(Recommendation).where(*chosen).order_by(Recommendation.number, Recommendation.id)


@dataclass(frozen=True)
class Waiting:
    """A recommendation that waits for its answer: how long, and how long it may wait."""

    recommendation: Recommendation
    days: int
    promised: int

    @property
    def is_late(self) -> bool:
        return self.days > self.promised


def waiting(recommendation: Recommendation) -> Waiting | None:
    """How long a recommendation has waited until today; None when nobody owes it an answer."""
    since, due = recommendation.handed_over_on, recommendation.answer_due_on
    if recommendation.state is not RecommendationState.HANDED_OVER or since is None or due is None:
        return None
    return Waiting(recommendation, (clock.today() - since).days, (due - since).days)


def recommendations_waiting(*, body: Body | None = None, committee_ids: Sequence[int] | None = None) -> list[Waiting]:
    """What waits for an answer, longest first: of all bodies or one, from all committees or these."""
    whose = {"of_one_body": body is not None, "of_some": committee_ids is not None}
    found = all_of(_waiting(body.id if body else None, committee_ids or [], **whose))
    return [wait for row in found if (wait := waiting(row)) is not None]


@question
def _waiting(
    body_id: int | None, committee_ids: Sequence[int], *, of_one_body: bool, of_some: bool
) -> Select[tuple[Recommendation]]:
    owed = select(Recommendation).where(
        Recommendation.state == RecommendationState.HANDED_OVER,
        Recommendation.answering_body_id == body_id if of_one_body else true(),
        Recommendation.committee_id.in_(committee_ids) if of_some else true(),
    )
    beside = joinedload(Recommendation.committee), joinedload(Recommendation.answering_body)
    return owed.options(*beside).order_by(Recommendation.answer_due_on, Recommendation.id)


def answered_after(response: CouncilResponse) -> int | None:
    """Days from the hand-over to the meeting that answered."""
    since = response.recommendation.handed_over_on
    return (response.met_on - since).days if since else None


def text_is_of(recommendation: Recommendation) -> date:
    """The day on which the text got the words that it has, or was said to build on something more."""
    written = EventType.RECOMMENDATION_DRAFTED, EventType.RECOMMENDATION_EDITED
    last = db.session.scalar(
        select(func.max(Event.created_at)).where(
            Event.subject_kind == Recommendation.__tablename__,
            Event.subject_id == recommendation.id,
            Event.type.in_(written),
        )
    )
    return clock.in_denmark(last or recommendation.created_at).date()
