"""Secretaries and administrators are signed out when nothing happens; they are told why, and lose nothing."""

from datetime import timedelta

import pytest

from portal.foundation import clock

WHY = "Du er logget ud, fordi der ikke er sket noget her i 60 minutter."
TEXT = "Der mangler læ ved den gamle mole, og det blæser."


@pytest.fixture(autouse=True)
def an_hour(app, monkeypatch):
    monkeypatch.setitem(app.config, "IDLE_MINUTES", 60)


def after(**time):
    return clock.frozen(clock.now() + timedelta(**time))


@pytest.mark.parametrize("who", ["bo", "finn"])
def test_after_an_hour_of_nothing_one_signs_in_again(client, request, who):
    browser = client(request.getfixturevalue(who))
    with after(minutes=59):
        assert browser.get("/konto").status_code == 200
    with after(minutes=59 + 59):
        assert browser.get("/konto").status_code == 200, "reading counts as doing"
    with after(minutes=59 + 59 + 66):
        asked = browser.get("/konto")
        assert asked.location in {"/log-ind?next=/konto", "/log-ind?next=%2Fkonto"}
        assert WHY in browser.get(asked.location).text
        assert browser.get("/").status_code == 200


def test_citizens_and_members_stay(client, anna, dorte):
    with after(hours=20):
        assert client(anna).get("/konto").status_code == 200
    for person in (anna, dorte):
        browser = client(person)
        with after(hours=20):
            assert browser.get("/konto").status_code == 200


def test_what_was_written_is_given_back(client, bo, harbour):
    browser = client(bo)
    with after(hours=2):
        page = browser.post("/udvalg/havnen/opslag", data={"body": TEXT})
        assert page.status_code == 401
        assert TEXT in page.text and WHY in page.text
        assert "/log-ind?next=/udvalg/havnen/opslag" in page.text


def test_also_on_a_page_that_only_the_secretariat_sees(client, bo, harbour):
    harbour.published_at = None
    browser = client(bo)
    with after(hours=2):
        page = browser.post("/udvalg/havnen/ret", data={"summary": TEXT})
        assert page.status_code == 401 and TEXT in page.text


def test_one_can_sign_in_and_out_meanwhile(client, bo):
    browser = client(bo)
    with after(hours=2):
        assert browser.post("/log-ind", data={"email": bo.email, "password": "x"}).status_code == 422
        assert browser.post("/log-ud").status_code == 302


def test_a_session_that_is_over_is_not_listed(client, bo):
    client(bo)
    with after(hours=2):
        assert client(bo).get("/konto").text.count("Log ud der") == 0


def test_the_setting_turns_it_off(client, bo, app):
    app.config["IDLE_MINUTES"] = 0
    browser = client(bo)
    with after(hours=20):
        assert browser.get("/konto").status_code == 200
