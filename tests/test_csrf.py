"""No form can be sent from another site: every address that takes a POST refuses one without a token."""

import re

import pytest

from portal.app import create_app
from portal.foundation.db import db
from tests.inspecting_client import InspectingClient


@pytest.fixture
def guarded(app, tmp_path):
    """The portal as it runs for people: with CSRF protection on, on the same database."""
    settings = {"INSTANCE_PATH": str(tmp_path), "TESTING": True, "RATELIMIT_ENABLED": False}
    other = create_app(settings | {"SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"]})
    other.test_client_class = InspectingClient
    yield other
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def posting_paths(app):
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            kinds = {name: type(rule._converters[name]).__name__ for name in rule.arguments}
            values = {name: 1 if "Int" in kind or "Number" in kind else "x" for name, kind in kinds.items()}
            yield rule.endpoint, app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")


SECRET_ADDRESSES = {
    "notifications.choose"
}  # pressed by a mail program, with no cookie and no page before it (RFC 8058)


def test_every_form_needs_a_token(guarded):
    browser = guarded.test_client()
    open_doors = []
    for endpoint, path in posting_paths(guarded):
        if endpoint in SECRET_ADDRESSES:
            assert browser.post(path, data={"name": "x"}).status_code == 410, "who has not the address gets nowhere"
            continue
        answer = browser.post(path, data={"name": "x"})
        if answer.status_code != 400:
            open_doors.append((endpoint, path, answer.status_code))
    assert not open_doors
    assert len(list(posting_paths(guarded))) > 20


def test_a_false_token_is_refused(guarded):
    answer = guarded.test_client().post("/log-ind", data={"csrf_token": "false", "email": "a", "password": "b"})
    assert answer.status_code == 400


def test_a_token_opens_the_form(guarded):
    browser = guarded.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/log-ind").text)[1]
    data = {"csrf_token": token, "email": "a@example.dk", "password": "forkert adgangskode"}
    assert browser.post("/log-ind", data=data).status_code == 422
    stranger = guarded.test_client()
    assert stranger.post("/log-ind", data=data).status_code == 400, "a token belongs to one browser"


OURS = "https://sammen.example.dk"
ELSEWHERE, TOO_LONG = "Det blev sendt fra et andet websted", "Siden havde været åben så længe"
SIGN_IN = {"email": "a@example.dk", "password": "forkert adgangskode"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": OURS}, 422),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 422),  # from a page that names no referrer
        ({"Sec-Fetch-Site": "none"}, 422),  # the person's own doing: a tab restored
        ({"Origin": OURS}, 422),  # a browser without Sec-Fetch-Site
        ({}, 422),  # one that tells nothing: the token alone
        ({"Referer": "https://elsewhere.example/"}, 422),  # nobody asks for it
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}, 400),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://other.example.dk"}, 400),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 400),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Origin": "null"}, 400),
        ({"Origin": "http://sammen.example.dk"}, 400),
        ({"Origin": f"{OURS}.elsewhere.example", "Referer": f"{OURS}/log-ind"}, 400),
    ],
)
def test_a_form_comes_from_a_page_of_ours(guarded, headers, status):
    guarded.config["BASE_URL"] = OURS
    browser = guarded.test_client()
    page = browser.get("/log-ind", base_url=OURS).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    answer = browser.post("/log-ind", base_url=OURS, data=SIGN_IN | {"csrf_token": token}, headers=headers)
    assert answer.status_code == status
    assert (ELSEWHERE in answer.text) is (status == 400)
    assert browser.post("/log-ind", base_url=OURS, data=SIGN_IN, headers=headers).status_code == 400, "always the token"


def test_each_refusal_says_what_it_is(guarded):
    """A page of another site has no token; one of ours that was open too long has, and it is no good any more."""
    for headers, said, not_said in (
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}, ELSEWHERE, TOO_LONG),
        ({"Sec-Fetch-Site": "same-origin"}, TOO_LONG, ELSEWHERE),
    ):
        for token in ({}, {"csrf_token": "false"}):
            answer = guarded.test_client().post("/log-ind", data=SIGN_IN | token, headers=headers)
            assert answer.status_code == 400 and said in answer.text and not_said not in answer.text


def test_the_public_address_is_ours_whatever_the_front_server_passes_on(guarded):
    guarded.config["BASE_URL"] = OURS
    browser = guarded.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/log-ind").text)[1]
    assert browser.post("/log-ind", data=SIGN_IN | {"csrf_token": token}, headers={"Origin": OURS}).status_code == 422


def test_what_was_typed_is_given_back(guarded):
    text = "Der mangler læ ved den gamle mole, og det blæser."
    answer = guarded.test_client().post("/opret-konto", data={"name": text})
    assert answer.status_code == 400 and text in answer.text
