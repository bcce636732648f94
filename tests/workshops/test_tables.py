"""Tables of a workshop, who sits where, and who may know it."""

import re
from itertools import combinations

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.privacy.actions.retaining import keep_promises
from portal.workshops.actions.attending import note_attendance
from portal.workshops.actions.coming import sign_off
from portal.workshops.actions.evening import describe_turn
from portal.workshops.actions.seating import describe_table, lay_tables, move_person, seat_people, show_plan
from portal.workshops.forms.coming import AttendanceDraft
from portal.workshops.forms.tables import MoveDraft, SeatingDraft, TableDraft, TablesDraft, TurnDraft
from portal.workshops.links import path_of_own
from portal.workshops.models import ParticipantKind, WorkshopRound, WorkshopSeat, WorkshopSignUp, WorkshopTable
from portal.workshops.queries.coming import who_comes
from portal.workshops.queries.tables import left_out, own_tables, seats_of, table_plan
from portal.workshops.seating import seated
from tests.cast import person
from tests.factories import saved
from tests.workshops.scene import comes, workshop_in

CITIZEN, POLITICIAN = ParticipantKind.CITIZEN, ParticipantKind.POLITICIAN
NAMES = ["Aja", "Bente", "Cilla", "Dina", "Else", "Frida", "Grete", "Hanne", "Inge", "Jytte", "Karen", "Lone"]


@pytest.fixture
def coming(harbour, fjordby):
    """Twelve people come: four politicians of two parties, and eight citizens."""
    workshop = workshop_in(harbour)
    for number, name in enumerate(NAMES):
        party = fjordby.parties[number % 2] if number < 4 else None
        comes(person(f"{name} Bro"), workshop, POLITICIAN if party else CITIZEN, party)
    return workshop


@pytest.fixture
def laid(bo, coming):
    """Three tables of four for two rounds, and everybody seated."""
    lay_tables(bo, coming, TablesDraft(3, 4, 2, 20))
    seat_people(bo, coming, SeatingDraft())
    return coming


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def tables_in(workshop):
    """By round the sets of people at each table."""
    found = {}
    for one, at in seats_of(workshop).items():
        for number, table in at:
            found.setdefault(number, {}).setdefault(table, set()).add(one)
    return found


def turn(workshop, number=1):
    return db.session.scalar(
        select(WorkshopRound).where(WorkshopRound.workshop_id == workshop.id, WorkshopRound.number == number)
    )


def test_everybody_is_seated_once_a_round_and_tables_are_mixed(laid):
    for tables in tables_in(laid).values():
        assert sorted(one for table in tables.values() for one in table) == sorted(one.id for one in who_comes(laid))
        assert [len(table) for table in tables.values()] == [4, 4, 4]
    party = {one.id: one.party_id for one in who_comes(laid)}
    for table in tables_in(laid)[1].values():
        seen = [party[one] for one in table if party[one]]
        assert len(seen) == len(set(seen)), "two of a party at one table"


def test_the_page_says_what_can_be_counted(bo, client, laid):
    pairs = {}
    for tables in tables_in(laid).values():
        for table in tables.values():
            for pair in combinations(sorted(table), 2):
                pairs[pair] = pairs.get(pair, 0) + 1
    again = sum(many > 1 for many in pairs.values())
    assert again > 0, "three tables of four cannot be mixed without"
    page = client(bo).get(f"{laid.path}/borde").text
    assert f"{again} par mødes mere end én gang." in page
    assert "Ingen mødes to gange." not in page
    assert table_plan(laid, who_comes(laid)).again == again


def test_from_form_to_plan_to_the_table_one_sits_at(bo, client, coming):
    holder, place = client(bo), who_comes(coming)[5]
    url = f"{coming.path}/borde"
    typed = {"tables": "4", "seats": "3", "rounds": "3", "minutes": "25"}
    answer = holder.post(url, data=typed | {FIELD: mark_of(coming, "seated_at")}, follow_redirects=True)
    assert "Bordene er stillet op." in answer.text
    answer = holder.post(
        f"{url}/plan", data={"from_round": "1", FIELD: mark_of(coming, "seated_at")}, follow_redirects=True
    )
    assert "Planen er lavet. Ingen mødes to gange." in answer.text
    assert "Planen er en kladde" in answer.text
    assert "Aja Bro" in answer.text
    reader = client(place.user)
    assert "Her sidder du" not in reader.get(coming.path).text, "a draft is nobody else's"

    holder.post(f"{url}/vis")
    db.session.refresh(coming)
    page = reader.get(coming.path).text
    assert "Her sidder du" in page
    for number, table in own_tables(coming, place):
        assert f"<dt>Runde {number}</dt><dd>Bord {table}</dd>" in page
    assert len(own_tables(coming, place)) == 3


