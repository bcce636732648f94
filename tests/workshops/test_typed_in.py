"""Those who hold a meeting sign up who has called: on the list as others, told by letter or by a call."""

import csv
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from portal.accounts.models import User
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.notifications.models import Notification
from portal.privacy.actions.erasing import erase_person
from portal.privacy.actions.retaining import keep_promises
from portal.rules.privacy import Kind, kept_for
from portal.rules.roles import Role
from portal.workshops.actions.coming import sign_off, sign_up
from portal.workshops.actions.planning import cancel_workshop, edit_workshop
from portal.workshops.forms.coming import SignUpDraft
from portal.workshops.links import path_of_own
from portal.workshops.models import ParticipantKind, WorkshopSignUp
from portal.workshops.queries.coming import attendance
from tests.cast import person
from tests.forms_on_pages import forms_in
from tests.same_moment import press_at_the_same_moment
from tests.workshops.scene import called_in, draft, seated_at, workshop_in

CITIZEN = SignUpDraft(ParticipantKind.CITIZEN)
KAJ = {"name": "Kaj Ring", "kind": "association", "party_id": "", "email": "kaj@example.dk", "phone": "20 30 40 50",
       "needs": "Teleslynge", "submission_key": "kaj"}  # fmt: skip


def signed_up():
    return db.session.scalars(select(WorkshopSignUp).order_by(WorkshopSignUp.id)).all()


def letters_to(letter_box, address):
    return [letter.get_body(("plain",)).get_content() for letter in letter_box.to(address)]


def test_from_the_phone_to_the_list_and_off_again(client, bo, harbour):
    workshop, browser = workshop_in(harbour), client(bo)
    assert f'href="{workshop.path}/deltagere/ny"' in browser.get(workshop.path).text
    page = browser.get(f"{workshop.path}/deltagere/ny").text
    assert "Læs højt: Alle kan se, hvor mange der kommer" in page

    answer = browser.post(f"{workshop.path}/deltagere/ny", data=KAJ, follow_redirects=True)
    assert "Kaj Ring har en plads." in answer.text
    for told in ("mailto:kaj@example.dk", "tel:20304050", "Teleslynge", "Forening", "1 er tilmeldt"):
        assert told in answer.text, told
    table = browser.get(f"{workshop.path}/deltagere.csv").get_data(as_text=True).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(table), delimiter=";"))[1] == [
        "Kaj Ring", "Forening", "", "", "kaj@example.dk", "20 30 40 50", "",
    ]  # fmt: skip
    assert attendance(workshop).kinds == [(ParticipantKind.ASSOCIATION, 1)]
    assert "Kaj Ring" not in client().get(workshop.path).text

    (place,) = signed_up()
    answer = browser.post(f"{workshop.path}/deltagere/{place.id}/afmeld", follow_redirects=True)
    assert "Der er meldt afbud for Kaj Ring." in answer.text and signed_up() == []


def test_the_same_form_twice_is_one_person(client, bo, harbour):
    workshop, browser = workshop_in(harbour), client(bo)
    for _click in range(2):
        assert browser.post(f"{workshop.path}/deltagere/ny", data=KAJ).status_code == 302
    assert browser.post(f"{workshop.path}/deltagere/ny", data=KAJ | {"name": "Eva Ring"}).status_code == 422
    assert [place.name for place in signed_up()] == ["Kaj Ring"]


def test_only_those_who_hold_it_sign_others_up(client, anna, carl, harbour):
    workshop = workshop_in(harbour)
    place = called_in(workshop)
    for somebody in (anna, carl):
        assert client(somebody).get(f"{workshop.path}/deltagere/ny").status_code == 403
        assert client(somebody).post(f"{workshop.path}/deltagere/ny", data=KAJ).status_code == 403
        assert client(somebody).post(f"{workshop.path}/deltagere/{place.id}/afmeld").status_code == 403
    assert len(signed_up()) == 1


def test_nobody_signs_off_a_person_who_can_do_so(client, anna, bo, harbour):
    workshop = workshop_in(harbour)
    place, elsewhere = sign_up(anna, workshop, CITIZEN), called_in(workshop_in(harbour, days=3))
    for one in (place, elsewhere):
        assert client(bo).post(f"{workshop.path}/deltagere/{one.id}/afmeld").status_code == 404
    assert len(signed_up()) == 2


@pytest.mark.parametrize("odd", [{"name": ""}, {"kind": ""}, {"kind": "politician"}, {"email": "kaj"},
                                 {"phone": "x" * 31}, {"needs": "x" * 301}])  # fmt: skip
def test_errors_keep_what_was_typed(client, bo, harbour, odd):
    workshop = workshop_in(harbour)
    page = client(bo).post(f"{workshop.path}/deltagere/ny", data=KAJ | odd)
    assert page.status_code == 422 and signed_up() == []
    assert "Teleslynge" in page.text or "needs" in odd


def test_a_politician_comes_for_a_party_of_ours(client, bo, harbour, fjordby):
    workshop, party = workshop_in(harbour), fjordby.parties[2]
    typed = KAJ | {"kind": "politician", "party_id": str(party.id)}
    assert client(bo).post(f"{workshop.path}/deltagere/ny", data=typed).status_code == 302
    assert signed_up()[0].party is party


