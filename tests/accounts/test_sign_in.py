"""Coming in, being kept out, and leaving."""

import logging
import re
from datetime import datetime, time, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from portal.accounts import passwords
from portal.accounts.limits import limiter
from portal.accounts.models import Attempt, User, UserSession
from portal.accounts.queries import hash_of
from portal.app import create_app
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.dates import clock_time, daytime
from portal.foundation.db import db
from tests.factories import saved

RIGHT = "grøn cykel i regn"


@pytest.fixture
def karen(app):
    return saved(
        User(name="Karen Sø", email="karen@example.dk", password_hash=passwords.hashed(RIGHT), confirmed_at=clock.now())
    )


@pytest.fixture
def sign_in(client):
    """Try to sign in from a network address; a new browser each time unless one is given."""

    def send(password=RIGHT, email="karen@example.dk", browser=None, network="192.0.2.1", **more):
        browser = browser or client()
        data = {"email": email, "password": password, **more}
        return browser.post("/log-ind", data=data, environ_base={"REMOTE_ADDR": network})

    return send


def token_in(browser):
    with browser.session_transaction() as session:
        return session.get("_user_id")


def test_one_comes_in(karen, sign_in, client):
    browser = client()
    answer = sign_in(browser=browser)
    assert answer.location == "/skrivebord"
    assert "Karen Sø" in browser.get("/konto").text
    kept = db.session.scalars(select(UserSession)).one()
    assert kept.token_hash == hash_of(token_in(browser)), "the token itself is not kept"
    assert db.session.scalar(select(Event.type)) == EventType.SIGNED_IN


def test_letters_of_the_address_may_be_large(karen, sign_in):
    assert sign_in(email=" Karen@Example.DK ").status_code == 302


@pytest.mark.parametrize("email", ["karen@example.dk", "nobody@example.dk"])
def test_a_wrong_password_and_an_unknown_address_say_the_same(karen, sign_in, email):
    answer = sign_in("en helt anden kode", email=email)
    assert answer.status_code == 422
    assert answer.text.count("Adressen og adgangskoden passer ikke sammen") == 2
    assert f'value="{email}"' in answer.text
    assert "en helt anden kode" not in answer.text
    assert db.session.scalar(select(func.count()).select_from(UserSession)) == 0


def test_an_unknown_address_takes_as_long(karen, sign_in, monkeypatch):
    hashings = []
    monkeypatch.setattr(passwords, "_in_turn", lambda deed: hashings.append(1) or deed())
    sign_in("en helt anden kode")
    sign_in("en helt anden kode", email="nobody@example.dk")
    assert len(hashings) == 2


def test_a_closed_account_stays_out(karen, sign_in):
    karen.deactivated_at = clock.now()
    db.session.commit()
    assert sign_in().status_code == 422


def test_the_session_is_a_new_one(karen, sign_in, client):
    """Whoever put something in the cookie beforehand does not come in with it."""
    browser = client()
    with browser.session_transaction() as session:
        session["planted"], session["locale"] = "by somebody else", "en"
    browser.get("/log-ind")
    sign_in(browser=browser)
    with browser.session_transaction() as session:
        assert "planted" not in session
        assert session["locale"] == "en", "the language is a matter of taste, and stays"
    first = token_in(browser)
    browser.post("/log-ud")
    sign_in(browser=browser)
    assert token_in(browser) != first


