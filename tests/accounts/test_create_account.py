"""Somebody wants to take part, and shows that the address is theirs."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts import passwords
from portal.accounts.links import LINKS, Purpose, time_of_link
from portal.accounts.models import User
from portal.accounts.queries import user_by_email
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.states import IdeaState
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.rules.roles import Role
from tests.factories import saved
from tests.ideas.scene import idea_in

NEW = {"name": "Karen Sø", "email": "Karen.Soe@Example.dk"}
PASSWORD = {"password": "grøn cykel i regn"}
KAREN = "karen.soe@example.dk"


@pytest.fixture
def ask(client, deliver_outbox, letter_box):
    """Fill in the form as a visitor, and let the worker do its work."""

    def send(**changes):
        answer = client().post("/opret-konto", data=NEW | changes)
        deliver_outbox()
        return answer

    return send


def test_a_letter_confirms_the_address(ask, client, letter_box, deliver_outbox):
    assert ask().status_code == 200
    assert not user_by_email(KAREN).confirmed_at
    path = letter_box.last_path_to(KAREN)
    page = client().get(path)
    assert page.status_code == 200
    assert "Karen Sø" in page.text
    assert not user_by_email(KAREN).confirmed_at, "looking must not confirm"
    browser = client()
    assert browser.post(path, data=PASSWORD).location == "/skrivebord"
    assert "Din konto er klar" in browser.get("/skrivebord").text, "the password is asked for once"
    karen = user_by_email(KAREN)
    assert karen.confirmed_at
    assert karen.roles_in(None) == {Role.VISITOR, Role.CITIZEN}
    deliver_outbox()
    assert len(letter_box.letters) == 1


def test_the_letter_is_text_and_html_in_danish(ask, letter_box):
    ask()
    letter = letter_box.to(KAREN)[0]
    assert letter["Subject"] == "Bekræft din adresse"
    for kind in ("plain", "html"):
        body = letter.get_body((kind,)).get_content()
        assert "http://127.0.0.1:8000/bekraeft/" in body
        assert "3 dage" in body
    assert "&" not in letter.get_body(("plain",)).get_content()


def test_a_link_works_once(ask, client, letter_box):
    ask()
    path = letter_box.last_path_to(KAREN)
    client().post(path, data=PASSWORD)
    for again in (client().get(path), client().post(path, data=PASSWORD)):
        assert again.status_code == 410
        assert "Linket virker ikke længere" in again.text


def test_a_link_grows_old(ask, client, letter_box):
    ask()
    path = letter_box.last_path_to(KAREN)
    with clock.frozen(clock.now() + timedelta(days=3, minutes=1)):
        assert client().post(path, data=PASSWORD).status_code == 410
    assert not user_by_email(KAREN).confirmed_at


def test_a_false_link_is_dead(client):
    for path in ("/bekraeft/x", "/bekraeft/WzEsIjAiXQ.aaaa.bbbb", "/ny-adgangskode/x", "/invitation/æ"):
        assert client().get(path).status_code == 410
        assert client().post(path).status_code == 410


def test_a_link_is_good_for_one_thing_only(ask, client, letter_box):
    ask()
    token = letter_box.last_path_to(KAREN).rpartition("/")[2]
    for path in ("/ny-adgangskode/", "/invitation/"):
        assert client().get(path + token).status_code == 410


def test_the_answer_is_the_same_for_those_who_have_an_account(ask, anna, letter_box):
    fresh = ask().text.replace(KAREN, "X")
    known = ask(email=anna.email)
    assert known.text.replace(anna.email, "X") == fresh
    letter = letter_box.to(anna.email)[0]
    assert letter["Subject"] == "Du har allerede en konto"
    assert "/log-ind" in letter.get_body(("plain",)).get_content()
    assert db.session.get(User, anna.id).name == "Anna Strand"


def test_the_password_is_chosen_by_whoever_reads_the_letter(ask, client, letter_box):
    """Also where a stranger asked first, or somebody began an account when the page still asked for a password."""
    saved(User(name="En anden", email=KAREN, password_hash=passwords.hashed("en helt anden kode")))
    stranger = client()
    assert stranger.post("/log-ind", data={"email": KAREN, "password": "en helt anden kode"}).status_code == 302
    ask(password="et ord fra den fremmede")
    assert user_by_email(KAREN).name == "Karen Sø"
    assert client().post(letter_box.last_path_to(KAREN), data=PASSWORD).location == "/skrivebord"
    assert stranger.get("/konto").status_code == 302, "what was begun with the old password is over"
    assert client().post("/log-ind", data={"email": KAREN} | PASSWORD).status_code == 302
    for old in ("en helt anden kode", "et ord fra den fremmede"):
        assert client().post("/log-ind", data={"email": KAREN, "password": old}).status_code == 422


def test_two_clicks_leave_both_links_alive(ask, client, letter_box):
    ask()
    first = letter_box.last_path_to(KAREN)
    ask()
    assert client().post(first, data=PASSWORD).location == "/skrivebord"
    assert client().post(letter_box.last_path_to(KAREN), data=PASSWORD).status_code == 410
    assert db.session.scalar(select(func.count()).select_from(User)) == 1


def test_what_one_came_for_is_kept_through_the_letter(client, letter_box, deliver_outbox, harbour, anna):
    """From an idea's page to the account and back, also when the letter is opened on another machine."""
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    visitor = client()
    page = visitor.get(idea.path).text
    assert f'href="/opret-konto?next={idea.path}"' in page and f'href="/log-ind?next={idea.path}"' in page
    asked = visitor.get(f"/opret-konto?next={idea.path}").text
    assert f'name="next" type="hidden" value="{idea.path}"' in asked and "kommer du tilbage til den side" in asked
    sent = visitor.post("/opret-konto", data=NEW | {"next": idea.path}).text
    assert "kommer du tilbage til den side" in sent and f"/log-ind?next={idea.path}" in sent
    deliver_outbox()
    link = letter_box.last_path_to(KAREN)
    assert idea.path not in link, "nothing that a stranger wrote can be read in a letter from us"
    other = client()
    assert "kommer du tilbage til den side" in other.get(link).text
    assert other.post(link, data={"password": "kort"}).status_code == 422
    assert other.post(link, data=PASSWORD).location == idea.path
    page = other.get(idea.path).text
    assert "Her slap du" in page and "Støt idéen" in page


