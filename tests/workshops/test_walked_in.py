"""Who came without having signed up is written down by name, if they like, and asked like the others who came."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.privacy.actions.retaining import keep_promises
from portal.rules.privacy import Kind, kept_for
from portal.workshops.actions.attending import note_attendance, strike_out, write_down
from portal.workshops.actions.reading_back import send_read_back
from portal.workshops.forms.coming import AttendanceDraft, SignUpDraft, TypedInDraft
from portal.workshops.models import ParticipantKind, WorkshopSignUp
from portal.workshops.queries.coming import attendance, places_taken, walked_in
from tests.workshops.scene import comes, drafted_in, published_in, read_back_in, workshop_in

CITIZEN, POLITICIAN = ParticipantKind.CITIZEN, ParticipantKind.POLITICIAN
RIE = {"name": "Rie Sand", "kind": "association", "party_id": "", "organisation": "Roklubben",
       "email": "rie@example.dk", "phone": "", "submission_key": "rie"}  # fmt: skip


@pytest.fixture
def tonight(anna, harbour):
    """It has begun; Anna had signed up."""
    workshop = workshop_in(harbour, days=0)
    comes(anna, workshop)
    return workshop


def typed(name="Rie Sand", email="rie@example.dk", kind=CITIZEN, party=None, key="rie"):
    return TypedInDraft(SignUpDraft(kind, party), name, email, "", key)


def came(workshop):
    return db.session.scalars(
        select(WorkshopSignUp).where(WorkshopSignUp.workshop_id == workshop.id, WorkshopSignUp.walked_in)
    ).all()


def test_on_the_evening_somebody_is_written_down_and_counts_as_one_who_came(bo, client, anna, tonight):
    browser = client(bo)
    page = browser.get(f"{tonight.path}/fremmoede").text
    assert f'href="{tonight.path}/fremmoede/ny"' in page
    form = browser.get(f"{tonight.path}/fremmoede/ny").text
    assert "Læs højt: Alle kan se, hvor mange der kommer" in form and 'name="needs"' not in form
    answer = browser.post(f"{tonight.path}/fremmoede/ny", data=RIE, follow_redirects=True)
    assert "Det er noteret, at Rie Sand kom." in answer.text
    for told in ("1 kom uden at være tilmeldt", "mailto:rie@example.dk", "Roklubben"):
        assert told in answer.text, told
    assert places_taken([tonight])[tonight.id] == 1 and walked_in(tonight) == {}, "counted neither twice nor as a place"
    note_attendance(bo, tonight, AttendanceDraft(frozenset({tonight.sign_ups[0].id, came(tonight)[0].id}), {}))
    assert attendance(tonight).came == 2 and dict(attendance(tonight).kinds)[ParticipantKind.ASSOCIATION] == 1
    assert "Rie Sand" not in client().get(tonight.path).text


def test_the_same_form_twice_is_one_person(bo, tonight):
    for _click in range(2):
        write_down(bo, tonight, typed())
    assert len(came(tonight)) == 1


def test_numbers_of_others_stand_beside_the_names(bo, tonight):
    write_down(bo, tonight, typed())
    rie = came(tonight)[0]
    for many in (3, 1, 0):
        note_attendance(bo, tonight, AttendanceDraft(frozenset({rie.id}), {(CITIZEN, None): many}))
        assert walked_in(tonight).get((CITIZEN, None), 0) == many
        assert attendance(tonight).came == 1 + many and rie in came(tonight)


def test_the_draft_of_the_outcome_reaches_whoever_just_came(anna, bo, harbour, deliver_outbox, letter_box):
    held = drafted_in(harbour, anna)
    write_down(bo, held, typed())
    send_read_back(bo, held, until=clock.today() + timedelta(days=9))
    deliver_outbox()
    (letter,) = letter_box.to("rie@example.dk")
    text = letter.get_body(("plain",)).get_content()
    assert "Er det sådan" in letter["Subject"] and "da du kom til mødet" in text


def test_who_is_written_down_after_the_draft_was_sent_can_be_asked_too(anna, bo, client, harbour):
    held = read_back_in(harbour, anna)
    write_down(bo, held, typed())
    assert f"{held.path}/udbytte/send" in client(bo).get(f"{held.path}/udbytte").text


def test_a_form_that_was_open_meanwhile_takes_nobody_off(anna, bo, client, tonight):
    """Two hold the evening: one ticks, the other writes down."""
    before = clock.now()
    with clock.frozen(before):
        mark = mark_of(tonight, "attended_at") + f"@{int(before.timestamp() * 1000)}"
    write_down(bo, tonight, typed())
    with clock.frozen(before + timedelta(minutes=1)):
        sent = {FIELD: mark, "came": [str(tonight.sign_ups[0].id)]}
        assert client(bo).post(f"{tonight.path}/fremmoede", data=sent).status_code == 302
        assert came(tonight)[0].came is True
        stale = client(bo)
        mark = mark_of(tonight, "attended_at")
    with clock.frozen(before + timedelta(minutes=2)):
        write_down(bo, tonight, typed("Per Tang", "per@example.dk", key="per"))
        assert stale.post(f"{tonight.path}/fremmoede", data={FIELD: mark}).status_code == 409


def test_an_address_that_is_on_the_list_is_not_written_again(anna, bo, tonight):
    with pytest.raises(Refused, match=anna.name):
        write_down(bo, tonight, typed(email=anna.email))
    assert not came(tonight)


def test_politicians_come_for_a_party(bo, client, fjordby, tonight):
    answer = client(bo).post(f"{tonight.path}/fremmoede/ny", data=RIE | {"kind": "politician"})
    assert answer.status_code == 422 and "Vælg det parti" in answer.text and "Rie Sand" in answer.text
    write_down(bo, tonight, typed(kind=POLITICIAN, party=fjordby.parties[0].id))
    assert came(tonight)[0].party == fjordby.parties[0]


def test_a_slip_is_taken_off_the_list_until_the_person_has_been_asked(anna, bo, client, harbour, tonight):
    write_down(bo, tonight, typed())
    rie = came(tonight)[0]
    address, sent = f"{tonight.path}/deltagere/{rie.id}/fjern", {FIELD: mark_of(rie, "created_at")}
    for _click in range(2):
        assert client(bo).post(address, data=sent).status_code == 302
    assert not came(tonight)
    held = drafted_in(harbour, anna)
    place = write_down(bo, held, typed())
    send_read_back(bo, held, until=clock.today() + timedelta(days=9))
    with pytest.raises(Refused, match="Rie Sand"):
        strike_out(bo, held, place)
    later = write_down(bo, held, typed("Per Tang", "per@example.dk", key="per"))
    page = client(bo).get(f"{held.path}/deltagere").text
    assert "Rie Sand" in page and f"{place.id}/fjern" not in page and f"{later.id}/fjern" in page
    assert f"{place.id}/afmeld" not in page, "nobody is signed off a meeting that was held"


def test_nobody_is_written_down_before_it_begins_or_once_the_outcome_is_public(anna, bo, client, harbour):
    for workshop in (workshop_in(harbour, days=2), published_in(harbour, anna)):
        with pytest.raises(Refused):
            write_down(bo, workshop, typed())
        assert "fremmoede/ny" not in client(bo).get(f"{workshop.path}/deltagere").text


@pytest.mark.parametrize("who", ["anna", "carl", "eva"])
def test_others_write_nobody_down(request, tonight, who):
    with pytest.raises(NotAllowed):
        write_down(request.getfixturevalue(who), tonight, typed())


def test_the_name_is_forgotten_with_those_of_the_others_and_the_number_stays(anna, bo, tonight):
    write_down(bo, tonight, typed())
    note_attendance(bo, tonight, AttendanceDraft(frozenset(place.id for place in tonight.sign_ups), {}))
    with clock.frozen(tonight.ends_at + kept_for(Kind.SIGN_UP) + timedelta(days=1)):
        keep_promises()
        db.session.expire_all()
    (row,) = came(tonight)
    assert (row.name, row.email, row.organisation, row.came) == ("", "", "", True)
    assert attendance(tonight).came == 2
