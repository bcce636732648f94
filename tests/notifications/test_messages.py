"""A person reads what the portal has told."""

import pytest
from sqlalchemy import select

from portal.accounts.telling import author
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.notifications import actions
from portal.notifications.models import Notification
from portal.notifications.queries import count_unread
from portal.rules.notices import NoticeKind
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
    assert client(carl).get(f"/beskeder/{notice.id}").status_code == 404
    assert client().get("/beskeder").status_code == 302
    assert client().post(f"/beskeder/{notice.id}").status_code == 401
    client(carl).post("/beskeder/laest")
    with pytest.raises(NotAllowed):
        actions.read_notice(carl, notice)
    assert count_unread(anna) == 1


def test_an_empty_list_says_what_it_would_hold(client, anna):
    assert "Her fortæller vi, når der sker noget" in client(anna).get("/beskeder").text


@pytest.fixture
def told(anna):
    """`told(100)`: Anna is told so many things, of which each third is about the same thing."""

    def tell(count, kind=NoticeKind.OWN):
        facts = {"type": EventType.IDEA_PUBLISHED, "subject_kind": "idea", "subject_id": 1, "details": {}}
        events = [Event(**facts) for _ in range(count)]
        saved(*events)
        saved(*[
            Notification(event_id=one.id, recipient_id=anna.id, kind=kind, message='Your idea "%(title)s" is published',
                         why=author.why, values={"title": f"Sag {number % 3 and number}"},
                         path=f"/ideer/{number % 3 and number}")
            for number, one in enumerate(events)
        ])  # fmt: skip

    return tell


@pytest.mark.parametrize("address", ["/beskeder", "/beskeder?vis=nye", "/beskeder?slags=own", "/beskeder?side=2"])
def test_a_long_list_costs_no_more(client, anna, told, queries, address):
    browser = client(anna)

    def cost():
        with queries() as said:
            assert browser.get(address).status_code == 200
        return len(said)

    told(10)
    few = cost()
    told(990)
    assert cost() == few <= 14


def test_what_is_about_one_thing_stands_together_newest_first(client, anna, told):
    browser = client(anna)
    told(13)
    page = browser.get("/beskeder").text
    assert page.count("<article") == 9
    assert page.index("Sag 11") < page.index("Sag 1<")
    assert "5 nye beskeder" in page
    assert "Vis alle 5 beskeder" in page
    newest = db.session.scalars(select(Notification.id).where(Notification.path == "/ideer/0")).all()[-1]
    assert f"/beskeder/{newest}" in page
    whole = browser.get(f"/beskeder/{newest}").text
    assert whole.count("er offentliggjort") == 5
    assert "Du får besked, fordi du har skrevet det." in whole
    assert browser.post(f"/beskeder/{newest}").location == "/ideer/0"
    assert count_unread(anna) == 13 - 5, "opening the newest has shown all of them"


def test_the_list_can_be_narrowed(client, anna, told):
    browser = client(anna)
    told(2)
    told(1, NoticeKind.TASK)
    assert browser.get("/beskeder?slags=task").text.count("<article") == 1
    assert browser.get("/beskeder?slags=own").text.count("<article") == 2
    assert browser.get("/beskeder?slags=sludder&vis=%00&side=-1").status_code == 200
    browser.post("/beskeder/laest")
    assert "Der er ingen beskeder af den slags." in browser.get("/beskeder?vis=nye").text


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
