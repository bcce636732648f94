"""Whom the portal tells what, inside the portal."""

import pytest
from sqlalchemy import select

from portal.app import HOUSE
from portal.events.models import Event
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.ideas.models import Idea
from portal.notifications.models import Notification
from portal.reactions.notify import notify
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from tests.factories import saved
from tests.reactions.scene import happened, idea_of, recommendation_of, workshop_of


def told(event_type):
    """Who was told of the event of a type, with the sentence and the way there."""
    rows = db.session.scalars(
        select(Notification).join(Event, Event.id == Notification.event_id).where(Event.type == event_type)
    )
    return {row.recipient_id: row for row in rows}


def test_secretaries_hear_of_an_idea(harbour, anna, bo, sofie, carl, deliver_outbox):
    idea = idea_of(anna, harbour)
    happened(EventType.IDEA_SUBMITTED, idea, anna)
    deliver_outbox()
    notices = told(EventType.IDEA_SUBMITTED)
    assert set(notices) == {bo.id}, "the committee has a secretary of its own"
    assert notices[bo.id].path == idea.path
    assert notices[bo.id].values == {"title": "Lys på søen", "name": "Havnen"}


def test_where_nobody_serves_those_who_serve_all_hear(harbour, anna, sofie, deliver_outbox):
    happened(EventType.IDEA_SUBMITTED, idea_of(anna, harbour), anna)
    deliver_outbox()
    assert set(told(EventType.IDEA_SUBMITTED)) == {sofie.id}


@pytest.mark.parametrize(
    "event_type",
    [EventType.IDEA_PUBLISHED, EventType.IDEA_RETURNED, EventType.IDEA_REFUSED, EventType.IDEA_ANSWERED,
     EventType.IDEA_CARRIED_ON, EventType.IDEA_CLOSED],
)  # fmt: skip
def test_authors_hear_of_their_ideas(harbour, anna, bo, event_type, deliver_outbox):
    happened(event_type, idea_of(anna, harbour), bo)
    deliver_outbox()
    assert set(told(event_type)) == {anna.id}


def test_nobody_is_told_what_they_did_themselves(harbour, anna, bo, carl, dorte, deliver_outbox):
    happened(EventType.GATE_OPENED, harbour, bo)
    deliver_outbox()
    assert set(told(EventType.GATE_OPENED)) == {carl.id, dorte.id}


def test_a_receipt_goes_to_whoever_did_it(harbour, anna, deliver_outbox):
    workshop = workshop_of(harbour, anna)
    happened(EventType.WORKSHOP_SIGNED_UP, workshop, anna)
    happened(EventType.WORKSHOP_CANCELLED, workshop, None)
    deliver_outbox()
    assert set(told(EventType.WORKSHOP_SIGNED_UP)) == {anna.id}
    assert set(told(EventType.WORKSHOP_CANCELLED)) == {anna.id}


def test_councillors_hear_what_waits_for_them(harbour, bo, eva, anna, deliver_outbox):
    happened(EventType.RECOMMENDATION_HANDED_OVER, recommendation_of(harbour), bo)
    deliver_outbox()
    assert set(told(EventType.RECOMMENDATION_HANDED_OVER)) == {eva.id}


def test_an_answer_reaches_those_whose_ideas_lie_behind(harbour, anna, bo, carl, eva, deliver_outbox):
    idea, recommendation = idea_of(anna, harbour), recommendation_of(harbour)
    with transaction():
        link(TraceRelation.DERIVED_FROM, idea, recommendation)
    happened(EventType.RESPONSE_GIVEN, recommendation, eva)
    deliver_outbox()
    assert set(told(EventType.RESPONSE_GIVEN)) == {anna.id, bo.id, carl.id}


def test_telling_twice_is_telling_once(harbour, anna, bo):
    event = happened(EventType.IDEA_SUBMITTED, idea_of(anna, harbour), anna)
    for _ in range(2):
        with transaction():
            notify(event)
    assert len(told(EventType.IDEA_SUBMITTED)) == 1


@pytest.mark.parametrize("event_type", sorted({*HOUSE.notices, *HOUSE.letters, *HOUSE.own_letters}))
def test_every_notice_survives_a_subject_that_is_gone(harbour, anna, bo, carl, event_type, deliver_outbox, letter_box):
    """A trail outlives what it tells of, and one lost record must not stop the rest."""
    idea = idea_of(anna, harbour)
    with transaction():
        record(event_type, idea, actor=None, person=anna.id)
        db.session.delete(db.session.get(Idea, idea.id))
    assert deliver_outbox() == 3


def test_a_closed_account_is_not_told(harbour, anna, bo, deliver_outbox):
    idea = idea_of(anna, harbour)
    anna.deactivated_at = anna.created_at
    saved(anna)
    happened(EventType.IDEA_PUBLISHED, idea, bo)
    deliver_outbox()
    assert not told(EventType.IDEA_PUBLISHED)
