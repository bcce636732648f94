"""Whatever can become of a thing stands in the demonstration, so that it can be looked at."""

from collections import Counter

import pytest
from flask import current_app
from sqlalchemy import func, select

from portal.accounts.queries import user_by_email
from portal.committees.models import Committee, StageEntry
from portal.decisions.models import DecisionRecord
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaState
from portal.meetings.models import MeetingMove
from portal.meetings.queries import is_the_day
from portal.pages.desk import desk_of
from portal.proposals.models import Proposal
from portal.proposals.words import lacking_parts
from portal.recommendations.models import Recommendation, ResponseCorrection
from portal.recommendations.queries.positions import standing
from portal.recruitment.links import path_of_application
from portal.recruitment.models import Application, ApplicationState
from portal.rules.results import Result
from portal.rules.stages import Stage
from portal.trace.models import TraceEdge, TraceRelation
from portal.workshops.links import path_of_table
from portal.workshops.models import Workshop
from portal.workshops.queries.coming import who_comes
from portal.workshops.queries.tables import table_plan


@pytest.fixture
def page(filled_fjordby):
    """What everybody reads under an address."""
    with filled_fjordby.app_context():
        yield lambda path: filled_fjordby.test_client().get(path).text


def test_a_meeting_is_moved_and_one_is_cancelled(page):
    moved = db.session.scalars(select(MeetingMove).where(MeetingMove.meeting_id.in_(select(Workshop.id)))).one()
    cancelled = db.session.scalars(select(Workshop).where(Workshop.cancelled_at.is_not(None))).one()
    assert moved.place in page(moved.meeting.path) and moved.reason in page(moved.meeting.path)
    assert "Mødet blev aflyst" in page(cancelled.path) and cancelled.cancel_reason in page(cancelled.path)


def test_a_workshop_is_held_tonight_and_its_tables_wait_for_notes(page):
    shown = Workshop.seated_at.is_not(None), Workshop.plan_shown_at.is_not(None), Workshop.cancelled_at.is_(None)
    ahead = db.session.scalars(select(Workshop).where(*shown, Workshop.ends_at > clock.now())).all()
    (tonight,) = [workshop for workshop in ahead if is_the_day(workshop)]
    assert len(tonight.rounds) == 2 and all(turn.question for turn in tonight.rounds)
    assert not table_plan(tonight, who_comes(tonight)).seatless, "ready to be run"
    for table in tonight.tables:
        opened = page(path_of_table(table))
        assert table.question in opened and "Send noten" in opened


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


def test_somebody_waits_for_an_answer_from_a_closed_committee(page):
    """One has had it, with its letter; the other reads that it comes, and the secretary's desk asks for it."""
    closed = select(Application).join(Application.committee).where(Committee.stage == Stage.CLOSED)
    found = {one.state: one for one in db.session.scalars(closed)}
    assert found.keys() == {ApplicationState.APPOINTED, ApplicationState.RESERVE, ApplicationState.NOT_CHOSEN}
    waiting, answered = found[ApplicationState.RESERVE], found[ApplicationState.NOT_CHOSEN]
    assert "Du får stadig et svar fra os" in page(path_of_application(waiting))
    assert "afsluttet" in answered.answer and "Vores brev til dig" in page(path_of_application(answered))
    with current_app.test_request_context():
        tasks = {task.path: task.title for task in desk_of(user_by_email("mette.lindvang@fjordby.example")).later}
    assert tasks[f"{waiting.committee.path}ansoegninger/svar"] == "1 ansøger har stadig ikke fået svar"


def test_a_gate_is_opened_in_spite_of_what_is_missing(page):
    opened = db.session.scalars(select(StageEntry).where(StageEntry.missing != "")).one()
    committee = db.session.get(Committee, opened.committee_id)
    gates = page(f"{committee.path}port")
    assert opened.reason in gates and "Åbnet, selv om dette manglede" in gates
