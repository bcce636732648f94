"""Places are shared out among kinds and parties: who comes beyond waits, and moving up respects it."""

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.workshops.actions.coming import sign_off, sign_up
from portal.workshops.actions.limiting import limit_places
from portal.workshops.forms.coming import LimitsDraft, SignUpDraft
from portal.workshops.models import ParticipantKind as Kind, WorkshopLimit
from portal.workshops.queries.coming import attendance, limits_of, sign_up_of, waiting_list
from tests.cast import person
from tests.workshops.scene import workshop_in

CITIZEN, COMPANY = SignUpDraft(Kind.CITIZEN), SignUpDraft(Kind.COMPANY)


@pytest.fixture
def shared(harbour, bo):
    """Four places, of which one is for companies at most."""
    workshop = workshop_in(harbour, capacity=4)
    limit_places(bo, workshop, LimitsDraft({(Kind.COMPANY, None): 1}))
    return workshop


def waits(someone, workshop):
    return sign_up_of(someone, workshop).is_waiting


def people(*names):
    return [person(f"{name} Dam", email=f"{name}@example.dk") for name in names]


def test_who_comes_beyond_the_limit_waits_though_places_are_free(shared):
    one, two, other = people("et", "to", "tre")
    for who, draft in ((one, COMPANY), (two, COMPANY), (other, CITIZEN)):
        sign_up(who, shared, draft)
    assert [waits(who, shared) for who in (one, two, other)] == [False, True, False]
    seen = attendance(shared)
    assert (seen.taken, seen.free, seen.waiting) == (2, 2, 1)


def test_moving_up_passes_by_whom_the_place_is_not_for(shared):
    first, second, third, *citizens = people("et", "to", "tre", "fire", "fem", "seks", "syv")
    sign_up(first, shared, COMPANY)
    for who in citizens[:3]:
        sign_up(who, shared, CITIZEN)
    sign_up(second, shared, COMPANY)
    sign_up(third, shared, COMPANY)
    sign_up(citizens[3], shared, CITIZEN)

    sign_off(citizens[0], shared)
    assert not waits(citizens[3], shared), "the companies before have had theirs"
    assert waits(second, shared)

    sign_off(first, shared)
    assert [place.user for place in waiting_list(shared)] == [third]
    assert not waits(second, shared)


def test_a_party_has_its_places(harbour, bo, carl, dorte, fjordby):
    workshop = workshop_in(harbour)
    limit_places(bo, workshop, LimitsDraft({(Kind.POLITICIAN, None): 1, (None, fjordby.parties[2].id): 1}))
    sign_up(carl, workshop, SignUpDraft(Kind.POLITICIAN, fjordby.parties[0].id))
    sign_up(dorte, workshop, SignUpDraft(Kind.POLITICIAN, fjordby.parties[2].id))
    assert waits(dorte, workshop), "the party has a place, the politicians have none"

    limit_places(bo, workshop, LimitsDraft({(None, fjordby.parties[2].id): 1}))
    assert not waits(dorte, workshop), "and gets it as soon as the limit is gone"


def test_whoever_has_a_place_keeps_it_when_the_limit_is_lowered(shared, bo):
    one, two = people("et", "to")
    limit_places(bo, shared, LimitsDraft({}))
    for who in (one, two):
        sign_up(who, shared, COMPANY)
    limit_places(bo, shared, LimitsDraft({(Kind.COMPANY, None): 1}))
    assert attendance(shared).taken == 2
    (limit,) = limits_of(shared)
    assert (limit.taken, limit.places) == (2, 1)


def test_nobody_slips_past_a_limit_by_saying_it_anew(shared):
    one, two = people("et", "to")
    sign_up(one, shared, COMPANY)
    sign_up(two, shared, CITIZEN)
    with pytest.raises(Refused, match="er taget"):
        sign_up(two, shared, COMPANY)
    assert sign_up_of(two, shared).kind is Kind.CITIZEN


def test_who_waits_and_comes_as_something_else_gets_a_place(shared):
    one, two = people("et", "to")
    sign_up(one, shared, COMPANY)
    sign_up(two, shared, COMPANY)
    sign_up(two, shared, CITIZEN)
    assert not waits(two, shared)


def test_from_the_form_to_what_everybody_reads(client, bo, harbour, fjordby):
    workshop, party = workshop_in(harbour), fjordby.parties[0]
    path = f"{workshop.path}/fordeling"
    assert f'href="{path}"' in client(bo).get(workshop.path).text
    typed = {"company": "2", f"party_{party.id}": "1", FIELD: mark_of(workshop, "limited_at")}
    answer = client(bo).post(path, data=typed, follow_redirects=True)
    assert "Pladserne er fordelt." in answer.text
    page = client().get(workshop.path).text
    assert "Virksomheder: højst 2 pladser, 0 taget" in page and "højst 1 plads, 0 taget" in page
    assert 'value="2"' in client(bo).get(path).text
    assert client(bo).post(path, data=typed | {"company": "3"}).status_code == 409, "written about what stood before"


def test_the_same_twice_is_said_once(bo, shared):
    limit_places(bo, shared, LimitsDraft({(Kind.COMPANY, None): 1}))
    assert db.session.scalar(select(func.count()).where(Event.type == EventType.WORKSHOP_LIMITED)) == 1
    assert db.session.scalar(select(func.count()).select_from(WorkshopLimit)) == 1


@pytest.mark.parametrize("odd", ["0", "-1", "mange", "9" * 30])
def test_no_number_that_cannot_be(client, bo, harbour, odd):
    workshop = workshop_in(harbour)
    typed = {"company": odd, FIELD: mark_of(workshop, "limited_at")}
    assert client(bo).post(f"{workshop.path}/fordeling", data=typed).status_code == 422
    assert limits_of(workshop) == []


def test_only_those_who_plan_it_share_out_the_places(client, anna, carl, shared):
    for other in (anna, carl):
        with pytest.raises(NotAllowed):
            limit_places(other, shared, LimitsDraft({}))
        assert client(other).get(f"{shared.path}/fordeling").status_code == 403