def test_the_public_sees_numbers_and_questions_alone(bo, client, laid):
    describe_table(bo, laid, laid.tables[1], TableDraft("Hvor skal broen ligge?", 4, who_comes(laid)[0].id))
    show_plan(bo, laid)
    page = client().get(laid.path).text
    assert "3 borde" in page and "Hvor skal broen ligge?" in page
    assert "Bro<" not in page and "Aja" not in page and "Her sidder du" not in page
    for address in ("borde", "borde/2", "borde/runde/1", "udskriv"):
        assert client().get(f"{laid.path}/{address}").status_code in {302, 401}
        assert client(who_comes(laid)[0].user).get(f"{laid.path}/{address}").status_code == 403


def test_the_same_twice_is_done_once(bo, coming):
    for _click in range(2):
        lay_tables(bo, coming, TablesDraft(4, 3, 2, 20))
        seat_people(bo, coming, SeatingDraft())
        show_plan(bo, coming)
    assert count(WorkshopSeat) == 24
    told = select(Event.type, func.count()).where(Event.subject_id == coming.id).group_by(Event.type)
    kinds = EventType.WORKSHOP_TABLES_LAID, EventType.WORKSHOP_SEATED, EventType.WORKSHOP_PLAN_SHOWN
    assert dict(db.session.execute(told.where(Event.type.in_(kinds))).tuples().all()) == dict.fromkeys(kinds, 1)


def test_other_tables_keep_their_questions_and_make_the_plan_a_draft(bo, laid):
    describe_table(bo, laid, laid.tables[0], TableDraft("Hvorfor?", 4))
    show_plan(bo, laid)
    lay_tables(bo, laid, TablesDraft(2, 6, 3, 20))
    assert [(table.number, table.seats, table.question) for table in laid.tables] == [(1, 6, "Hvorfor?"), (2, 6, "")]
    assert laid.plan_shown_at is None
    assert set(tables_in(laid)[1]) <= {1, 2}
    lay_tables(bo, laid, TablesDraft(5, 6, 1, 20))
    assert (count(WorkshopTable), count(WorkshopRound)) == (5, 1)


def test_after_the_first_round_it_stays_and_the_rest_is_made_anew(bo, laid):
    lay_tables(bo, laid, TablesDraft(3, 4, 3, 20))
    seat_people(bo, laid, SeatingDraft())
    first, gone = tables_in(laid)[1], {one.id for one in who_comes(laid)[:3]}
    seat_people(bo, laid, SeatingDraft(2, frozenset(gone)))
    late = comes(person("Sen Bro"), laid, CITIZEN)
    assert left_out(laid, who_comes(laid)) == gone, "they are ticked already; who has come since is to have a seat"
    db.session.delete(late)
    db.session.commit()
    after = tables_in(laid)
    assert after[1] == first, "what has been held stays"
    for number in (2, 3):
        sitting = [one for table in after[number].values() for one in table]
        assert not gone.intersection(sitting)
        assert sorted(len(table) for table in after[number].values()) == [3, 3, 3]


def test_who_is_noted_not_to_have_come_is_ticked(bo, client, laid):
    laid.starts_at = clock.now()
    db.session.commit()
    absent = who_comes(laid)[4]
    here = frozenset(one.id for one in who_comes(laid) if one is not absent)
    note_attendance(bo, laid, AttendanceDraft(here, {}))
    page = client(bo).get(f"{laid.path}/borde").text
    assert page.count(" checked") == 1
    assert f'value="{absent.id}" checked' in page


def test_two_exchange_their_seats(bo, laid):
    before = tables_in(laid)
    one, other = min(before[1][1]), min(before[1][2])
    for _click in range(2):
        move_person(bo, laid, turn(laid), MoveDraft(one, 2, other))
        after = tables_in(laid)
        assert one in after[1][2] and other in after[1][1]
        assert after[2] == before[2]


def test_a_full_table_takes_nobody(bo, laid):
    before = tables_in(laid)
    with pytest.raises(Refused, match="Alle pladser ved bord 2 er taget"):
        move_person(bo, laid, turn(laid), MoveDraft(min(before[1][1]), 2))
    assert tables_in(laid) == before