def test_who_has_called_waits_in_line_and_is_told_by_letter(client, bo, anna, harbour, letter_box, deliver_outbox):
    workshop = workshop_in(harbour, days=1, capacity=1)
    sign_up(anna, workshop, CITIZEN)
    answer = client(bo).post(f"{workshop.path}/deltagere/ny", data=KAJ, follow_redirects=True)
    assert "Kaj Ring er nummer 1 på ventelisten." in answer.text
    sign_off(anna, workshop)
    assert "Fik plads fra ventelisten" in client(bo).get(f"{workshop.path}/deltagere").text
    edit_workshop(bo, workshop, draft(days=2, capacity=1), reason="Salen er oversvømmet.")
    cancel_workshop(bo, workshop, "Ingen kan komme.")
    deliver_outbox()

    _first, moved_up, moved, cancelled = letters_to(letter_box, KAJ["email"])
    assert "Der er blevet en plads til dig" in moved_up
    assert "Salen er oversvømmet." in moved and "Du beholder din plads." in moved and "ventelisten" not in moved
    assert "Ingen kan komme." in cancelled
    assert db.session.scalar(select(User).where(User.email == KAJ["email"])) is None, "no account is made of it"


def test_the_link_in_the_letter_signs_off(client, bo, anna, harbour, letter_box, deliver_outbox):
    workshop = workshop_in(harbour)
    client(bo).post(f"{workshop.path}/deltagere/ny", data=KAJ)
    deliver_outbox()
    (letter,) = letters_to(letter_box, KAJ["email"])
    own = re.search(r"/moeder/uden-konto/\S+", letter)[0]
    assert "Du bad selv om det." in letter and "nummer" not in letter
    assert "Du har en plads" in client().get(own).text
    assert client().post(f"{own}/afmeld").status_code == 302 and signed_up() == []


def test_of_whom_no_letter_reaches_the_secretary_is_told_to_call(client, bo, anna, harbour, deliver_outbox):
    workshop = workshop_in(harbour, capacity=1)
    sign_up(anna, workshop, CITIZEN)
    client(bo).post(f"{workshop.path}/deltagere/ny", data=KAJ | {"email": ""})
    assert "1 har ingen mailadresse. Ring" in client(bo).get(f"{workshop.path}/deltagere").text
    sign_off(anna, workshop)
    deliver_outbox()
    told = db.session.scalars(select(Notification.message).where(Notification.recipient_id == bo.id)).all()
    assert any("Call and tell them" in message for message in told)


def test_the_attendance_form_knows_them(client, bo, harbour):
    workshop = workshop_in(harbour, days=-1)
    called_in(workshop)
    assert "Kaj Ring (Borger)" in client(bo).get(f"{workshop.path}/fremmoede").text


def test_name_and_ways_to_reach_them_go_when_it_is_promised(client, bo, harbour):
    workshop = workshop_in(harbour)
    called_in(workshop, email="kaj@example.dk", needs="Tolk")
    with clock.frozen(workshop.ends_at + kept_for(Kind.SIGN_UP) + timedelta(days=1)):
        keep_promises()
    (place,) = signed_up()
    assert (place.name, place.email, place.phone, place.needs) == ("", "", "", "")
    assert attendance(workshop).taken == 1


def test_whoever_is_erased_is_erased_here_too(harbour, anna):
    called_in(workshop_in(harbour), email=anna.email)
    called_in(workshop_in(harbour, days=-1), email=anna.email)
    erase_person(person("Finn Å", Role.ADMINISTRATOR), anna, reason="Har bedt om det")
    (place,) = signed_up()
    assert (place.name, place.email, place.phone) == ("", "", ""), "of what is over the number stays"


def test_who_has_called_is_seated_and_stands_on_the_paper_and_who_waits_is_not(client, bo, harbour):
    workshop = workshop_in(harbour, days=1)
    seated_at(called_in(workshop))
    called_in(workshop, name="Vera Vent", is_waiting=True)
    for page in ("/borde", "/udskriv"):
        shown = client(bo).get(workshop.path + page)
        assert shown.status_code == 200
        assert "Vera Vent" not in shown.text
    assert "Kaj Ring" in shown.text


def test_a_second_click_signs_nobody_else_off(client, bo, harbour):
    workshop, browser = workshop_in(harbour), client(bo)
    place = called_in(workshop)
    path = f"{workshop.path}/deltagere/{place.id}/afmeld"
    page = browser.get(f"{workshop.path}/deltagere").text
    (button,) = [form for form in forms_in(page, path) if form.action == path]
    assert browser.post(path, data=MultiDict(button.fields)).status_code == 302
    assert browser.post(path, data=MultiDict(button.fields)).status_code == 302, "nothing is left to do"
    db.session.expire_all()
    called_in(workshop, name="Vera Vent")  # SQLite gives the free number again
    browser.post(path, data=MultiDict(button.fields))
    db.session.expire_all()
    assert [one.name for one in signed_up()] == ["Vera Vent"]


@pytest.mark.parametrize("is_own", [False, True])
def test_two_clicks_at_the_same_moment_sign_off_once(app, client, bo, harbour, is_own, monkeypatch):
    workshop = workshop_in(harbour)
    place = called_in(workshop, email="kaj@example.dk")
    path = path_of_own(place) if is_own else f"{workshop.path}/deltagere/{place.id}"
    answers = press_at_the_same_moment(app, client() if is_own else client(bo), f"{path}/afmeld", {}, monkeypatch)
    assert [answer.status_code for answer in answers] == [302, 302]
    wanted = "workshop.signed-off" if is_own else "workshop.typed-out"
    assert [event.type for event in db.session.scalars(select(Event))] == [wanted]
