"""Somebody guesses at passwords: the owner comes in all the same, and many guesses at once are as many as in a row."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from portal.accounts import passwords
from portal.accounts.actions.own_account import change_password
from portal.accounts.actions.signing import sign_in
from portal.accounts.attempts import TooManyAttempts
from portal.accounts.forms import SignInDraft
from portal.accounts.limits import limiter
from portal.accounts.links import Purpose, path_of_link
from portal.accounts.models import User, Visitor
from portal.accounts.origin import Origin
from portal.app import create_app
from portal.foundation import clock
from portal.foundation.db import db
from tests.factories import saved

RIGHT, WRONG = "grøn cykel i regn", "en helt anden kode"
AT_ONCE = 40


@pytest.fixture
def karen(app):
    return saved(
        User(name="Karen Sø", email="karen@example.dk", password_hash=passwords.hashed(RIGHT), confirmed_at=clock.now())
    )


def tried(browser, password=RIGHT, email="karen@example.dk", network="192.0.2.1"):
    data = {"email": email, "password": password}
    return browser.post("/log-ind", data=data, environ_base={"REMOTE_ADDR": network}).status_code


def guesses(client, number=12):
    """A stranger's, from networks all over the world; all but the first ten are not even judged."""
    return [tried(client(), WRONG, network=f"198.51.100.{one}") for one in range(number)]


def test_who_has_been_here_before_comes_in_whatever_strangers_do(karen, client):
    own = client()
    assert tried(own) == 302
    own.post("/log-ud")
    assert guesses(client) == [422] * 10 + [429] * 2
    assert tried(client()) == 429, "a browser that nobody knows has to wait"
    assert tried(own) == 302


def test_neighbours_in_the_same_network_keep_nobody_out_either(karen, client):
    own = client()
    tried(own)
    own.post("/log-ud")
    for number in range(31):
        tried(client(), WRONG, email=f"nr{number}@example.dk")
    assert tried(client()) == 429
    assert tried(own) == 302


def test_a_known_browser_has_ten_guesses_of_its_own(karen, client):
    own = client()
    tried(own)
    own.post("/log-ud")
    assert [tried(own, WRONG) for _ in range(11)] == [422] * 10 + [429]
    assert tried(client()) == 302, "and spends nobody else's"


def test_it_is_known_to_one_person_alone(karen, client):
    saved(User(name="Per Vig", email="per@example.dk", password_hash=passwords.hashed(RIGHT), confirmed_at=clock.now()))
    own = client()
    tried(own)
    own.post("/log-ud")
    for number in range(10):
        tried(client(), WRONG, email="per@example.dk", network=f"198.51.100.{number}")
    assert tried(own, email="per@example.dk") == 429
    assert tried(own) == 302


def test_a_forged_or_borrowed_cookie_is_worth_nothing(karen, client, app):
    thief = client()
    for value in ("x", "W10.x.y", ""):
        thief.set_cookie("portal-device", value)
        assert tried(thief, WRONG) == 422
    guesses(client)
    assert tried(thief) == 429


def test_a_letter_is_the_way_in_for_who_is_kept_out(karen, client):
    guesses(client)
    own = client()
    token = path_of_link(Purpose.NEW_PASSWORD, karen)
    assert own.post(token, data={"password": "en ny tur ved vandet"}).location == "/log-ind"
    guesses(client)
    assert tried(own, "en ny tur ved vandet") == 302


def test_the_cookie_says_nothing_and_is_shut(karen, client):
    answer = client().post("/log-ind", data={"email": karen.email, "password": RIGHT})
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("portal-device="))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "karen" not in cookie and f"[{karen.id}" not in cookie


def test_who_is_signed_in_can_change_the_password_meanwhile(karen, client):
    guesses(client)
    assert change_password(karen, present=RIGHT, new="en ny tur ved vandet")


def test_the_limiter_in_front_does_not_count_a_known_browser_with_its_neighbours(karen, app, tmp_path):
    settings = {"RATELIMIT_ENABLED": True, "INSTANCE_PATH": str(tmp_path), "WTF_CSRF_ENABLED": False, "TESTING": True,
                "SECRET_KEY": app.config["SECRET_KEY"]}  # fmt: skip
    limited = create_app(settings | {"SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"]})
    own = limited.test_client()
    try:
        assert tried(own) == 302
        own.post("/log-ud")
        strangers = limited.test_client()
        codes = [strangers.post("/log-ind", data={"email": "", "password": ""}).status_code for _ in range(31)]
        assert codes[-1] == 429
        assert tried(own) == 302
    finally:
        limiter.reset()
        limiter.enabled = False
        with limited.app_context():
            db.engine.dispose()


def test_forty_at_once_are_ten(app, karen):
    moment, start, email = clock.now(), Barrier(AT_ONCE), karen.email
    db.session.remove()  # nothing of ours stands in the way

    def guess(number):
        with app.app_context(), app.test_request_context(), clock.frozen(moment):
            start.wait(timeout=30)
            try:
                return sign_in(Visitor(), SignInDraft(email, WRONG), Origin(f"198.51.100.{number}"))
            except TooManyAttempts:
                return "too many"
            finally:
                db.session.remove()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        came_of_it = list(pool.map(guess, range(AT_ONCE)))
    assert came_of_it.count(None) == 10
    assert came_of_it.count("too many") == AT_ONCE - 10
