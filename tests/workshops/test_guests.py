"""Signing up without an account: a letter, a button, a page of one's own; and what somebody needs to take part."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User, Visitor
from portal.accounts.origin import Origin
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.privacy.actions.retaining import keep_promises
from portal.rules.roles import Role
from portal.workshops.actions.coming import sign_up
from portal.workshops.actions.guests import ask_as_guest, confirm_guest_sign_up
from portal.workshops.actions.limiting import limit_places
from portal.workshops.actions.planning import cancel_workshop, edit_workshop
from portal.workshops.forms.coming import GuestDraft, LimitsDraft, SignUpDraft
from portal.workshops.links import path_of_confirmation, path_of_own, place_of_own
from portal.workshops.models import GuestSignUp, ParticipantKind, WorkshopSignUp
from portal.workshops.queries.coming import attendance
from tests.at_once import at_once
from tests.cast import person
from tests.factories import saved
from tests.workshops.scene import called_in, comes, draft, guests_at, workshop_in

HOME = Origin("192.0.2.7", {})
MAIL = "ida@example.dk"
IDA = GuestDraft(ParticipantKind.ASSOCIATION, "Ida Krog", MAIL, "Plads til en kørestol", "key-1")
TYPED = {"kind": "association", "name": IDA.name, "email": MAIL, "needs": IDA.needs, "submission_key": "key-1"}


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def token_of(path):
    return path.rsplit("/", 1)[1]


def asked(workshop, guest=IDA):
    ask_as_guest(Visitor(), workshop, guest, HOME)
    found = select(GuestSignUp).where(GuestSignUp.submission_key == guest.submission_key)
    return path_of_confirmation(db.session.scalars(found).one())


def came_in(workshop, guest=IDA):
    return confirm_guest_sign_up(token_of(asked(workshop, guest)))


def letters_to(letter_box, address):
    return [letter.get_body(("plain",)).get_content() for letter in letter_box.to(address)]


def link_in(text, path):
    return re.search(rf"{path}\S+", text)[0]


def test_from_the_page_to_the_letter_to_the_place_and_off_again(client, harbour, letter_box, deliver_outbox):
    workshop, browser = workshop_in(harbour), client()
    assert f'href="{workshop.path}/uden-konto"' in browser.get(workshop.path).text
    assert 'name="email"' in browser.get(f"{workshop.path}/uden-konto").text

    page = browser.post(f"{workshop.path}/uden-konto", data=TYPED)
    assert page.status_code == 200 and MAIL in page.text
    assert count(WorkshopSignUp) == count(User) == 0, "nothing counts before it is confirmed"
    deliver_outbox()
    (letter,) = letters_to(letter_box, MAIL)
    assert "Ida" not in letter and "kørestol" not in letter, "anybody can write any address"

    link = link_in(letter, "/moeder/bekraeft/")
    assert "Ida Krog" in browser.get(link).text and count(WorkshopSignUp) == 0, "a scanner of mail confirms nothing"
    receipt = browser.post(link, follow_redirects=True)
    assert "Du har en plads" in receipt.text
    place = db.session.scalars(select(WorkshopSignUp)).one()
    assert (place.kind, place.needs, place.user.is_guest, place.has_place) == (IDA.kind, IDA.needs, True, True)
    deliver_outbox()
    own = link_in(letters_to(letter_box, MAIL)[1], "/moeder/uden-konto/")
    assert "/moeder/uden-konto/" in receipt.text

    page = browser.get(own)
    assert IDA.needs in page.text and page.headers["Referrer-Policy"] == "no-referrer"
    assert browser.post(f"{own}/afmeld").location == workshop.path
    assert count(WorkshopSignUp) == 0
    assert browser.get(own).status_code == browser.get(link).status_code == 410
    assert browser.post(f"{own}/afmeld").status_code == 410


def test_as_what_and_for_whom_one_comes_is_said_anew_too(client, bo, harbour, letter_box, deliver_outbox):
    workshop = workshop_in(harbour)
    token = guests_at(workshop)["comes"]
    own, place = f"/moeder/uden-konto/{token}", workshop.sign_ups[0]
    page = client().get(own).text
    assert 'value="citizen"' in page and 'value="politician"' not in page
    said = {"kind": "association", "organisation": "Roklubben", "needs": ""}
    for _click in range(2):
        assert client().post(f"{own}/behov", data=said).location == own
    assert (place.kind, place.organisation) == (ParticipantKind.ASSOCIATION, "Roklubben")
    assert count_of(EventType.WORKSHOP_SIGNED_UP) == 1
    assert dict(attendance(workshop).kinds) == {ParticipantKind.ASSOCIATION: 1}
    assert client().post(f"{own}/behov", data=said | {"kind": "politician"}).status_code == 422


def test_nobody_becomes_what_others_have_all_the_places_for(client, bo, harbour):
    workshop = workshop_in(harbour)
    token = guests_at(workshop)["comes"]
    limit_places(bo, workshop, LimitsDraft({(ParticipantKind.COMPANY, None): 1}))
    called_in(workshop, kind=ParticipantKind.COMPANY)
    answer = client().post(f"/moeder/uden-konto/{token}/behov", data={"kind": "company", "organisation": "Sejl ApS"})
    assert answer.status_code == 422 and "Alle pladser" in answer.text and "Sejl ApS" in answer.text
    assert workshop.sign_ups[0].kind is ParticipantKind.CITIZEN


def test_a_politician_who_was_signed_up_stays_one_for_the_same_party(client, fjordby, harbour):
    workshop = workshop_in(harbour)
    party = fjordby.parties[0]
    place = called_in(workshop, kind=ParticipantKind.POLITICIAN, party_id=party.id, email="mia@example.dk")
    own = path_of_own(place)
    assert client().post(f"{own}/behov", data={"kind": "politician", "needs": "Plads"}).location == own
    assert (place.kind, place.party_id, place.needs) == (ParticipantKind.POLITICIAN, party.id, "Plads")
    client().post(f"{own}/behov", data={"kind": "citizen"})
    assert (place.kind, place.party_id) == (ParticipantKind.CITIZEN, None)


@pytest.mark.parametrize("said", ["Min søn har cpr-nummer 010203-1234.", "0102031234"])
def test_a_cpr_number_is_refused_where_people_write_of_themselves(client, bo, harbour, said):
    workshop = workshop_in(harbour)
    token = guests_at(workshop)["comes"]
    for browser, page, more in (
        (client(), f"/moeder/uden-konto/{token}/behov", {"kind": "citizen"}),
        (client(), f"{workshop.path}/uden-konto", TYPED),
        (client(bo), f"{workshop.path}/deltagere/ny", {"name": "Kaj Ring", "kind": "citizen", "submission_key": "x"}),
    ):
        answer = browser.post(page, data={**more, "needs": said})
        assert answer.status_code == 422 and "uden cpr-nummer" in answer.text and said in answer.text, page
    assert not count_of(EventType.WORKSHOP_NEEDS_SAID) and not count_of(EventType.WORKSHOP_TYPED_IN)


def test_what_is_needed_is_said_anew_until_the_meeting_begins(client, bo, harbour):
    workshop = workshop_in(harbour)
    token = guests_at(workshop)["comes"]
    own, place = f"/moeder/uden-konto/{token}", workshop.sign_ups[0]
    for _click in range(2):
        assert client().post(f"{own}/behov", data={"kind": "citizen", "needs": "En teleslynge."}).location == own
    assert place.needs == "En teleslynge."
    assert count_of(EventType.WORKSHOP_NEEDS_SAID) == 1
    assert "En teleslynge." in client().get(own).text
    assert "En teleslynge." in client(bo).get(f"{workshop.path}/deltagere").text
    long = client().post(f"{own}/behov", data={"kind": "citizen", "needs": "x" * 301})
    assert long.status_code == 422 and "x" * 301 in long.text and place.needs == "En teleslynge."
    assert client().post(f"{own}/behov", data={"kind": "citizen", "needs": ""}).location == own
    assert place.needs == ""
    with clock.frozen(workshop.starts_at):
        late = client().post(f"{own}/behov", data={"kind": "citizen", "needs": "Tolk"})
        assert late.status_code == 422 and "Mødet er begyndt" in late.text and place.needs == ""
        assert "Tolk" in late.text, "what was typed is not lost"
    assert client().post("/moeder/uden-konto/falsk/behov", data={"kind": "citizen", "needs": "Tolk"}).status_code == 410


def test_the_page_of_a_place_promises_none_once_the_meeting_is_off_or_over(client, bo, harbour):
    off, over = workshop_in(harbour), workshop_in(harbour, days=-1, title="Det er slut")
    own = f"/moeder/uden-konto/{guests_at(off)['comes']}"
    cancel_workshop(bo, off, "Salen er oversvømmet.")
    page = client().get(own).text
    assert "Mødet er aflyst</h1>" in page and "Du har en plads" not in page
    place = comes(saved(User(name="Gerd Gæst", email="gerd2@example.dk", confirmed_at=clock.now())), over)
    page = client().get(path_of_own(place)).text
    assert "Mødet er slut</h1>" in page and "Du har en plads" not in page


def count_of(event_type):
    return db.session.scalar(select(func.count()).select_from(Event).where(Event.type == event_type))


def test_the_same_form_twice_is_one_letter_and_the_same_link_twice_one_place(client, harbour, letter_box,
                                                                             deliver_outbox):  # fmt: skip
    workshop = workshop_in(harbour)
    for _click in range(2):
        assert client().post(f"{workshop.path}/uden-konto", data=TYPED).status_code == 200
    deliver_outbox()
    (letter,) = letters_to(letter_box, MAIL)
    link = link_in(letter, "/moeder/bekraeft/")
    for _click in range(2):
        assert client().post(link).status_code == 302
    assert count(WorkshopSignUp) == 1
    page = client().post(f"{workshop.path}/uden-konto", data=TYPED | {"needs": "Tolk"})
    assert page.status_code == 422 and "har allerede bekræftet" in page.text
    assert count(WorkshopSignUp) == count(GuestSignUp) == 1


def test_the_link_pressed_twice_at_the_same_moment(app, harbour):
    workshop = workshop_in(harbour)
    token = token_of(asked(workshop))
    db.session.remove()
    at_once(app, *[lambda: lambda: confirm_guest_sign_up(token)] * 2)
    assert count(WorkshopSignUp) == count(User) == 1


def test_whoever_corrects_the_address_gets_another_letter_and_the_first_link_dies(client, harbour):
    workshop = workshop_in(harbour)
    wrong = asked(workshop, GuestDraft(IDA.kind, IDA.name, "idda@example.dk", IDA.needs, IDA.submission_key))
    right = asked(workshop)
    assert count(GuestSignUp) == 1
    assert client().get(wrong).status_code == 410
    assert client().get(right).status_code == 200


def test_whoever_has_an_account_gets_the_place_there(client, harbour, anna):
    workshop = workshop_in(harbour)
    link = asked(workshop, GuestDraft(ParticipantKind.CITIZEN, "Nogen Anden", anna.email, "", "key-2"))
    receipt = client().post(link, follow_redirects=True)
    place = db.session.scalars(select(WorkshopSignUp)).one()
    assert place.user is anna and anna.name == "Anna Strand"
    assert "/moeder/uden-konto/" not in receipt.text
    assert place_of_own(token_of(path_of_own(place))) is None, "who has a password signs in"


def test_whoever_had_signed_up_keeps_what_they_have(harbour, anna):
    workshop = workshop_in(harbour)
    place = sign_up(anna, workshop, SignUpDraft(ParticipantKind.EXPERT))
    again = came_in(workshop, GuestDraft(ParticipantKind.CITIZEN, "A", anna.email, "", "key-2"))
    assert again is place and again.kind is ParticipantKind.EXPERT
    came_in(workshop, GuestDraft(ParticipantKind.CITIZEN, "A", anna.email, "Teleslynge", "key-3"))
    came_in(workshop, GuestDraft(ParticipantKind.CITIZEN, "A", anna.email, "", "key-4"))
    assert (place.kind, place.needs) == (ParticipantKind.EXPERT, "Teleslynge"), "what was said last of that is kept"


def test_a_guest_waits_in_line_and_is_told_of_the_place(client, harbour, anna, letter_box, deliver_outbox):
    workshop = workshop_in(harbour, capacity=1)
    sign_up(anna, workshop, SignUpDraft(ParticipantKind.CITIZEN))
    assert "Kom på venteliste uden konto" in client().get(workshop.path).text
    link = asked(workshop)
    assert "nummer på ventelisten" in client().get(link).text
    assert "Du er nummer 1 på ventelisten" in client().post(link, follow_redirects=True).text
    deliver_outbox()
    own = link_in(letters_to(letter_box, MAIL)[-1], "/moeder/uden-konto/")
    assert "så en anden kan få pladsen" not in client().get(own).text, "there is none yet"
    assert "Du står ikke længere på ventelisten." in client().post(f"{own}/afmeld", follow_redirects=True).text
    came_in(workshop, replace(IDA, submission_key="key-2"))

    client(anna).post(f"{workshop.path}/afmeld")
    deliver_outbox()
    told = letters_to(letter_box, MAIL)[-1]
    assert "Der er blevet en plads til dig" in told
    assert "Du har en plads" in client().get(link_in(told, "/moeder/uden-konto/")).text


def test_a_guest_is_told_when_it_is_moved_and_cancelled(client, harbour, bo, letter_box, deliver_outbox):
    workshop = workshop_in(harbour, days=1)
    came_in(workshop)
    edit_workshop(bo, workshop, draft(days=2), reason="Salen er oversvømmet.")
    deliver_outbox()
    cancel_workshop(bo, workshop, "Ingen kan komme.")
    deliver_outbox()
    moved, cancelled = letters_to(letter_box, MAIL)[-2:]
    assert "er flyttet" in moved and "er aflyst" in cancelled
    assert "Ingen kan komme." in client().get(link_in(cancelled, "/moeder/uden-konto/")).text


def test_no_guest_comes_for_a_party(client, harbour):
    workshop = workshop_in(harbour)
    page = client().post(f"{workshop.path}/uden-konto", data=TYPED | {"kind": "politician"})
    assert page.status_code == 422 and count(GuestSignUp) == 0
    assert "Politiker</option>" not in page.text


@pytest.mark.parametrize("odd", [{"email": "ida"}, {"name": ""}, {"kind": ""}, {"needs": "x" * 301},
                                 {"name": "ring 20 30 40 50"}])  # fmt: skip
def test_errors_keep_what_was_typed(client, harbour, odd):
    workshop = workshop_in(harbour)
    page = client().post(f"{workshop.path}/uden-konto", data=TYPED | odd)
    assert page.status_code == 422 and count(GuestSignUp) == 0
    assert "needs" in odd or IDA.needs in page.text


@pytest.mark.parametrize("facts", [{"days": -1}, {"cancelled_at": clock.now()}])
def test_not_when_it_has_begun_or_been_cancelled(client, harbour, facts):
    workshop = workshop_in(harbour, **facts)
    assert client().get(f"{workshop.path}/uden-konto").location == workshop.path
    assert client().post(f"{workshop.path}/uden-konto", data=TYPED).status_code == 422
    assert count(GuestSignUp) == 0


def test_a_link_of_before_gives_no_place_once_it_has_begun(client, harbour):
    workshop = workshop_in(harbour, days=3)
    link = asked(workshop)
    with clock.frozen(workshop.starts_at):
        assert "kan ikke længere melde dig til" in client().get(link).text
        with pytest.raises(Refused):
            confirm_guest_sign_up(token_of(link))
    assert count(WorkshopSignUp) == 0


def test_false_links_open_nothing(client, harbour, anna):
    workshop = workshop_in(harbour)
    place, other = came_in(workshop), comes(anna, workshop)
    own, guest = path_of_own(place), db.session.scalars(select(GuestSignUp)).one()
    for false in ("x", token_of(path_of_confirmation(guest)), token_of(own)[:-3], token_of(path_of_own(other))):
        assert client().get(f"/moeder/uden-konto/{false}").status_code == 410
        assert client().post(f"/moeder/uden-konto/{false}/afmeld").status_code == 410
    assert client().get(f"/moeder/bekraeft/{token_of(own)}").status_code == 410
    assert count(WorkshopSignUp) == 2


def test_the_link_of_a_place_is_not_the_link_of_the_next_with_its_number(client, harbour, gerda):
    workshop = workshop_in(harbour)
    place = came_in(workshop)
    own, number = path_of_own(place), place.id
    client().post(f"{own}/afmeld")
    guest = saved(User(name="Åse By", email="aase@example.dk", confirmed_at=clock.now()))
    saved(WorkshopSignUp(id=number, workshop_id=workshop.id, user_id=guest.id, kind=ParticipantKind.CITIZEN))
    assert client().get(own).status_code == 410


def test_what_nobody_confirms_is_deleted_after_a_week_or_with_the_meeting(harbour):
    asked(workshop_in(harbour, days=30))
    asked(workshop_in(harbour, days=2), GuestDraft(IDA.kind, IDA.name, MAIL, "", "key-2"))
    keep_promises(clock.now() + timedelta(days=3))
    assert [row.submission_key for row in db.session.scalars(select(GuestSignUp))] == ["key-1"]
    keep_promises(clock.now() + timedelta(days=8))
    assert count(GuestSignUp) == 0


# -- what somebody needs ---------------------------------------------------------------------------------------------


NEED = "Tolk til arabisk"


@pytest.fixture
def needing(harbour, anna):
    workshop = workshop_in(harbour)
    sign_up(anna, workshop, SignUpDraft(ParticipantKind.CITIZEN, needs=NEED))
    return workshop


def test_only_those_who_hold_the_meeting_see_what_is_needed(client, needing, bo, anna, carl):
    assert NEED in client(bo).get(f"{needing.path}/deltagere").text
    assert NEED in client(person("Fie Holm", Role.FACILITATOR)).get(f"{needing.path}/deltagere").text
    assert NEED not in client(bo).get(f"{needing.path}/deltagere.csv").get_data(as_text=True), "never in a table"
    for somebody in (None, carl, anna, person("Rita Vig", Role.AUDITOR), person("Finn Å", Role.ADMINISTRATOR)):
        assert client(somebody).get(f"{needing.path}/deltagere").status_code in {302, 401, 403}
        is_theirs = somebody is anna
        assert (NEED in client(somebody).get(needing.path).text) == is_theirs, "one's own can be read and changed"


def test_what_is_needed_is_sent_with_the_form(client, harbour, anna):
    workshop = workshop_in(harbour)
    client(anna).post(workshop.path, data={"kind": "citizen", "needs": NEED})
    assert db.session.scalars(select(WorkshopSignUp.needs)).one() == NEED
    assert client(anna).post(workshop.path, data={"kind": "citizen", "needs": "x" * 301}).status_code == 422


def test_what_is_needed_is_gone_the_night_after(client, needing, bo):
    with clock.frozen(needing.ends_at + timedelta(hours=1)):
        keep_promises()
        assert NEED in client(bo).get(f"{needing.path}/deltagere").text, "the evening is not over"
    with clock.frozen(needing.ends_at + timedelta(hours=12)):
        keep_promises()
        page = client(bo).get(f"{needing.path}/deltagere").text
        assert NEED not in page and "Anna Strand" in page
    assert attendance(needing).taken == 1