@pytest.mark.parametrize("elsewhere", ["https://ond.example/", "//ond.example", "/" + "x" * 400])
def test_nobody_is_led_elsewhere_by_a_letter(client, letter_box, deliver_outbox, elsewhere):
    assert client().post("/opret-konto", data=NEW | {"next": elsewhere}).status_code == 200
    deliver_outbox()
    assert client().post(letter_box.last_path_to(KAREN), data=PASSWORD).location == "/skrivebord"


def test_whoever_sits_at_the_sign_in_page_keeps_it_too(client, harbour):
    assert "/opret-konto?next=/udvalg/havnen/" in client().get("/log-ind?next=/udvalg/havnen/").text


@pytest.mark.parametrize("purpose", [Purpose.CONFIRM, Purpose.NEW_PASSWORD, Purpose.INVITATION])
def test_a_link_works_as_long_as_its_letter_and_its_page_say(client, app, letter_box, deliver_outbox, purpose, finn):
    """One number: each of them says it, and the link keeps it to the minute."""
    known = saved(User(name="Karen Sø", email=KAREN, password_hash="x", confirmed_at=clock.now()))
    if purpose is Purpose.CONFIRM:
        known.confirmed_at = known.password_hash = None
        db.session.commit()
        page = client().post("/opret-konto", data=NEW).text
    elif purpose is Purpose.NEW_PASSWORD:
        page = client().post("/glemt-adgangskode", data={"email": KAREN}).text
    else:
        known.invited_at, known.confirmed_at, known.password_hash = clock.now(), None, None
        db.session.commit()
        client().post("/glemt-adgangskode", data={"email": KAREN})
        page = client().get("/invitation/x").text
    deliver_outbox()
    lasts = LINKS[purpose].lasts
    said = {Purpose.CONFIRM: "3 dage", Purpose.NEW_PASSWORD: "1 time", Purpose.INVITATION: "14 dage"}[purpose]
    assert time_of_link(purpose) == said
    assert said in page and said in letter_box.to(KAREN)[-1].get_body(("plain",)).get_content()
    path = letter_box.last_path_to(KAREN)
    assert path.startswith(LINKS[purpose].path)
    with clock.frozen(clock.now() + lasts - timedelta(minutes=1)):
        assert client().get(path).status_code == 200
    with clock.frozen(clock.now() + lasts + timedelta(minutes=1)):
        assert client().get(path).status_code == 410


def test_a_guest_who_makes_an_account_is_promised_the_same_and_asked_once(client, letter_box, deliver_outbox):
    """Ideas were sent from this address without an account: the same page, the same days, one password."""
    guest = saved(User(name="Karen Sø", email=KAREN, confirmed_at=clock.now()))
    page = client().post("/opret-konto", data=NEW | {"next": "/privatliv"}).text
    deliver_outbox()
    letter = letter_box.to(KAREN)[0].get_body(("plain",)).get_content()
    assert "3 dage" in page and "3 dage" in letter
    browser, link = client(), letter_box.last_path_to(KAREN)
    shown = browser.get(link).text
    assert "Vælg en adgangskode" in shown or "vælg" in shown
    assert "logget ud" not in shown, "nobody was signed in"
    assert browser.post(link, data=PASSWORD).location == "/privatliv"
    assert browser.get("/konto").status_code == 200 and not db.session.get(User, guest.id).is_guest


