"""Where somebody is signed in: told in words, noted when used, ended one by one or all at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.attempts import kept
from portal.accounts.models import UserSession
from portal.foundation import clock
from portal.foundation.db import db
from tests.accounts.phone import PASSWORD
from tests.factories import saved

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


@pytest.fixture
def comes(karen, client):
    """Karen signs in with some browser, from some network."""

    def come(agent=FIREFOX, network="192.0.2.1"):
        browser = client()
        data = {"email": karen.email, "password": PASSWORD}
        told = {"User-Agent": agent}
        browser.post("/log-ind", data=data, headers=told, environ_base={"REMOTE_ADDR": network})
        return browser

    return come


def seen(browser_words):
    db.session.expire_all()
    return db.session.scalar(select(UserSession.last_seen_at).where(UserSession.browser == browser_words))


def test_each_is_told_in_words(comes):
    comes(SAFARI, "198.51.100.7")
    comes(FIREFOX)
    here = comes(FIREFOX)
    page = here.get("/konto", environ_base={"REMOTE_ADDR": "192.0.2.1"}).text
    assert "Safari, iPhone" in page
    assert page.count("Firefox, Windows") == 2
    assert page.count("Fra det netværk, du er på nu") == 1
    assert page.count("Fra et andet netværk") == 1
    assert page.count("Sidst brugt") == 2


def test_no_network_address_is_kept(comes, app):
    comes(network="198.51.100.7")
    row = db.session.scalars(select(UserSession)).one()
    assert row.network_hash == kept("198.51.100.7")
    assert "198.51" not in str(vars(row))


def test_that_it_was_used_is_noted_now_and_then(comes):
    start = clock.now()
    browser = comes()
    with clock.frozen(start + timedelta(minutes=4)):
        browser.get("/")
    assert seen("Firefox, Windows") < start + timedelta(minutes=1)
    with clock.frozen(start + timedelta(minutes=6)):
        browser.get("/")
    assert seen("Firefox, Windows") == start + timedelta(minutes=6)
    with clock.frozen(start + timedelta(minutes=10)):
        browser.get("/")
    assert seen("Firefox, Windows") == start + timedelta(minutes=6)


def test_noting_it_saves_nothing_else_and_disturbs_no_answer(comes, app, monkeypatch):
    browser = comes()
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        refused = browser.post("/konto/navn", data={"name": ""})
        assert refused.status_code == 422
        assert browser.get("/findes-ikke").status_code == 404
    db.session.expire_all()
    assert db.session.scalars(select(UserSession)).one().user.name == "Karen Sø"


def test_a_read_within_five_minutes_writes_nothing(comes, queries):
    browser = comes()
    with queries() as said:
        browser.get("/konto")
    assert not [one for one in said if one.lstrip().upper().startswith(("UPDATE", "INSERT", "DELETE"))]


def test_all_others_are_ended_at_once(comes, anna, client):
    phone, tablet, here, hers = comes(SAFARI), comes(), comes(), client(anna)
    assert here.post("/konto/sessioner/slut-andre").location == "/konto"
    assert here.get("/konto").status_code == 200
    assert [one.get("/konto").status_code for one in (phone, tablet)] == [302, 302]
    assert hers.get("/konto").status_code == 200
    assert "Log ud alle andre steder" not in here.get("/konto").text
    assert client().post("/konto/sessioner/slut-andre").status_code == 401


def test_a_new_kind_of_browser_is_told_by_mail(comes, karen, deliver_outbox, letter_box):
    comes(FIREFOX)
    comes(FIREFOX, "198.51.100.7")
    deliver_outbox()
    assert not letter_box.to(karen.email), "the first, and one that is known"
    comes(SAFARI)
    comes(SAFARI)
    deliver_outbox()
    assert [one["Subject"] for one in letter_box.to(karen.email)] == ["Du er logget ind med en anden browser"]


def test_many_sessions_cost_no_more(comes, karen, queries):
    browser = comes()

    def cost():
        with queries() as said:
            assert browser.get("/konto").status_code == 200
        return len(said)

    few, later = cost(), clock.now() + timedelta(days=1)
    saved(*[UserSession(user_id=karen.id, token_hash=f"{number:064}", expires_at=later) for number in range(1000)])
    assert cost() == few <= 12
