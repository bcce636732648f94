"""One round in a real Chromium, over HTTPS: what it sends with a form is what it sends, and it keeps our cookies."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.accounts.models import UserSession
from portal.foundation import clock
from portal.foundation.db import db
from portal.recruitment.models import ApplicationState
from tests.everything_begun import link_to
from tests.production.conftest import PASSWORD

TEXT = "Der mangler læ ved den gamle mole, og det blæser om vinteren."


@pytest.fixture
def page(browser, production):
    """Somebody who trusts the certificate of this test."""
    context = browser.new_context(
        ignore_https_errors=True, locale="da-DK", viewport={"width": 390, "height": 844}, base_url=production.address
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def presses(page, selector):
    """Send the form with this button, and see what comes."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator(selector).first.click()
    page.wait_for_load_state()
    return sent.value.status


def signs_in(page, person):
    page.goto("/log-ind")
    page.fill("main [name=email]", person.email)
    page.fill("main [name=password]", PASSWORD)
    assert presses(page, "main form[action='/log-ind'] button") == 302
    page.wait_for_url("**/skrivebord")


@pytest.mark.parametrize(
    ("state", "way"),
    [
        (ApplicationState.UNCONFIRMED, "bekraeft"),
        (ApplicationState.INVITED, "tag-imod"),
        (ApplicationState.INVITED, "sig-nej"),
        (ApplicationState.RECEIVED, "traek-tilbage"),
    ],
)
def test_who_applied_can_answer(with_passwords, page, state, way):
    application = with_passwords.of(with_passwords.harbour).recruiting.applications[state]
    answer = page.goto(f"/ansoegning/{link_to(application)}")
    assert answer.status == 200 and answer.headers["referrer-policy"] == "no-referrer"
    for closed in page.locator("main details:not([open]) > summary").all():
        closed.click()
    assert presses(page, f"main form[action$='/{way}'] button") in {200, 302}
    assert "Det kan vi ikke læse" not in page.inner_text("main")


def test_a_citizen_signs_in_and_loses_nothing_by_going_back(with_passwords, page):
    signs_in(page, with_passwords.people["citizen"])
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names == {"__Host-portal", "__Host-portal-device"}
    assert all(one["secure"] and one["httpOnly"] and one["path"] == "/" for one in page.context.cookies())
    answer = page.goto("/udvalg/havnen/ideer/ny")
    assert answer.headers["cache-control"] == "no-store"
    page.fill("main [name=problem]", TEXT)
    page.goto("/om")
    page.go_back()
    assert page.input_value("main [name=problem]") == TEXT
    page.goto("/udvalg/havnen/")
    page.goto("/udvalg/havnen/ideer/ny")
    assert page.input_value("main [name=problem]") == TEXT
    page.get_by_role("button", name="Fjern det").click()
    page.goto("/udvalg/havnen/ideer/ny")
    assert page.input_value("main [name=problem]") == "", "who begins anew begins anew"


def test_whoever_was_signed_out_in_the_middle_finds_the_text_again(with_passwords, page):
    signs_in(page, with_passwords.people["secretary"])
    page.goto("/udvalg/havnen/opslag")
    page.fill("main [name=body]", TEXT)
    nothing_happens_for_two_hours()
    assert presses(page, "main form[method=post] button.button-primary") == 401
    assert TEXT in page.locator("textarea[readonly]").first.input_value()
    page.get_by_role("link", name=re.compile("Log ind")).last.click()
    page.fill("main [name=email]", with_passwords.people["secretary"].email)
    page.fill("main [name=password]", PASSWORD)
    presses(page, "main form[action='/log-ind'] button")
    page.wait_for_url("**/udvalg/havnen/opslag")
    assert page.input_value("main [name=body]") == TEXT


def nothing_happens_for_two_hours():
    then = clock.now() - timedelta(hours=2)
    db.session.execute(update(UserSession).values(last_seen_at=then))
    db.session.commit()
