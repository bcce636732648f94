"""When the places are taken one waits for one: in order, told one's number, and moved up without anybody's help."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.notifications.models import Notification
from portal.pages.gathering import coming_meetings
from portal.privacy.actions.erasing import erase_person
from portal.rules.roles import Role
from portal.workshops.actions.attending import note_attendance
from portal.workshops.actions.coming import sign_off, sign_up
from portal.workshops.actions.limiting import limit_places
from portal.workshops.actions.planning import cancel_workshop, edit_workshop
from portal.workshops.forms.coming import AttendanceDraft, LimitsDraft, SignUpDraft
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries import cross_party_workshops
from portal.workshops.queries.coming import attendance, number_in_line, sign_up_of, waiting_list
from tests.at_once import at_once
from tests.cast import person
from tests.workshops.scene import comes, draft, workshop_in

CITIZEN = SignUpDraft(ParticipantKind.CITIZEN)
PLACES, WISHES = 10, 50


@pytest.fixture
def full(harbour, anna):
    """Anna has the only place."""
    workshop = workshop_in(harbour, capacity=1)
    sign_up(anna, workshop, CITIZEN)
    return workshop


@pytest.fixture
def line(full, gerda):
    """Behind her wait Gerda, Per and Rie, in this order."""
    people = [gerda, person("Per Bro"), person("Rie Dam")]
    for one in people:
        sign_up(one, full, CITIZEN)
    return people


def waits(workshop):
    return [place.user.name for place in waiting_list(workshop)]


def has_place(someone, workshop):
    place = sign_up_of(someone, workshop)
    return place is not None and place.has_place


def same(workshop, **changed):
    kept = {name: getattr(workshop, name) for name in ("title", "starts_at", "ends_at", "place", "capacity")}
    return draft(**kept | changed)


def test_whoever_comes_too_late_stands_in_order(full, line):
    assert waits(full) == [one.name for one in line]
    assert [number_in_line(sign_up_of(one, full)) for one in line] == [1, 2, 3]
    seen = attendance(full)
    assert (seen.taken, seen.free, seen.waiting) == (1, 0, 3)
    assert seen.kinds == [(ParticipantKind.CITIZEN, 1)], "who waits does not come"


def test_a_second_click_keeps_the_number(full, line):
    sign_up(line[1], full, CITIZEN)
    assert waits(full) == [one.name for one in line]


def test_whoever_is_first_moves_up_when_somebody_signs_off(full, line, anna):
    sign_off(anna, full)
    assert has_place(line[0], full) and waits(full) == [one.name for one in line[1:]]

    sign_off(line[1], full)
    assert waits(full) == [line[2].name], "who leaves the list frees no place"
    sign_off(line[0], full)
    assert has_place(line[2], full) and waits(full) == []


def test_more_places_go_to_those_who_wait(full, line, bo):
    edit_workshop(bo, full, same(full, capacity=3))
    assert [has_place(one, full) for one in line] == [True, True, False]


def test_whoever_is_erased_leaves_a_place(full, line, anna):
    erase_person(person("Finn Å", Role.ADMINISTRATOR), anna, reason="Har bedt om det")
    assert has_place(line[0], full) and waits(full) == [one.name for one in line[1:]]


def test_nobody_moves_up_once_it_has_begun(full, line, anna):
    with clock.frozen(full.starts_at):
        erase_person(person("Finn Å", Role.ADMINISTRATOR), anna, reason="Har bedt om det")
    assert len(waits(full)) == 3


def test_fifty_at_once_for_ten_places(app, harbour):
    workshop_id = workshop_in(harbour, capacity=PLACES).id
    ids = [person(f"Nr. {number}", email=f"nr{number}@example.dk").id for number in range(WISHES)]
    db.session.remove()  # SQLite: nobody else may hold the file

    def wish(user_id):
        def ready():
            someone, wanted = db.session.get(User, user_id), db.session.get(Workshop, workshop_id)
            someone.roles_in(wanted.committee)
            db.session.rollback()
            return lambda: sign_up(someone, wanted, CITIZEN).is_waiting

        return ready

    waiting = at_once(app, *(wish(user_id) for user_id in ids))

    assert sorted(map(str, waiting)) == ["False"] * PLACES + ["True"] * (WISHES - PLACES)
    rows = db.session.scalars(select(WorkshopSignUp).order_by(WorkshopSignUp.id)).all()
    assert [row.is_waiting for row in rows] == [False] * PLACES + [True] * (WISHES - PLACES), "first come, first served"
    in_line = waiting_list(db.session.get(Workshop, workshop_id))
    assert [number_in_line(place) for place in in_line] == list(range(1, WISHES - PLACES + 1))


def test_fifty_at_once_for_ten_places_of_which_some_are_kept(app, harbour, bo):
    """Four are kept for companies, of which six come: four at least have a place, and nobody waits who need not."""
    workshop = workshop_in(harbour, capacity=PLACES)
    company = ParticipantKind.COMPANY
    limit_places(bo, workshop, LimitsDraft({}, {(company, None): 4}, clock.today() + timedelta(days=2)))
    workshop_id = workshop.id
    ids = [person(f"Nr. {number}", email=f"nr{number}@example.dk").id for number in range(WISHES)]
    db.session.remove()

    def wish(number, user_id):
        said = SignUpDraft(company) if number % 8 == 0 else CITIZEN

        def ready():
            someone, wanted = db.session.get(User, user_id), db.session.get(Workshop, workshop_id)
            someone.roles_in(wanted.committee)
            db.session.rollback()
            return lambda: sign_up(someone, wanted, said).is_waiting

        return ready

    at_once(app, *(wish(number, user_id) for number, user_id in enumerate(ids)))
    rows = db.session.scalars(select(WorkshopSignUp).order_by(WorkshopSignUp.id)).all()
    assert sum(not row.is_waiting for row in rows) == PLACES
    assert sum(not row.is_waiting for row in rows if row.kind is company) >= 4
    citizens, companies = ([row.is_waiting for row in rows if (row.kind is company) is it] for it in (False, True))
    assert citizens == sorted(citizens) and companies == sorted(companies), "first come, first served among equals"


def test_signing_off_at_once_gives_each_place_once(app, full, line, anna):
    ids, workshop_id = [anna.id, line[0].id], full.id
    db.session.remove()

    def leave(user_id):
        def ready():
            someone, left = db.session.get(User, user_id), db.session.get(Workshop, workshop_id)
            someone.roles_in(left.committee)
            db.session.rollback()
            return lambda: sign_off(someone, left)

        return ready

    at_once(app, *(leave(user_id) for user_id in ids))
    workshop = db.session.get(Workshop, workshop_id)
    assert attendance(workshop).taken == 1 and waits(workshop) == ["Rie Dam"]


# -- who is told ----------------------------------------------------------------------------------------------------


def test_one_is_told_the_number_and_then_of_the_place(full, line, anna, letter_box, deliver_outbox):
    deliver_outbox()
    (told,) = [letter for letter in letter_box.letters if letter["To"] == line[1].email]
    assert "venteliste" in told["Subject"] and "Du er nummer 2 på ventelisten" in told.get_body().get_content()

    letter_box.letters.clear()
    sign_off(anna, full)
    deliver_outbox()
    (told,) = letter_box.letters
    assert told["To"] == line[0].email and told["Subject"].startswith("Du har fået en plads")


def test_whoever_moves_up_at_once_is_told_only_of_the_place(full, gerda, anna, letter_box, deliver_outbox):
    deliver_outbox()
    letter_box.letters.clear()
    sign_up(gerda, full, CITIZEN)
    sign_off(anna, full)
    deliver_outbox()
    (told,) = letter_box.letters
    assert told["Subject"].startswith("Du har fået en plads")


def test_who_waits_is_told_of_a_move_and_promised_no_place(full, line, bo, letter_box, deliver_outbox):
    deliver_outbox()
    letter_box.letters.clear()
    edit_workshop(bo, full, draft(days=1, capacity=1), reason="Salen er oversvømmet.")
    deliver_outbox()
    texts = {letter["To"]: letter.get_body().get_content() for letter in letter_box.letters}
    assert "Du beholder din plads" in texts["anna@example.dk"] and "ventelisten" not in texts["anna@example.dk"]
    assert "Du beholder dit nummer på ventelisten" in texts[line[2].email]
    assert "Du beholder din plads" not in texts[line[2].email]


def test_who_waits_is_told_when_it_is_cancelled(full, line, bo, deliver_outbox):
    cancel_workshop(bo, full, "Salen er oversvømmet.")
    deliver_outbox()
    told = select(Notification.recipient_id).join(Event).where(Event.type == EventType.WORKSHOP_CANCELLED)
    assert set(db.session.scalars(told)) >= {one.id for one in line}


# -- pages and numbers -----------------------------------------------------------------------------------------------


def test_from_the_page_onto_the_list_and_off_again(full, gerda, client):
    browser = client(gerda)
    assert "Skriv mig på venteliste" in browser.get(full.path).text

    answer = browser.post(full.path, data={"kind": "citizen"}, follow_redirects=True)
    assert "Du er nummer 1 på ventelisten" in answer.text and "Du har en plads" not in answer.text
    assert "Du er nummer 1 på ventelisten" in browser.get(full.path).text

    answer = browser.post(f"{full.path}/afmeld", follow_redirects=True)
    assert "Du står ikke længere på ventelisten" in answer.text and waits(full) == []


def test_everybody_reads_the_same_numbers(full, line, client, harbour, bo):
    page = client().get(full.path).text
    assert "Den eneste plads er taget" in page and "3 står på venteliste" in page
    assert all(one.name not in page for one in line)
    assert "Man kan komme på venteliste" in client().get("/udvalg/havnen/moeder/").text
    assert [(one, free.places) for one, free in coming_meetings(harbour)] == [(full, 0)]

    table = client(bo).get(f"{full.path}/deltagere.csv").get_data(as_text=True).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))[1:]
    assert [(row[0], row[-1]) for row in rows] == [
        ("Anna Strand", ""), *((one.name, str(number)) for number, one in enumerate(line, 1)),
    ]  # fmt: skip
    listed = client(bo).get(f"{full.path}/deltagere").text
    assert "1 er tilmeldt" in listed and "3 står på venteliste" in listed


def test_who_waits_has_it_in_no_calendar(full, line, client):
    assert full.title not in client(line[0]).get("/skrivebord").text


def test_whoever_waits_and_comes_all_the_same_is_counted(fjordby, harbour, bo, carl, dorte):
    held = workshop_in(harbour, days=-1, capacity=1)
    has, waiting = (
        comes(who, held, ParticipantKind.POLITICIAN, fjordby.parties[place]) for place, who in ((0, carl), (2, dorte))
    )
    waiting.is_waiting = True
    db.session.commit()

    note_attendance(bo, held, AttendanceDraft(frozenset({has.id}), {}))
    assert cross_party_workshops(harbour, confirmed=False) == [], "who waited counts as little as who stayed away"

    note_attendance(bo, held, AttendanceDraft(frozenset({has.id, waiting.id}), {}))
    assert cross_party_workshops(harbour, confirmed=False) == [held]
    seen = attendance(held)
    assert (seen.taken, seen.came) == (1, 2)


def test_who_waits_can_be_ticked(full, line, client, bo):
    with clock.frozen(full.starts_at):
        assert "Rie Dam (Borger, på venteliste)" in client(bo).get(f"{full.path}/fremmoede").text
