"""Setting up a one-time code, and turning it off."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.codes import in_groups, secret_of
from portal.accounts.models import CodeApp, RecoveryCode
from portal.accounts.queries import hash_of
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from tests.accounts.phone import PASSWORD, app_of, listed, set_up, shown

WRONG = "en helt anden kode"


def happened(kind):
    return db.session.scalar(select(func.count()).where(Event.type == kind))


def test_it_is_set_up_with_password_and_code(karen, client, deliver_outbox, letter_box):
    browser = client(karen)
    assert "Slået fra" in browser.get("/konto").text
    assert browser.get("/konto/kode").status_code == 200
    assert browser.post("/konto/kode", data={"present": PASSWORD}).location == "/konto/kode/opsaet"
    page = browser.get("/konto/kode/opsaet").text
    assert in_groups(secret_of(app_of(karen))) in page
    assert not app_of(karen).confirmed_at
    done = browser.post("/konto/kode/opsaet", data={"code": shown(karen)})
    assert len(set(listed(done.text))) == 10
    assert app_of(karen).confirmed_at
    assert happened(EventType.CODE_CONFIRMED) == 1
    assert "10 gendannelseskoder" in browser.get("/konto").text
    deliver_outbox()
    assert letter_box.to(karen.email)[-1]["Subject"] == "Din engangskode er slået til"


def test_nothing_in_the_database_makes_codes(karen, recovery_codes):
    app = app_of(karen)
    secret = secret_of(app)
    rows = [str(row) for table in (CodeApp, RecoveryCode) for row in db.session.execute(select(table.__table__))]
    assert not [row for row in rows if secret in row or any(code in row for code in recovery_codes)]
    kept = set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert kept == {hash_of(code.replace("-", "")) for code in recovery_codes}


def test_the_secret_is_its_own(karen, anna, client, app):
    set_up(client(karen), karen)
    mine = secret_of(app_of(karen))
    assert len(mine) == 32
    app_of(karen).grain = "another"
    assert secret_of(app_of(karen)) != mine
    db.session.rollback()
    before, app.config["SECRET_KEY"] = app.config["SECRET_KEY"], "another key"
    try:
        assert secret_of(app_of(karen)) != mine
    finally:
        app.config["SECRET_KEY"] = before


def test_the_picture_is_for_its_owner_and_only_now(karen, anna, client):
    browser = client(karen)
    assert browser.get("/konto/kode/qr.svg").status_code == 404
    browser.post("/konto/kode", data={"present": PASSWORD})
    picture = browser.get("/konto/kode/qr.svg")
    assert picture.content_type == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    assert b"<path" in picture.data
    assert b"style=" not in picture.data
    assert client(anna).get("/konto/kode/qr.svg").status_code == 404
    assert client().get("/konto/kode/qr.svg").status_code == 302
    browser.post("/konto/kode/opsaet", data={"code": shown(karen)})
    assert browser.get("/konto/kode/qr.svg").status_code == 404
    assert browser.get("/konto/kode/opsaet").location == "/konto/kode"


def test_no_page_with_a_secret_is_kept(karen, client):
    browser = client(karen)
    for answer in (
        browser.post("/konto/kode", data={"present": PASSWORD}),
        browser.get("/konto/kode/opsaet"),
        browser.post("/konto/kode/opsaet", data={"code": shown(karen)}),
        browser.get("/konto/kode"),
    ):
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_password_begins_nothing(karen, client):
    browser = client(karen)
    refused = browser.post("/konto/kode", data={"present": WRONG})
    assert refused.status_code == 422
    assert "Det er ikke din nuværende adgangskode" in refused.text
    assert app_of(karen) is None
    for _ in range(9):
        browser.post("/konto/kode", data={"present": WRONG})
    assert browser.post("/konto/kode", data={"present": PASSWORD}).status_code == 429


@pytest.mark.parametrize("code", ["", "000", "abcdef", "\N{FULLWIDTH DIGIT ONE}" * 6, "1" * 41, "12345 "])
def test_a_code_that_is_none_turns_nothing_on(karen, client, code):
    browser = client(karen)
    browser.post("/konto/kode", data={"present": PASSWORD})
    assert browser.post("/konto/kode/opsaet", data={"code": code}).status_code == 422
    assert not app_of(karen).confirmed_at
    assert happened(EventType.CODE_CONFIRMED) == 0


def test_guessing_at_set_up_is_limited(karen, client):
    browser = client(karen)
    browser.post("/konto/kode", data={"present": PASSWORD})
    for _ in range(5):
        assert browser.post("/konto/kode/opsaet", data={"code": "000000"}).status_code == 422
    assert browser.post("/konto/kode/opsaet", data={"code": shown(karen)}).status_code == 429


def test_beginning_anew_makes_a_new_secret(karen, client):
    browser = client(karen)
    browser.post("/konto/kode", data={"present": PASSWORD})
    first = shown(karen)
    browser.post("/konto/kode", data={"present": PASSWORD})
    assert shown(karen) != first
    assert db.session.scalar(select(func.count(CodeApp.id))) == 1


def test_whoever_has_one_does_not_set_up_another_over_it(karen, recovery_codes, client):
    before = app_of(karen).grain
    assert client(karen).post("/konto/kode", data={"present": PASSWORD}).status_code == 422
    assert app_of(karen).grain == before


def test_the_same_form_twice_keeps_the_first_codes(karen, client):
    browser = client(karen)
    browser.post("/konto/kode", data={"present": PASSWORD})
    code = shown(karen)
    browser.post("/konto/kode/opsaet", data={"code": code})
    kept = set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert browser.post("/konto/kode/opsaet", data={"code": code}).location == "/konto/kode"
    assert set(db.session.scalars(select(RecoveryCode.code_hash))) == kept


def test_one_goes_on_to_where_one_was(karen, anna, client):
    browser = client(karen)
    there = browser.post("/konto/kode", data={"present": PASSWORD, "next": "/beskeder?side=2"}).location
    assert there == "/konto/kode/opsaet?next=%2Fbeskeder%3Fside%3D2"
    assert 'value="/beskeder?side=2"' in browser.get(there).text
    done = browser.post("/konto/kode/opsaet", data={"code": shown(karen), "next": "/beskeder?side=2"})
    assert 'href="/beskeder?side=2"' in done.text
    assert re.search(r'name="next"[^>]* value=""', client(anna).get("/konto/kode?next=//evil.example").text)


def test_the_list_is_saved_as_a_file(karen, recovery_codes, client, anna):
    browser = client(karen)
    file = browser.post("/konto/kode/gendannelseskoder.txt", data={"codes": " ".join(recovery_codes)})
    assert file.content_type == "text/plain; charset=utf-8"
    assert file.headers["Cache-Control"] == "no-store"
    assert "attachment" in file.headers["Content-Disposition"]
    assert all(code in file.text for code in recovery_codes)
    for sent in ("", "abcd-efgh-jkmn-pqrs", "x" * 5000, " ".join([*recovery_codes, "<script>"])):
        assert browser.post("/konto/kode/gendannelseskoder.txt", data={"codes": sent}).status_code == 404
    others = client(anna).post("/konto/kode/gendannelseskoder.txt", data={"codes": " ".join(recovery_codes)})
    assert others.status_code == 404


def test_new_recovery_codes_take_the_place_of_the_old(karen, recovery_codes, client, halfway):
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        page = client(karen).post("/konto/kode/nye-gendannelseskoder", data={"present": PASSWORD, "code": shown(karen)})
        fresh = listed(page.text)
        assert len(fresh) == 10
        assert not set(fresh) & set(recovery_codes)
        assert happened(EventType.RECOVERY_CODES_RENEWED) == 1
        assert halfway().post("/log-ind/gendannelseskode", data={"code": recovery_codes[0]}).status_code == 422
        assert halfway().post("/log-ind/gendannelseskode", data={"code": fresh[0]}).status_code == 302


def test_turning_it_off_takes_password_and_code(karen, recovery_codes, client, deliver_outbox, letter_box):
    browser = client(karen)
    assert browser.get("/konto/kode/slaa-fra").status_code == 200
    for data in ({"present": WRONG, "code": recovery_codes[0]}, {"present": PASSWORD, "code": "000000"}, {}):
        assert browser.post("/konto/kode/slaa-fra", data=data).status_code == 422
    assert app_of(karen).confirmed_at
    answer = browser.post("/konto/kode/slaa-fra", data={"present": PASSWORD, "code": recovery_codes[0].upper()})
    assert answer.location == "/konto/kode", "the wrong password used up no code"
    assert app_of(karen) is None
    assert db.session.scalar(select(func.count(RecoveryCode.id))) == 0
    deliver_outbox()
    assert letter_box.to(karen.email)[-1]["Subject"] == "Din engangskode er slået fra"
    signs_in = client().post("/log-ind", data={"email": karen.email, "password": PASSWORD})
    assert signs_in.location == "/skrivebord"


def test_there_is_nothing_to_turn_off(karen, client):
    for path in ("slaa-fra", "nye-gendannelseskoder"):
        refused = client(karen).post(f"/konto/kode/{path}", data={"present": PASSWORD, "code": "000000"})
        assert refused.status_code == 422
        assert "Du har ingen engangskode" in refused.text


def test_few_codes_left_is_told(karen, recovery_codes, client):
    for code in db.session.scalars(select(RecoveryCode).order_by(RecoveryCode.id).limit(7)):
        code.used_at = clock.now()
    db.session.commit()
    assert re.search(r"3\sgendannelseskoder tilbage", client(karen).get("/konto").text)
    assert "før der ikke er flere" in client(karen).get("/konto").text
    assert "før der ikke er flere" in client(karen).get("/konto/kode").text


def test_who_has_not_confirmed_the_address_sets_up_nothing(client, karen):
    karen.confirmed_at = None
    db.session.commit()
    assert client(karen).post("/konto/kode", data={"present": PASSWORD}).status_code == 403
    assert app_of(karen) is None


def test_wrong_codes_while_setting_up_are_nobodys_theft(karen, client, deliver_outbox, letter_box):
    browser = client(karen)
    browser.post("/konto/kode", data={"present": PASSWORD})
    answers = [browser.post("/konto/kode/opsaet", data={"code": "000000"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429], "they are limited all the same"
    deliver_outbox()
    assert happened(EventType.CODE_GUESSED) == 0
    assert letter_box.to(karen.email) == []
