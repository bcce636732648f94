"""Forgetting a password, choosing another, and what ends with the old one."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts import passwords
from portal.accounts.links import Purpose, path_of_link
from portal.accounts.models import User
from portal.accounts.password_rules import COMMON, faults_of
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from tests.factories import saved

OLD, NEW = "grøn cykel i regn", "tre blå både hjem"
EMAIL = "karen@example.dk"


@pytest.fixture
def karen(app):
    return saved(User(name="Karen Sø", email=EMAIL, password_hash=passwords.hashed(OLD), confirmed_at=clock.now()))


@pytest.fixture
def forget(client, deliver_outbox):
    def send(email=EMAIL):
        answer = client().post("/glemt-adgangskode", data={"email": email})
        deliver_outbox()
        return answer

    return send


def signed_in(client, password=OLD):
    browser = client()
    assert browser.post("/log-ind", data={"email": EMAIL, "password": password}).status_code == 302
    return browser


def test_a_forgotten_password_is_replaced(karen, forget, client, letter_box, deliver_outbox):
    before = signed_in(client)
    assert forget().status_code == 200
    path = letter_box.last_path_to(EMAIL)
    assert path.startswith("/ny-adgangskode/")
    assert client().get(path).status_code == 200
    assert client().post(path, data={"password": NEW}).location == "/log-ind"
    assert before.get("/konto").status_code == 302, "every session has ended"
    assert client().post("/log-ind", data={"email": EMAIL, "password": OLD}).status_code == 422
    signed_in(client, NEW)
    deliver_outbox()
    assert letter_box.to(EMAIL)[-1]["Subject"] == "Din adgangskode er skiftet"


def test_the_answer_is_the_same_for_unknown_addresses(karen, forget, letter_box):
    assert forget().text.replace(EMAIL, "X") == forget("nobody@example.dk").text.replace("nobody@example.dk", "X")
    assert [letter["To"] for letter in letter_box.letters] == [EMAIL]


def test_a_link_works_once(karen, forget, client, letter_box):
    forget()
    path = letter_box.last_path_to(EMAIL)
    client().post(path, data={"password": NEW})
    assert client().get(path).status_code == 410
    assert client().post(path, data={"password": OLD}).status_code == 410


def test_a_link_lasts_an_hour(karen, forget, client, letter_box):
    forget()
    path = letter_box.last_path_to(EMAIL)
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        assert client().get(path).status_code == 410
        assert client().post(path, data={"password": NEW}).status_code == 410
    signed_in(client)


def test_a_weak_one_is_refused_and_the_link_lives_on(karen, forget, client, letter_box):
    forget()
    path = letter_box.last_path_to(EMAIL)
    refused = client().post(path, data={"password": "password1234"})
    assert refused.status_code == 422
    assert "som færre bruger" in refused.text
    assert client().post(path, data={"password": NEW}).status_code == 302


def test_a_closed_account_gets_no_letter(karen, forget, letter_box):
    karen.deactivated_at = clock.now()
    db.session.commit()
    assert forget().status_code == 200
    assert not letter_box.letters


def test_a_lock_ends_with_a_new_password(karen, forget, client, letter_box):
    for _ in range(10):
        client().post("/log-ind", data={"email": EMAIL, "password": "en helt anden kode"})
    assert client().post("/log-ind", data={"email": EMAIL, "password": OLD}).status_code == 429
    forget()
    client().post(letter_box.last_path_to(EMAIL), data={"password": NEW})
    signed_in(client, NEW)


def test_changing_it_ends_every_other_session(karen, client):
    here, there = signed_in(client), signed_in(client)
    answer = here.post("/konto/adgangskode", data={"present": OLD, "password": NEW})
    assert answer.location == "/konto"
    assert here.get("/konto").status_code == 200
    assert there.get("/konto").status_code == 302
    assert EventType.PASSWORD_CHANGED in set(db.session.scalars(select(Event.type)))


def test_changing_it_needs_the_present_one(karen, client):
    browser = signed_in(client)
    refused = browser.post("/konto/adgangskode", data={"present": "en helt anden kode", "password": NEW})
    assert refused.status_code == 422
    assert "Det er ikke din nuværende adgangskode" in refused.text
    for _ in range(9):
        browser.post("/konto/adgangskode", data={"present": "en helt anden kode", "password": NEW})
    assert browser.post("/konto/adgangskode", data={"present": OLD, "password": NEW}).status_code == 429


def test_a_visitor_has_none_to_change(client):
    assert client().get("/konto/adgangskode").status_code == 302
    assert client().post("/konto/adgangskode", data={}).status_code == 401


def test_an_invited_person_gets_the_invitation_again(forget, letter_box, client):
    saved(User(name="Ida Ny", email=EMAIL, invited_at=clock.now()))
    forget()
    path = letter_box.last_path_to(EMAIL)
    assert path.startswith("/invitation/")
    assert "Ida" in client().get(path).text
    assert client().post(path, data={"password": NEW}).location == "/skrivebord"
    assert client().get(path).status_code == 410
    signed_in(client, NEW)


def test_letters_typed_in_two_ways_are_the_same(app):
    kept = passwords.hashed("blå både på fjorden")
    assert passwords.matches(kept, "bla\N{COMBINING RING ABOVE} både på fjorden")


@pytest.mark.parametrize(
    "password",
    [
        "elleve tegn", "password1234", "Adgangskode1", "ADGANGSKODE123", "P4ssword1234", "velkommen2026!",
        "aaaabbbbaaaabbbb", "abcdefghijklmn", "nmlkjihgfedcba", "qwertyuiopåa", "abcabcabcabc", "12341234123412",
        "234567890123", "annastrand123", "anna.strand1", "sammenomfjordby", "Sammen om Fjordby 1", " " * 12,
        "chokolade1234",
    ],
)  # fmt: skip
def test_poor_passwords(app, password):
    assert faults_of(password, ["Anna Strand", "anna.strand@example.dk", "Sammen om Fjordby", "Fjordby Kommune"])


@pytest.mark.parametrize(
    "password", [OLD, NEW, "Fjordby har 3 gode kajakker", "xK9#mQ2$vL5p", "anna elsker regnvejr og te"]
)
def test_good_passwords(app, password):
    assert not faults_of(password, ["Anna Strand", "anna.strand@example.dk", "Sammen om Fjordby"])


def test_the_list_holds_only_long_ones():
    listed = COMMON.read_text(encoding="utf-8").split()
    assert len(listed) > 500
    assert min(map(len, listed)) >= 12
    assert listed == sorted(set(listed))


def test_an_endless_password_is_refused_before_anything_looks_at_it(client):
    path = path_of_link(Purpose.CONFIRM, saved(User(name="Ida", email="ida@example.dk")))
    begun = time.process_time()
    assert (
        client().post("/opret-konto", data={"name": "Ida", "email": "a" * 400_000 + "@example.dk"}).status_code == 422
    )
    answer = client().post(path, data={"password": "abcdefgh ij" * 50_000})
    assert answer.status_code == 422
    assert "Skriv højst 200 tegn" in answer.text
    assert time.process_time() - begun < 2