def test_who_signs_up_later_is_named_and_can_be_moved_to_a_free_seat(bo, client, laid):
    late = comes(person("Zita Bro"), laid)
    browser = client(bo)
    assert "Uden plads i en eller flere runder: Zita Bro." in browser.get(f"{laid.path}/borde").text
    describe_table(bo, laid, laid.tables[2], TableDraft("", 5))
    for number in (1, 2):
        url = f"{laid.path}/borde/runde/{number}"
        assert "En fri plads ved bord 3" in browser.get(url).text
        typed = {"who": late.id, "to": "3", FIELD: mark_of(laid, "seated_at")}
        assert browser.post(url, data=typed).status_code == 302
        db.session.refresh(laid)
    assert "Uden plads" not in browser.get(f"{laid.path}/borde").text
    with pytest.raises(Refused):
        move_person(bo, laid, turn(laid), MoveDraft(comes(person("Åse Bro"), laid).id, 1, late.id))


def test_whoever_changes_it_after_somebody_else_is_told(bo, client, laid):
    browser, mark = client(bo), mark_of(laid, "seated_at")
    before = tables_in(laid)
    one, other = min(before[1][1]), min(before[1][2])
    move_person(bo, laid, turn(laid), MoveDraft(one, 2, other))
    third, fourth = min(before[1][3]), max(before[1][1])
    typed = {"who": third, "to": f"1-{fourth}", FIELD: mark}
    assert browser.post(f"{laid.path}/borde/runde/1", data=typed).status_code == 409


def test_who_holds_a_table_sits_there_all_evening(bo, laid):
    host = who_comes(laid)[6]
    describe_table(bo, laid, laid.tables[1], TableDraft("", 4, host.id))
    seat_people(bo, laid, SeatingDraft())
    assert seats_of(laid)[host.id] == [(1, 2), (2, 2)]
    with pytest.raises(Refused, match="vært ved et andet bord"):
        describe_table(bo, laid, laid.tables[0], TableDraft("", 4, host.id))


def test_without_seats_enough_it_says_how_many_are_missing(bo, client, coming):
    lay_tables(bo, coming, TablesDraft(2, 4, 2, 20))
    typed = {"from_round": "1", FIELD: mark_of(coming, "seated_at")}
    answer = client(bo).post(f"{coming.path}/borde/plan", data=typed)
    assert answer.status_code == 422
    assert "Der kommer 12, og der er 8 pladser." in answer.text
    assert count(WorkshopSeat) == 0


@pytest.mark.parametrize("wrong", ["0", "-1", "61", "mange", "9" * 30, ""])
def test_no_number_of_tables_that_cannot_be(bo, client, coming, wrong):
    typed = {"tables": wrong, "seats": "4", "rounds": "2", "minutes": "20", FIELD: mark_of(coming, "seated_at")}
    answer = client(bo).post(f"{coming.path}/borde", data=typed)
    assert answer.status_code == 422
    assert wrong in answer.text
    assert count(WorkshopTable) == 0


def test_only_those_who_hold_the_meeting_seat_people(anna, carl, laid):
    for other in (anna, carl):
        for deed in (
            lambda other=other: lay_tables(other, laid, TablesDraft(1, 12, 1, 5)),
            lambda other=other: seat_people(other, laid, SeatingDraft()),
            lambda other=other: show_plan(other, laid),
            lambda other=other: move_person(other, laid, turn(laid), MoveDraft(1, 1)),
            lambda other=other: describe_table(other, laid, laid.tables[0], TableDraft("", 4)),
        ):
            with pytest.raises(NotAllowed):
                deed()


def test_when_it_is_over_the_plan_is_read_and_not_changed(bo, client, laid):
    laid.starts_at, laid.ends_at = clock.now().replace(year=2025), clock.now()
    db.session.commit()
    with pytest.raises(Refused, match="forbi"):
        seat_people(bo, laid, SeatingDraft())
    page = client(bo).get(f"{laid.path}/borde").text
    assert "Aja Bro" in page and set(re.findall(r'<form [^>]*action="([^"]*)"', page.split("<main")[1])) == {
        f"{laid.path}/borde/{number}/adresse" for number in (1, 2, 3)
    }, "the tables still write their notes"


def test_who_signs_off_leaves_the_seat(bo, laid):
    place = who_comes(laid)[0]
    describe_table(bo, laid, laid.tables[0], TableDraft("", 4, place.id))
    sign_off(place.user, laid)
    db.session.expire_all()
    assert count(WorkshopSeat) == 22
    assert laid.tables[0].host_id is None


def test_seats_are_deleted_with_the_names(laid):
    laid.starts_at, laid.ends_at = clock.now().replace(year=2025), clock.now()
    db.session.commit()
    keep_promises(clock.now().replace(year=clock.now().year + 2))
    assert count(WorkshopSeat) == 0


