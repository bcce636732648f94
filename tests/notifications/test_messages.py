"""A person reads what the portal has told."""

import pytest

from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.notifications import actions
from portal.notifications.models import Notification
from portal.notifications.queries import count_unread
from tests.factories import saved
from tests.reactions.scene import happened, idea_of


@pytest.fixture
def notice(harbour, anna, bo, deliver_outbox):
    """Anna has been told that her idea is published."""
    happened(EventType.IDEA_PUBLISHED, idea_of(anna, harbour), bo)
    deliver_outbox()
    return db.session.query(Notification).one()


def test_it_is_shown_in_the_readers_language(client, anna, notice):
    page = client(anna).get("/beskeder").text
    assert "Din idé »Lys på søen« er offentliggjort" in page
    assert "1 besked er ny." in page
    assert "is published" in client(anna).get("/beskeder?sprog=en").text


def test_opening_it_reads_it(client, anna, notice):
    browser = client(anna)
    assert browser.get("/beskeder").status_code == 200
    assert count_unread(anna) == 1, "looking at the list changes nothing"
    assert browser.post(f"/beskeder/{notice.id}").location == notice.path
    assert count_unread(anna) == 0
    assert "Du har læst det hele." in browser.get("/beskeder").text


def test_everything_is_marked_as_read(client, anna, notice):
    assert client(anna).post("/beskeder/laest").location == "/beskeder"
    assert count_unread(anna) == 0


def test_others_do_not_see_it(client, carl, anna, notice):
    assert "Lys på søen" not in client(carl).get("/beskeder").text
    assert client(carl).post(f"/beskeder/{notice.id}").status_code == 404
    assert client().get("/beskeder").status_code == 302
    assert client().post(f"/beskeder/{notice.id}").status_code == 401
    client(carl).post("/beskeder/laest")
    with pytest.raises(NotAllowed):
        actions.read_notice(carl, notice)
    assert count_unread(anna) == 1


def test_an_empty_list_says_what_it_would_hold(client, anna):
    assert "Her fortæller vi, når der sker noget" in client(anna).get("/beskeder").text


def test_a_long_list_costs_no_more(client, anna, notice, queries):
    browser = client(anna)

    def cost():
        with queries() as said:
            assert browser.get("/beskeder").status_code == 200
        return len(said)

    few = cost()
    many = [happened(EventType.IDEA_PUBLISHED, db.session.merge(anna), None) for _ in range(60)]
    saved(*[Notification(event_id=one.id, recipient_id=anna.id, message="x", values={}, path="/") for one in many])
    assert cost() == few <= 12


def test_a_visitor_costs_nothing(client, queries):
    with queries() as said:
        client().get("/log-ind")
    assert not [statement for statement in said if "notification" in statement]


def test_time_stays(anna, notice):
    actions.read_notice(anna, notice)
    read_at = notice.read_at
    with clock.frozen(clock.now().replace(year=2030)):
        actions.read_notice(anna, notice)
    assert notice.read_at == read_at