def test_nobody_takes_an_invited_persons_place(ask, client, letter_box):
    invited = saved(User(name="Ida", email=KAREN, invited_at=clock.now()))
    ask()
    assert letter_box.to(KAREN)[0]["Subject"].startswith("Din invitation")
    assert db.session.get(User, invited.id).password_hash is None
    assert client().post("/log-ind", data={"email": KAREN} | PASSWORD).status_code == 422


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Skriv dit navn"),
        ("name", "x" * 121, "Skriv højst 120 tegn"),
        ("email", "", "Skriv din mailadresse"),
        ("email", "karen", "Skriv en mailadresse som navn@example.dk"),
        ("email", "karen@example.dk\nBcc: x@example.dk", "Skriv en mailadresse som navn@example.dk"),
    ],
)
def test_each_fault_is_told(ask, field, value, said):
    answer = ask(**{field: value})
    assert answer.status_code == 422
    assert answer.text.count(said) >= 2, "in the summary and at the field"
    assert db.session.scalar(select(func.count()).select_from(User)) == 0
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Skriv en adgangskode"),
        ("kort", "Skriv mindst 12 tegn"),
        ("adgangskode123", "som færre bruger"),
        ("aaaaaaaaaaaaaa", "en rækkefølge eller en gentagelse"),
        ("karen sø 12345", "uden dit navn"),
        ("x" * 201, "Skriv højst 200 tegn"),
    ],
)
def test_each_fault_of_a_password_is_told(ask, client, letter_box, password, said):
    ask()
    answer = client().post(letter_box.last_path_to(KAREN), data={"password": password})
    assert answer.status_code == 422
    assert answer.text.count(said) >= 2, "in the summary and at the field"
    assert not password or password not in answer.text
    assert not user_by_email(KAREN).confirmed_at


def test_what_was_typed_is_kept(ask):
    answer = ask(email="karen.soe@example.dk", name="Karen Sø" * 40)
    assert answer.status_code == 422
    assert 'value="karen.soe@example.dk"' in answer.text
    answer = ask(email="karen")
    assert 'value="Karen Sø"' in answer.text


def test_a_letter_box_is_not_filled_from_here(ask, letter_box):
    for _ in range(5):
        assert ask().status_code == 200
    refused = ask()
    assert refused.status_code == 429
    assert "Prøv igen" in refused.text
    assert len(letter_box.letters) == 5
    with clock.frozen(clock.now() + timedelta(hours=24, minutes=1)):
        assert ask().status_code == 200


def test_those_who_began_before_come_in_as_visitors(client, letter_box, deliver_outbox):
    """An account that was begun when the page still asked for a password."""
    saved(User(name="Karen Sø", email=KAREN, password_hash=passwords.hashed(PASSWORD["password"])))
    browser = client()
    assert browser.post("/log-ind", data={"email": KAREN} | PASSWORD).location == "/konto"
    page = browser.get("/konto").text
    assert "Bekræft din adresse" in page
    assert not can(user_by_email(KAREN), Permission.IDEA_SUPPORT)
    assert browser.post("/konto/bekraeftelse").location == "/konto"
    deliver_outbox()
    assert len(letter_box.to(KAREN)) == 1
    browser.post(letter_box.last_path_to(KAREN), data=PASSWORD)
    assert "Bekræft din adresse" not in browser.get("/konto").text
    assert browser.post("/konto/bekraeftelse").status_code == 422


def test_roles_wait_for_the_address(app):
    user = saved(User(name="Ida", email=KAREN))
    assert user.roles_in(None) == {Role.VISITOR}


def test_strangers_do_not_fill_a_letter_box(client, anna, letter_box, deliver_outbox):
    """Whoever names somebody else again and again gives them one letter a day, and newcomers five."""
    tomorrow = clock.today() + timedelta(days=1)
    for hour in range(10):
        with clock.frozen(clock.moment_in_denmark(datetime.combine(tomorrow, time(8 + hour, 5)))):
            for email in (anna.email, "nils@example.dk"):
                answers = [client().post("/opret-konto", data=NEW | {"email": email}).status_code for _ in range(5)]
                assert answers == ([200] * 5 if not hour else [429] * 5), "and the answers are the same for both"
            deliver_outbox()
    assert len(letter_box.to(anna.email)) == 1 and len(letter_box.to("nils@example.dk")) == 5
    with clock.frozen(clock.moment_in_denmark(datetime.combine(tomorrow + timedelta(days=1), time(8, 6)))):
        assert client().post("/opret-konto", data=NEW | {"email": anna.email}).status_code == 200
        deliver_outbox()
    assert len(letter_box.to(anna.email)) == 2


def test_who_has_asked_too_often_is_told_the_day(client, letter_box):
    evening = clock.moment_in_denmark(datetime.combine(clock.today() + timedelta(days=1), time(20)))
    with clock.frozen(evening):
        for _ in range(6):
            page = client().post("/opret-konto", data=NEW)
        assert page.status_code == 429
        assert f"{clock.in_denmark(evening + timedelta(days=1)).day}." in page.text and "20.01" in page.text