def test_everything_is_on_paper(bo, client, laid):
    describe_table(bo, laid, laid.tables[0], TableDraft("Hvor skal broen ligge?", 4, who_comes(laid)[2].id))
    page = client(bo).get(f"{laid.path}/udskriv").text
    main = page.split("<main")[1]
    assert main.count('<section class="sheet') == 1 + 3 + 1 + 1
    assert "Hvor skal broen ligge?" in main and "Bordvært: Cilla Bro." in main
    cards = main.split('id="navneskilte"')[1].split("</ul>")[0]
    for place in who_comes(laid):
        assert f"<strong>{place.user.name}</strong>" in cards
        first, second = seats_of(laid)[place.id]
        card = cards.split(f"<strong>{place.user.name}<")[1].split("</li>")[0]
        assert f"Runde 1: bord {first[1]}<" in card and f"Runde 2: bord {second[1]}<" in card
    door = main.split('id="ved-doeren"')[1]
    assert all(f'<th scope="row">{place.user.name}</th>' in door for place in who_comes(laid))


def test_on_paper_also_before_anything_is_laid(bo, client, coming):
    page = client(bo).get(f"{coming.path}/udskriv")
    assert page.status_code == 200
    assert page.text.count('<section class="sheet') == 3


def test_whoever_has_no_account_sees_the_table_on_the_page_of_the_link(bo, client, coming):
    guest = saved(User(name="Ida Krog", email="ida@example.dk", confirmed_at=clock.now()))
    place = comes(guest, coming)
    lay_tables(bo, coming, TablesDraft(4, 4, 2, 20))
    seat_people(bo, coming, SeatingDraft())
    assert place.user.is_guest
    assert "Her sidder du" not in client().get(path_of_own(place)).text
    show_plan(bo, coming)
    page = client().get(path_of_own(place)).text
    assert "Her sidder du" in page
    assert all(f"<dt>Runde {number}</dt><dd>Bord {table}</dd>" in page for number, table in own_tables(coming, place))


def test_whoever_waits_for_a_place_is_not_seated(bo, harbour, anna):
    workshop = workshop_in(harbour, capacity=1)
    comes(person("Aja Bro"), workshop)
    waiting = comes(anna, workshop)
    waiting.is_waiting = True
    db.session.commit()
    lay_tables(bo, workshop, TablesDraft(1, 4, 1, 20))
    seat_people(bo, workshop, SeatingDraft())
    assert waiting.id not in seats_of(workshop)
    with pytest.raises(Refused):
        describe_table(bo, workshop, workshop.tables[0], TableDraft("", 4, waiting.id))


def test_whoever_was_signed_up_by_phone_is_seated_by_name(bo, client, harbour):
    workshop = workshop_in(harbour)
    typed_in = saved(WorkshopSignUp(workshop_id=workshop.id, kind=CITIZEN, name="Ole Uden Mail"))
    lay_tables(bo, workshop, TablesDraft(1, 4, 1, 20))
    seat_people(bo, workshop, SeatingDraft())
    describe_table(bo, workshop, workshop.tables[0], TableDraft("", 4, typed_in.id))
    for address in ("borde", "borde/1", "borde/runde/1", "udskriv"):
        assert "Ole Uden Mail" in client(bo).get(f"{workshop.path}/{address}").text


def test_a_round_with_minutes_of_its_own_keeps_them_when_a_table_is_added(bo, laid):
    describe_turn(bo, laid, laid.rounds[1], TurnDraft("", 35))
    lay_tables(bo, laid, TablesDraft(6, 4, len(laid.rounds), 20))
    assert [one.minutes for one in laid.rounds] == [20, 35]
    lay_tables(bo, laid, TablesDraft(6, 4, len(laid.rounds), 15))
    assert {one.minutes for one in laid.rounds} == {15}


def test_a_table_that_is_taken_away_while_the_plan_is_made_is_told(bo, laid, monkeypatch):
    def slowly(*args, **facts):
        found = seated(*args, **facts)
        db.session.delete(laid.tables[-1])
        db.session.flush()
        return found

    monkeypatch.setattr("portal.workshops.actions.seating.seated", slowly)
    with pytest.raises(Refused, match="Åbn siden igen"):
        seat_people(bo, laid, SeatingDraft())


def test_the_page_says_where_more_sit_than_there_are_seats_and_that_a_new_round_has_none(bo, client, laid):
    assert "end der er pladser til" not in client(bo).get(f"{laid.path}/borde").text
    lay_tables(bo, laid, TablesDraft(3, 3, 3, 20))
    page = client(bo).get(f"{laid.path}/borde").text
    assert "Der sidder flere ved bord 1, 2, 3, end der er pladser til." in page
    assert "Uden plads i en eller flere runder: Aja Bro, " in page
