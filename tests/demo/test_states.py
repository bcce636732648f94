"""Whatever can become of a thing stands in the demonstration, so that it can be looked at."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from portal.decisions.models import DecisionRecord
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaState
from portal.proposals.models import Proposal
from portal.proposals.words import lacking_parts
from portal.recommendations.models import Recommendation, ResponseCorrection
from portal.recommendations.queries.positions import standing
from portal.recruitment.models import Application, ApplicationState
from portal.rules.results import Result
from portal.trace.models import TraceEdge, TraceRelation
from portal.workshops.models import Workshop, WorkshopMove


@pytest.fixture
def page(filled_fjordby):
    """What everybody reads under an address."""
    with filled_fjordby.app_context():
        yield lambda path: filled_fjordby.test_client().get(path).text


def test_a_meeting_is_moved_and_one_is_cancelled(page):
    moved = db.session.scalars(select(WorkshopMove)).one()
    cancelled = db.session.scalars(select(Workshop).where(Workshop.cancelled_at.is_not(None))).one()
    assert moved.place in page(moved.workshop.path) and moved.reason in page(moved.workshop.path)
    assert "Mødet blev aflyst" in page(cancelled.path) and cancelled.cancel_reason in page(cancelled.path)


def test_a_closed_item_is_read_in_as_no_more_than_a_number(page):
    closed = db.session.scalars(select(DecisionRecord).where(DecisionRecord.title == "Lukket punkt")).one()
    assert not closed.text and not closed.presentation
    assert "lukket" in page(closed.path).lower()


def test_an_imported_result_is_corrected(page):
    imported = select(DecisionRecord).where(DecisionRecord.source_key.is_not(None))
    corrected = [row for row in db.session.scalars(imported) if row.corrections]
    assert [(row.result, row.corrections[-1].result) for row in corrected] == [
        (Result.OTHER, Result.ADOPTED_WITH_CHANGES)
    ]
    assert "Vedtaget med ændringer" in page(corrected[0].path)


def test_a_text_is_taken_out_with_its_reason(page):
    (decision,) = [row for row in db.session.scalars(select(DecisionRecord)) if row.taken_out]
    assert decision.taken_out[0].reason in page(decision.path)


def test_an_answer_is_corrected(page):
    correction = db.session.scalars(select(ResponseCorrection)).one()
    assert correction.earlier_item != correction.response.item
    assert correction.text in page(correction.response.recommendation.path)


def test_an_idea_goes_on_without_a_place_yet(page):
    """`page` is here for its context."""
    goes_on = select(TraceEdge.earlier_id).where(TraceEdge.relation == TraceRelation.CARRIED_INTO)
    open_yet = select(Idea).where(Idea.state == IdeaState.CARRIED_ON, Idea.id.not_in(goes_on))
    assert db.session.scalars(open_yet).first() is not None


def test_positions_are_asked_for_again_after_a_rewrite(page):
    rewritten = db.session.scalars(select(Recommendation).where(Recommendation.text_version > 1)).one()
    stood = standing(rewritten)
    assert stood.on_other_text and rewritten.text_version == 2


def test_half_a_proposal_is_kept(page):
    draft = db.session.scalars(select(Proposal).where(Proposal.published_at.is_(None))).one()
    assert lacking_parts(draft.versions[0])


def test_the_municipality_decides_what_nobody_recommended(page):
    own = select(func.count(DecisionRecord.id)).where(
        DecisionRecord.response_id.is_(None),
        DecisionRecord.source_key.is_(None),
        DecisionRecord.committee_id.is_(None),
    )
    assert db.session.scalar(own)


def test_two_wait_on_one_reserve_list(page):
    waiting = select(Application.seat_id).where(Application.state == ApplicationState.RESERVE)
    assert Counter(db.session.scalars(waiting)).most_common(1)[0][1] > 1