def test_the_cookie_is_shut(karen, sign_in, app):
    cookie = next(c for c in sign_in().headers.getlist("Set-Cookie") if c.startswith("portal="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie, "it ends with the browser"
    assert app.config["SESSION_COOKIE_SECURE"] is False  # on only where PORTAL_ENV is production


@pytest.mark.parametrize(("hour", "is_tomorrow"), [(time(12), False), (time(23, 50), True)])
def test_ten_wrong_ones_close_the_address_for_a_while(karen, sign_in, hour, is_tomorrow):
    start = clock.moment_in_denmark(datetime.combine(clock.today(), hour))
    with clock.frozen(start):
        for number in range(10):
            assert sign_in("en helt anden kode", network=f"192.0.2.{number}").status_code == 422
        refused = sign_in()
    assert refused.status_code == 429
    again = start + timedelta(minutes=16)
    assert f"Prøv igen {daytime(again) if is_tomorrow else clock_time(again)}" in refused.text
    with clock.frozen(start + timedelta(minutes=14)):
        assert sign_in().status_code == 429
    with clock.frozen(start + timedelta(minutes=15, seconds=1)):
        assert sign_in().status_code == 302


def test_an_unknown_address_closes_in_the_same_way(sign_in):
    for number in range(10):
        sign_in(email="nobody@example.dk", network=f"192.0.2.{number}")
    assert sign_in(email="nobody@example.dk").status_code == 429


def test_thirty_wrong_ones_close_the_network(karen, sign_in):
    for number in range(30):
        assert sign_in("en helt anden kode", email=f"nr{number}@example.dk").status_code == 422
    assert sign_in().status_code == 429
    assert sign_in(network="192.0.2.2").status_code == 302


def test_a_household_with_many_addresses_is_one_network(karen, sign_in):
    for number in range(30):
        sign_in("en helt anden kode", email=f"nr{number}@example.dk", network=f"2001:db8:1:2::{number + 1:x}")
    assert sign_in(network="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(network="2001:db8:1:3::1").status_code == 302


def test_the_right_one_wipes_the_slate(karen, sign_in):
    for _ in range(9):
        sign_in("en helt anden kode")
    assert sign_in().status_code == 302
    for _ in range(9):
        assert sign_in("en helt anden kode").status_code == 422


def test_no_address_is_kept_of_those_who_try(karen, sign_in):
    sign_in("en helt anden kode")
    for attempt in db.session.scalars(select(Attempt)):
        assert "karen" not in attempt.key_hash
        assert attempt.key_hash not in {hash_of("karen@example.dk"), hash_of("192.0.2.1")}, "a bare hash can be guessed"


def test_nothing_personal_is_logged(karen, sign_in, client, caplog):
    with caplog.at_level(logging.DEBUG):
        sign_in("en helt anden kode")
        sign_in()
        client().post("/glemt-adgangskode", data={"email": karen.email})
    for word in ("karen", "192.0.2.1", RIGHT, "en helt anden kode"):
        assert word not in caplog.text.lower()


@pytest.mark.parametrize("there", ["/udvalg/havnen/ideer/ny", "/soeg?q=b%C3%A5d&side=2", "/konto"])
def test_one_goes_on_to_where_one_was(karen, sign_in, client, there):
    browser = client()
    page = browser.get("/log-ind", query_string={"next": there}).text
    assert there.replace("&", "&amp;") in page
    assert sign_in(browser=browser, next=there).location == there


@pytest.mark.parametrize(
    "there",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "/ /evil", "http:evil.example", "///evil.example", "/\t/evil.example", "konto", "https:/konto"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(karen, sign_in, client, there):
    page = client().get("/log-ind", query_string={"next": there}).text
    assert re.search(r'name="next"[^>]* value=""', page)
    assert sign_in(next=there).location == "/skrivebord"


def test_who_is_asked_to_sign_in_comes_back(karen, sign_in, client):
    browser = client()
    asked = browser.get("/beskeder?side=2&x=1")
    assert asked.status_code == 302
    page = browser.get(asked.location).text
    assert "/beskeder?side=2&amp;x=1" in page


def test_a_stronger_setting_reaches_old_passwords(karen, sign_in):
    karen.password_hash = PasswordHasher(time_cost=2, memory_cost=32, parallelism=1).hash(RIGHT)
    db.session.commit()
    old = karen.password_hash
    sign_in()
    assert db.session.get(User, karen.id).password_hash != old
    assert sign_in().status_code == 302


def test_one_leaves(karen, sign_in, client):
    browser = client()
    sign_in(browser=browser)
    assert browser.get("/log-ud").status_code == 200
    assert browser.get("/konto").status_code == 200, "looking at the page does not sign out"
    assert browser.post("/log-ud").location == "/"
    assert browser.get("/konto").status_code == 302
    assert db.session.scalars(select(UserSession)).one().ended_at


def test_a_stolen_cookie_is_worth_nothing_afterwards(karen, sign_in, client):
    browser, thief = client(), client()
    sign_in(browser=browser)
    with thief.session_transaction() as session:
        session["_user_id"] = token_in(browser)
    assert thief.get("/konto").status_code == 200
    browser.post("/log-ud")
    assert thief.get("/konto").status_code == 302


def test_a_session_ends_by_itself(karen, sign_in, client):
    browser = client()
    sign_in(browser=browser)
    with clock.frozen(clock.now() + timedelta(days=7, seconds=1)):
        assert browser.get("/konto").status_code == 302


def test_one_sees_and_ends_ones_other_sessions(karen, sign_in, client, anna):
    here, there = client(), client()
    sign_in(browser=there)
    sign_in(browser=here)
    phone = db.session.scalar(select(UserSession).where(UserSession.token_hash == hash_of(token_in(there))))
    page = here.get("/konto").text
    assert page.count("Log ud der") == 1
    assert page.count("Denne browser") == 1
    assert client(anna).post(f"/konto/sessioner/{phone.id}/slut").status_code == 404
    assert here.post(f"/konto/sessioner/{phone.id}/slut").location == "/konto"
    assert there.get("/konto").status_code == 302
    assert here.get("/konto").status_code == 200


def test_the_limiter_in_front_counts_too(app, tmp_path):
    settings = {"RATELIMIT_ENABLED": True, "INSTANCE_PATH": str(tmp_path), "WTF_CSRF_ENABLED": False, "TESTING": True}
    limited = create_app(settings | {"SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"]})
    try:
        browser = limited.test_client()
        answers = [browser.post("/log-ind", data={"email": "", "password": ""}).status_code for _ in range(31)]
        assert answers == [422] * 30 + [429]
    finally:
        limiter.reset()
        limiter.enabled = False
        with limited.app_context():
            db.engine.dispose()
