"""An administrator sees what did not arrive, and sends it again."""

import pytest
from sqlalchemy import func, select, update

from portal.events.models import Event, OutboxMessage
from portal.events.record import record
from portal.events.types import EventType, Subscriber
from portal.foundation import clock
from portal.foundation.db import db, transaction


@pytest.fixture
def parked(harbour, anna):
    """A letter that was given up."""
    with transaction():
        record(EventType.IDEA_SUBMITTED, harbour, actor=anna)
    db.session.execute(update(OutboxMessage).values(done_at=clock.now()))
    message = db.session.scalar(select(OutboxMessage).where(OutboxMessage.subscriber == Subscriber.MAIL))
    message.done_at, message.parked_at, message.attempts = None, clock.now(), 8
    message.last_error = "LettersNotSent: 1 of 1 letters were not sent: ConnectionRefusedError"
    db.session.commit()
    return message


def test_it_is_shown_with_what_went_wrong(client, finn, parked):
    page = client(finn).get("/administration/udbakke").text
    assert "ConnectionRefusedError" in page
    assert "Mails: Idé sendt" in page
    assert "Prøv igen" in page


def test_it_is_tried_again(client, finn, parked):
    assert client(finn).post(f"/administration/udbakke/{parked.id}/igen").location == "/administration/udbakke"
    message = db.session.get(OutboxMessage, parked.id)
    assert message.parked_at is None
    assert message.attempts == 0
    assert "Alt er kommet frem" in client(finn).get("/administration/udbakke").text
    assert db.session.scalar(select(func.count()).where(Event.type == EventType.OUTBOX_RETRIED)) == 1


def test_others_may_not(client, anna, rita, parked):
    for someone in (anna, rita):
        assert client(someone).get("/administration/udbakke").status_code == 403
        assert client(someone).post(f"/administration/udbakke/{parked.id}/igen").status_code == 403
    assert client().post(f"/administration/udbakke/{parked.id}/igen").status_code == 401
    assert db.session.get(OutboxMessage, parked.id).parked_at


def test_what_is_not_there(client, finn):
    assert client(finn).post("/administration/udbakke/999/igen").status_code == 404
