"""The second step: what the phone shows, or a code from the list."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.models import RecoveryCode, UserSession
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from tests.accounts.phone import PASSWORD, app_of, shown

LATER = timedelta(minutes=1)


@pytest.fixture
def later(karen, recovery_codes):
    """A minute after the set-up, when its code is used up and there is a new one."""
    with clock.frozen(clock.now() + LATER):
        yield


def sessions():
    return db.session.scalar(select(func.count(UserSession.id)))


def test_password_and_code_let_one_in(karen, halfway, later):
    before = sessions()
    browser = halfway()
    assert browser.get("/log-ind/kode").status_code == 200
    assert browser.get("/konto").status_code == 302, "the password alone opens nothing"
    assert sessions() == before
    assert browser.post("/log-ind/kode", data={"code": shown(karen)}).location == "/skrivebord"
    assert "Karen Sø" in browser.get("/konto").text
    with browser.session_transaction() as session:
        assert "halfway" not in session


def test_blanks_in_a_code_do_no_harm(karen, halfway, later):
    code = shown(karen)
    assert halfway().post("/log-ind/kode", data={"code": f" {code[:3]} {code[3:]} "}).status_code == 302


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_a_little_wrong(karen, halfway, later, steps):
    assert halfway().post("/log-ind/kode", data={"code": shown(karen, steps=steps)}).status_code == 302


@pytest.mark.parametrize("steps", [-2, 2, 1000])
def test_but_not_more(karen, halfway, later, steps):
    refused = halfway().post("/log-ind/kode", data={"code": shown(karen, steps=steps)})
    assert refused.status_code == 422
    assert refused.text.count("Det er ikke den kode, din app viser nu") == 2


def test_a_code_works_once(karen, halfway, later):
    code = shown(karen)
    assert halfway().post("/log-ind/kode", data={"code": code}).status_code == 302
    assert halfway().post("/log-ind/kode", data={"code": code}).status_code == 422, "read over somebody's shoulder"
    assert halfway().post("/log-ind/kode", data={"code": shown(karen, steps=-1)}).status_code == 422, "an older one"
    with clock.frozen(clock.now() + timedelta(seconds=30)):
        assert halfway().post("/log-ind/kode", data={"code": shown(karen)}).status_code == 302


def test_the_code_of_the_set_up_is_used_up(karen, halfway):
    last = app_of(karen).last_step * 30
    with clock.frozen(clock.now().fromtimestamp(last, tz=clock.now().tzinfo)):
        assert halfway().post("/log-ind/kode", data={"code": shown(karen)}).status_code == 422


def test_a_recovery_code_works_once_however_it_is_typed(karen, recovery_codes, halfway, deliver_outbox, letter_box):
    browser = halfway()
    assert browser.get("/log-ind/gendannelseskode").status_code == 200
    typed = recovery_codes[3].upper().replace("-", " ")
    assert browser.post("/log-ind/gendannelseskode", data={"code": typed}).location == "/skrivebord"
    assert "9 gendannelseskoder tilbage" in browser.get("/konto").text
    assert halfway().post("/log-ind/gendannelseskode", data={"code": recovery_codes[3]}).status_code == 422
    assert db.session.scalar(select(func.count(RecoveryCode.id)).where(RecoveryCode.used_at.is_not(None))) == 1
    deliver_outbox()
    assert "En af dine gendannelseskoder er brugt" in [letter["Subject"] for letter in letter_box.to(karen.email)]


def test_with_few_left_one_is_told(karen, recovery_codes, halfway):
    for code in recovery_codes[:6]:
        assert halfway().post("/log-ind/gendannelseskode", data={"code": code}).status_code == 302
    browser = halfway()
    browser.post("/log-ind/gendannelseskode", data={"code": recovery_codes[7]})
    assert "Lav nye gendannelseskoder på din konto" in browser.get("/konto").text


def test_anothers_recovery_code_is_none(karen, recovery_codes, halfway, anna):
    db.session.execute(RecoveryCode.__table__.update().values(user_id=anna.id))
    db.session.commit()
    assert halfway().post("/log-ind/gendannelseskode", data={"code": recovery_codes[0]}).status_code == 422


def test_guessing_is_stopped_and_told(karen, halfway, later, recovery_codes, deliver_outbox, letter_box):
    browser = halfway()
    for number in range(5):
        path = "/log-ind/kode" if number % 2 else "/log-ind/gendannelseskode"
        assert browser.post(path, data={"code": "000000"}).status_code == 422
    refused = browser.post("/log-ind/kode", data={"code": shown(karen)})
    assert refused.status_code == 429
    assert re.search(r"Prøv igen (\w+dag d\. .* )?kl\.", refused.text)  # with the day, where it is tomorrow
    assert halfway().post("/log-ind/kode", data={"code": shown(karen)}).status_code == 429, "from elsewhere neither"
    assert browser.post("/log-ind/gendannelseskode", data={"code": recovery_codes[0]}).status_code == 429
    deliver_outbox()
    assert [one["Subject"] for one in letter_box.to(karen.email)].count("Nogen kender din adgangskode") == 1
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert halfway().post("/log-ind/kode", data={"code": shown(karen)}).status_code == 302


def test_twenty_wrong_ones_are_enough_for_a_day(karen, halfway, later):
    start = clock.now()
    for quarter in range(4):
        with clock.frozen(start + timedelta(minutes=16 * quarter)):
            browser = halfway()
            for _ in range(5):
                assert browser.post("/log-ind/kode", data={"code": "000000"}).status_code == 422
    with clock.frozen(start + timedelta(hours=5)):
        assert halfway().post("/log-ind/kode", data={"code": shown(karen)}).status_code == 429
    with clock.frozen(start + timedelta(hours=24, minutes=1)):
        assert halfway().post("/log-ind/kode", data={"code": shown(karen)}).status_code == 302


def test_the_right_password_does_not_wipe_out_wrong_codes(karen, halfway, later):
    for _ in range(5):
        assert halfway().post("/log-ind/kode", data={"code": "000000"}).status_code == 422
    assert halfway().post("/log-ind/kode", data={"code": shown(karen)}).status_code == 429


def test_without_a_password_nobody_is_asked_for_a_code(client, karen, recovery_codes):
    for path in ("/log-ind/kode", "/log-ind/gendannelseskode"):
        assert client().get(path).location == "/log-ind"
        assert client().post(path, data={"code": shown(karen)}).location == "/log-ind"
        assert (
            client().post(path, data={"code": recovery_codes[0], "next": "/beskeder"}).location.startswith("/log-ind")
        )
    assert client().get("/log-ind/kode?next=//evil.example").location == "/log-ind"


def test_the_wait_for_a_code_ends(karen, halfway, later):
    browser = halfway()
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert browser.post("/log-ind/kode", data={"code": shown(karen)}).location == "/log-ind"


def test_a_new_password_ends_the_wait(karen, halfway, later, client, deliver_outbox, letter_box):
    thief = halfway()
    client().post("/glemt-adgangskode", data={"email": karen.email})
    deliver_outbox()
    client().post(letter_box.last_path_to(karen.email), data={"password": "tre blå både hjem"})
    assert thief.post("/log-ind/kode", data={"code": shown(karen)}).location == "/log-ind"


def test_the_mailbox_alone_does_not_open_the_account(karen, recovery_codes, client, deliver_outbox, letter_box):
    client().post("/glemt-adgangskode", data={"email": karen.email})
    deliver_outbox()
    client().post(letter_box.last_path_to(karen.email), data={"password": "tre blå både hjem"})
    browser = client()
    signs_in = browser.post("/log-ind", data={"email": karen.email, "password": "tre blå både hjem"})
    assert signs_in.location == "/log-ind/kode"
    assert browser.get("/konto").status_code == 302


def test_a_closed_account_is_not_let_in_by_a_code(karen, halfway, later):
    browser = halfway()
    karen.deactivated_at = clock.now()
    db.session.commit()
    assert browser.post("/log-ind/kode", data={"code": shown(karen)}).location == "/log-ind"


def test_whether_there_is_a_code_is_told_only_after_the_password(karen, recovery_codes, client, anna):
    with_code = client().post("/log-ind", data={"email": karen.email, "password": "forkert adgangskode"})
    without = client().post("/log-ind", data={"email": anna.email, "password": "forkert adgangskode"})
    assert with_code.status_code == without.status_code == 422

    def seen(answer, person):
        return re.sub(r'csrf_token" value="[^"]*"', "", answer.text.replace(person.email, "X"))

    assert seen(with_code, karen) == seen(without, anna)


def test_nothing_planted_before_comes_along(karen, recovery_codes, client, later):
    browser = client()
    with browser.session_transaction() as session:
        session["planted"] = "by somebody else"
    browser.post("/log-ind", data={"email": karen.email, "password": PASSWORD})
    with browser.session_transaction() as session:
        assert "planted" not in session
        session["planted"] = "again"
    browser.post("/log-ind/kode", data={"code": shown(karen)})
    with browser.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"]


def test_one_goes_on_to_where_one_was(karen, recovery_codes, client, later):
    browser = client()
    answer = browser.post("/log-ind", data={"email": karen.email, "password": PASSWORD, "next": "/soeg?q=båd&side=2"})
    assert answer.location == "/log-ind/kode?next=%2Fsoeg%3Fq%3Db%C3%A5d%26side%3D2"
    page = browser.get(answer.location).text
    assert 'value="/soeg?q=båd&amp;side=2"' in page
    assert "/log-ind/gendannelseskode?next=%2Fsoeg" in page
    there = browser.post("/log-ind/kode", data={"code": shown(karen), "next": "/soeg?q=båd&side=2"}).location
    assert there in {"/soeg?q=båd&side=2", "/soeg?q=b%C3%A5d&side=2"}


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere(karen, halfway, later, there):
    assert (
        halfway(next=there).post("/log-ind/kode", data={"code": shown(karen), "next": there}).location == "/skrivebord"
    )


def test_a_second_sign_in_in_one_browser_ends_the_first(karen, client):
    browser = client(karen)
    browser.post("/log-ind", data={"email": karen.email, "password": PASSWORD})
    alive = select(func.count(UserSession.id)).where(UserSession.ended_at.is_(None))
    assert db.session.scalar(alive) == 1


def test_the_trail_tells_of_both_steps_as_one(karen, halfway, later):
    begun = select(func.count(Event.id)).where(Event.type == EventType.SIGNED_IN)
    before = db.session.scalar(begun)
    browser = halfway()
    assert db.session.scalar(begun) == before
    browser.post("/log-ind/kode", data={"code": shown(karen)})
    assert db.session.scalar(begun) == before + 1
