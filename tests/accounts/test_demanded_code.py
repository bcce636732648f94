"""Where the municipality demands a code, the roles of secretaries and administrators rest until it is set up."""

import pytest

from portal.accounts import passwords
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import people_with_role
from portal.foundation import clock
from portal.foundation.db import db
from portal.rules.roles import Role
from tests.accounts.phone import PASSWORD, set_up, shown
from tests.factories import saved

LETS_IN = {"password": PASSWORD}


@pytest.fixture
def demanding(fjordby):
    """The municipality demands codes."""
    fjordby.demands_code = True
    return saved(fjordby)


@pytest.fixture
def serving(karen, harbour):
    """Karen is the secretary of the harbour committee, and a member of it."""
    for role in (Role.SECRETARY, Role.MEMBER):
        saved(RoleGrant(user_id=karen.id, role=role, committee_id=harbour.id, starts_on=clock.today()))
    return karen


def test_signing_in_leads_to_the_set_up(demanding, serving, client):
    browser = client()
    answer = browser.post("/log-ind", data={"email": serving.email, "next": "/skrivebord", **LETS_IN})
    assert answer.location == "/konto/kode?next=%2Fskrivebord"
    page = browser.get(answer.location).text
    assert "Din rolle kræver en engangskode" in page
    assert 'value="/skrivebord"' in page


def test_the_role_rests_and_all_else_goes_on(demanding, serving, client, harbour):
    browser = client(serving)
    led = browser.get("/udvalg/havnen/ansoegninger")
    assert led.location == "/konto/kode?next=%2Fudvalg%2Fhavnen%2Fansoegninger"
    assert browser.post("/udvalg/havnen/mandat", data={}).status_code in {403, 404, 405}
    for path in ("/", "/udvalg/havnen/", "/skrivebord", "/konto", "/beskeder", "/soeg?q=havn"):
        page = browser.get(path)
        assert page.status_code == 200
        assert "Din rolle hviler" in page.text
    assert "Hviler, til du har sat en engangskode op" in browser.get("/konto").text


def test_only_those_roles_rest(demanding, serving, client, anna, carl):
    assert client(carl).get("/skrivebord").status_code == 200
    assert "Din rolle hviler" not in client(carl).get("/skrivebord").text
    assert "Din rolle hviler" not in client(anna).get("/konto").text
    assert client(anna).get("/udvalg/havnen/ansoegninger").status_code == 403, "anna has no role that could wake up"


def test_with_a_code_the_role_holds(demanding, serving, client):
    browser = client(serving)
    set_up(browser, serving)
    assert browser.get("/udvalg/havnen/ansoegninger").status_code == 200
    assert "Din rolle hviler" not in browser.get("/").text


def test_turning_it_off_puts_the_role_to_rest(demanding, serving, client):
    browser = client(serving)
    codes = set_up(browser, serving)
    browser.post("/konto/kode/slaa-fra", data={"present": PASSWORD, "code": codes[0]})
    assert browser.get("/udvalg/havnen/ansoegninger").status_code == 302


def test_an_administrator_who_demands_it_is_asked_at_once(fjordby, client, finn):
    finn.password_hash = passwords.hashed(PASSWORD)
    saved(finn)
    browser = client(finn)
    data = {"name": "Fjordby Kommune", "site_name": "Sammen om Fjordby", "contact_email": "post@example.dk",
            "was_url": "https://was.digst.dk/x", "initiative_supporters": "100", "initiative_parties": "2",
            "initiative_months": "6", "demands_code": "y"}  # fmt: skip
    assert browser.post("/administration/kommune", data=data).status_code == 302
    db.session.refresh(fjordby)
    assert fjordby.demands_code
    assert browser.get("/administration/kommune").location.startswith("/konto/kode")
    set_up(browser, finn)
    page = browser.get("/administration/kommune")
    assert page.status_code == 200
    assert "checked" in page.text
    assert browser.post("/administration/kommune", data=data | {"demands_code": ""}).status_code == 302


def test_the_others_are_told_as_before(demanding, serving, harbour):
    assert serving in people_with_role(Role.SECRETARY, harbour.id), "letters and notices go on"


def test_not_demanded_nothing_changes(fjordby, serving, client):
    assert client(serving).get("/udvalg/havnen/ansoegninger").status_code == 200
    assert client().post("/log-ind", data={"email": serving.email, **LETS_IN}).location == "/skrivebord"


def test_a_role_that_is_over_asks_for_nothing(demanding, karen, client):
    yesterday = clock.today().replace(year=2020)
    saved(RoleGrant(user_id=karen.id, role=Role.SECRETARY, starts_on=yesterday, ends_on=yesterday))
    assert client().post("/log-ind", data={"email": karen.email, **LETS_IN}).location == "/skrivebord"


def test_asking_costs_no_more(demanding, serving, client, queries, fjordby):
    browser = client(serving)

    def cost():
        with queries() as said:
            assert browser.get("/konto").status_code == 200
        return len(said)

    resting = cost()
    fjordby.demands_code = False
    saved(fjordby)
    assert cost() == resting <= 12


def test_an_administrator_sees_who_lacks_one(demanding, serving, client, finn):
    finn.password_hash = passwords.hashed(PASSWORD)
    saved(finn)
    browser = client(finn)
    set_up(browser, finn)
    assert "Rollen hviler, til den er sat op" in browser.get(serving.path).text


def test_a_lost_phone_is_helped(client, finn, karen, recovery_codes, deliver_outbox, letter_box):
    karens = client(karen)
    browser = client(finn)
    assert f"{karen.path}/kode" in browser.get(karen.path).text
    assert browser.get(f"{karen.path}/kode").status_code == 200
    for data in ({}, {"known_by": "mail"}):
        assert browser.post(f"{karen.path}/kode", data=data).status_code == 422
    assert db.session.get(User, karen.id).has_code
    assert browser.post(f"{karen.path}/kode", data={"known_by": "met"}).location == karen.path
    assert karens.get("/konto").status_code == 302, "every session has ended"
    assert client().post("/log-ind", data={"email": karen.email, **LETS_IN}).location == "/skrivebord"
    deliver_outbox()
    assert letter_box.to(karen.email)[-1]["Subject"] == "Din engangskode er fjernet"
    assert "Engangskode fjernet" in browser.get("/administration/spor").text
    assert browser.post(f"{karen.path}/kode", data={"known_by": "met"}).status_code == 422, "there is none any more"


def test_nobody_takes_away_ones_own_or_anothers_without_leave(client, finn, karen, recovery_codes, sofie):
    finn.password_hash = passwords.hashed(PASSWORD)
    saved(finn)
    set_up(client(finn), finn)
    assert client(finn).post(f"{finn.path}/kode", data={"known_by": "met"}).status_code == 422
    assert client(sofie).post(f"{karen.path}/kode", data={"known_by": "met"}).status_code == 403
    assert db.session.get(User, karen.id).has_code
    assert shown(finn)


def test_at_the_server_the_last_administrator_is_helped(app, karen, recovery_codes):
    run = app.test_cli_runner().invoke
    assert run(args=["reset-code", karen.email]).exit_code == 0
    assert run(args=["reset-code", karen.email]).exit_code == 1
    assert run(args=["reset-code", "nobody@example.dk"]).exit_code == 1
    db.session.expire_all()
    assert not db.session.get(User, karen.id).has_code
