"""Places are kept for some until a day: others wait meanwhile, and get what is left the next morning, in order."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.seen import FIELD, mark_of
from portal.workshops.actions.coming import sign_off, sign_up
from portal.workshops.actions.guests import confirm_guest_sign_up
from portal.workshops.actions.limiting import limit_places, release_places
from portal.workshops.actions.planning import edit_workshop
from portal.workshops.forms.coming import LimitsDraft, SignUpDraft
from portal.workshops.models import ParticipantKind as Kind, WorkshopSignUp
from portal.workshops.queries.coming import limits_of, sign_up_of
from tests.cast import person
from tests.workshops.scene import draft, guests_at, workshop_in

CITIZEN, COMPANY = SignUpDraft(Kind.CITIZEN), SignUpDraft(Kind.COMPANY)


def until(days=5):
    return clock.today() + timedelta(days=days)


def kept(bo, workshop, least, most=None, days=5):
    limit_places(bo, workshop, LimitsDraft(most or {}, least, until(days)))
    return workshop


@pytest.fixture
def shared(harbour, bo):
    """Four places, of which two are kept for companies."""
    return kept(bo, workshop_in(harbour, capacity=4), {(Kind.COMPANY, None): 2})


def people(count, first=0):
    return [person(f"Nr. {number}", email=f"nr{number}@example.dk") for number in range(first, first + count)]


def waits(someone, workshop):
    return sign_up_of(someone, workshop).is_waiting


def in_the_morning(days, hour=9):
    moment = datetime.combine(clock.today() + timedelta(days=days), time(hour))
    return clock.frozen(clock.moment_in_denmark(moment))


def test_others_wait_while_places_are_kept_and_those_they_are_for_do_not(shared):
    citizens, companies = people(3), people(3, first=3)
    for who in citizens:
        sign_up(who, shared, CITIZEN)
    assert [waits(who, shared) for who in citizens] == [False, False, True]
    for who in companies:
        sign_up(who, shared, COMPANY)
    assert [waits(who, shared) for who in companies] == [False, False, True], "four places, and no fifth"


def test_moving_up_keeps_them_too(shared):
    citizens, company = people(4), person("Firma", email="firma@example.dk")
    for who in citizens:
        sign_up(who, shared, CITIZEN)
    sign_up(company, shared, COMPANY)
    sign_off(citizens[0], shared)
    assert [waits(who, shared) for who in citizens[1:]] == [False, False, True]
    sign_off(company, shared)
    assert waits(citizens[3], shared), "the company's place is kept for another"


def test_the_next_morning_those_who_wait_get_what_is_left_in_their_order(bo, client, shared):
    citizens = people(5)
    for who in citizens:
        sign_up(who, shared, CITIZEN)
    for days, hour in ((5, 23), (6, 7)):
        with in_the_morning(days, hour):
            assert release_places(50) == 0
            sign_up(person(f"Sen {hour}", email=f"sen{hour}@example.dk"), shared, CITIZEN)
    with in_the_morning(6):
        assert (release_places(50), release_places(50)) == (1, 0)
    assert [waits(who, shared) for who in citizens] == [False, False, False, False, True]
    assert not limits_of(shared)
    types = list(db.session.scalars(select(Event.type).order_by(Event.id.desc()).limit(3)))
    assert types == ["workshop.places-released", "workshop.moved-up", "workshop.moved-up"]


def test_a_limit_at_most_stays_when_what_was_kept_is_given_away(bo, harbour):
    workshop = kept(bo, workshop_in(harbour), {(Kind.COMPANY, None): 2}, {(Kind.COMPANY, None): 3})
    with in_the_morning(6):
        release_places(50)
    (limit,) = limits_of(workshop)
    assert (limit.places, limit.kept) == (3, 0)


def test_a_politician_of_the_party_takes_both_places_kept_for_them(bo, carl, dorte, fjordby, harbour):
    """Two for politicians, of which one for Venstre: two in all."""
    venstre, other = fjordby.parties[2].id, fjordby.parties[0].id
    workshop = kept(bo, workshop_in(harbour, capacity=3), {(Kind.POLITICIAN, None): 2, (None, venstre): 1})
    first, second = people(2)
    sign_up(first, workshop, CITIZEN)
    sign_up(second, workshop, CITIZEN)
    assert [waits(who, workshop) for who in (first, second)] == [False, True]
    sign_up(dorte, workshop, SignUpDraft(Kind.POLITICIAN, venstre))
    sign_up(carl, workshop, SignUpDraft(Kind.POLITICIAN, other))
    assert not waits(dorte, workshop) and not waits(carl, workshop)


def test_a_meeting_is_not_changed_so_that_what_is_kept_would_not_be_there(bo, client, harbour, shared):
    """Nor so that it would be held before it can be given to others."""
    for who in people(2):
        sign_up(who, shared, CITIZEN)
    with pytest.raises(Refused, match="giv plads til flere"):
        edit_workshop(bo, shared, draft(capacity=3))
    sooner = draft(days=4, capacity=4)
    with pytest.raises(Refused, match="Fordel først pladserne igen"):
        edit_workshop(bo, shared, sooner, reason="Salen")
    kept(bo, shared, {(Kind.COMPANY, None): 1}, days=3)
    edit_workshop(bo, shared, draft(days=4, capacity=3), reason="Salen")
    with in_the_morning(4, 8):
        assert release_places(50) == 1
    assert shared.capacity == 3


def test_a_place_that_is_kept_is_not_called_free_for_all(bo, client, harbour):
    """On the page, in the list, where somebody is typed in, and where a guest confirms."""
    workshop = kept(bo, workshop_in(harbour, capacity=2), {(Kind.ASSOCIATION, None): 1})
    assert "2 ledige pladser, heraf 1 holdt fri til foreninger" in client().get(workshop.path).text
    token = guests_at(workshop)["would come"]
    said = "1 ledig plads, holdt fri til foreninger"
    page = client().get(workshop.path).text
    assert said in page and "Kommer du som noget andet, får du et nummer på ventelisten." in page
    assert said in client().get(f"{harbour.path}moeder/").text
    for public in ("/", harbour.path):
        assert f"{said}." in " ".join(client().get(public).text.split()), public
    assert "De ledige pladser er holdt fri til nogle." in client().get("/deltag").text
    assert f"{said}. Alle andre får et nummer" in " ".join(client(bo).get(f"{workshop.path}/deltagere/ny").text.split())
    confirming = client().get(f"/moeder/bekraeft/{token}").text
    assert said in confirming and "så du får et nummer på ventelisten" in confirming
    confirm_guest_sign_up(token)
    assert db.session.scalars(select(WorkshopSignUp.is_waiting).order_by(WorkshopSignUp.id)).all() == [False, True]


def test_no_more_is_kept_than_is_free(bo, harbour):
    workshop = workshop_in(harbour, capacity=3)
    for who in people(2):
        sign_up(who, workshop, CITIZEN)
    with pytest.raises(Refused, match="Hold færre fri"):
        kept(bo, workshop, {(Kind.COMPANY, None): 2})
    sign_up(person("Firma", email="firma@example.dk"), workshop, COMPANY)
    kept(bo, workshop, {(Kind.COMPANY, None): 1})
    assert [limit.kept for limit in limits_of(workshop)] == [1], "the one that is kept has been taken"


def test_nobody_takes_a_kept_place_by_saying_it_anew(shared):
    """A company that comes as a citizen after all would leave one place too few for companies."""
    company, *citizens = people(3)
    sign_up(company, shared, COMPANY)
    for who in citizens:
        sign_up(who, shared, CITIZEN)
    with pytest.raises(Refused, match="er taget"):
        sign_up(company, shared, CITIZEN)
    assert sign_up_of(company, shared).kind is Kind.COMPANY
    sign_up(citizens[0], shared, COMPANY)
    assert sign_up_of(citizens[0], shared).kind is Kind.COMPANY


@pytest.mark.parametrize(
    ("least", "days", "why"),
    [(3, 5, "Hold færre fri"), (1, -1, "Vælg en dag"), (1, 14, "Vælg en dag")],
)
def test_no_more_is_kept_than_there_are_places_and_until_a_day_before(bo, harbour, least, days, why):
    workshop = workshop_in(harbour, capacity=4)
    with pytest.raises(Refused, match=why):
        kept(bo, workshop, {(Kind.COMPANY, None): least, (Kind.CITIZEN, None): 2}, days=days)
    assert not limits_of(workshop)


def test_whoever_has_a_place_keeps_it(bo, harbour):
    workshop = workshop_in(harbour, capacity=3)
    one, two, three, company = people(4)
    for who in (one, two):
        sign_up(who, workshop, CITIZEN)
    kept(bo, workshop, {(Kind.COMPANY, None): 1})
    for who, said in ((three, CITIZEN), (company, COMPANY)):
        sign_up(who, workshop, said)
    assert [waits(who, workshop) for who in (one, two, three, company)] == [False, False, True, False]
    sign_off(one, workshop)
    assert not waits(three, workshop)
    assert db.session.query(WorkshopSignUp).count() == 3


def test_from_the_form_to_what_everybody_reads(bo, client, harbour):
    workshop = workshop_in(harbour)
    path, typed = f"{workshop.path}/fordeling", {"least_company": "2", FIELD: mark_of(workshop, "limited_at")}
    missing = client(bo).post(path, data=typed)
    assert (missing.status_code, "Skriv, til hvornår" in missing.text) == (422, True)
    over = client(bo).post(path, data=typed | {"company": "1", "kept_until": until().isoformat()})
    assert (over.status_code, "end der højst må være" in over.text) == (422, True)
    answer = client(bo).post(path, data=typed | {"kept_until": until().isoformat()}, follow_redirects=True)
    assert "Pladserne er fordelt." in answer.text
    assert "Virksomheder: 2 pladser holdes fri til og med" in client().get(workshop.path).text
    assert until().isoformat() in client(bo).get(path).text
