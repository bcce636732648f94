"""What a new member reads and confirms, and who sees it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.committees.models import Membership
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.recruitment.actions.onboarding import confirm_text, declare_interests
from portal.recruitment.forms.onboarding import GroundAnswer
from portal.recruitment.models import InterestGround, OnboardingKind, OnboardingStep
from portal.recruitment.queries.onboarding import confirmed_by, lacking
from portal.recruitment.words.onboarding import ONBOARDING_TEXTS

WELCOME = "/udvalg/havnen/velkommen"
KIND = OnboardingKind.CONFIDENTIALITY
NONE = {ground: GroundAnswer(False, "") for ground in InterestGround}


@pytest.fixture
def seated(gerda):
    return db.session.scalar(select(Membership).where(Membership.user_id == gerda.id))


def left(membership):
    return set(lacking(confirmed_by([membership])[membership.id]))


def answers(**yes):
    sent = {f"interests-{ground.value}": "no" for ground in InterestGround}
    sent |= {f"interests-{ground.value}_detail": "" for ground in InterestGround}
    return sent | {"interests-confirmed": "y"} | {f"interests-{name}": value for name, value in yes.items()}


def test_a_text_is_confirmed_with_version_and_date(gerda, seated):
    confirm_text(gerda, seated, KIND)
    confirm_text(gerda, seated, KIND)
    [step] = db.session.scalars(select(OnboardingStep))
    assert (step.kind, step.text_version) == (KIND, ONBOARDING_TEXTS[KIND].version)
    assert clock.in_denmark(step.created_at).date() == clock.today()
    assert left(seated) == set(OnboardingKind) - {KIND}


def test_a_new_version_is_confirmed_anew(gerda, seated, monkeypatch, client):
    confirm_text(gerda, seated, KIND)
    newer = replace(ONBOARDING_TEXTS[KIND], version="2027-1")
    monkeypatch.setitem(ONBOARDING_TEXTS, KIND, newer)
    assert KIND in left(seated)
    assert "Teksten er ændret" in client(gerda).get(WELCOME).text
    confirm_text(gerda, seated, KIND)
    assert KIND not in left(seated)


def test_nobody_confirms_for_another(gerda, dorte, bo, seated):
    for somebody in (dorte, bo):
        with pytest.raises(NotAllowed):
            confirm_text(somebody, seated, KIND)
        with pytest.raises(NotAllowed):
            declare_interests(somebody, seated, NONE)
    with pytest.raises(Refused):
        confirm_text(gerda, seated, OnboardingKind.INTERESTS)
    assert left(seated) == set(OnboardingKind)


def test_the_trail_holds_no_answer(gerda, seated):
    declare_interests(gerda, seated, NONE | {InterestGround.OWN: GroundAnswer(True, "Ejer et skur på kajen")})
    assert "skur" not in repr(db.session.scalars(select(Event.details)).all())
    [step] = db.session.scalars(select(OnboardingStep))
    assert [one.applies for one in step.declarations] == [True, False, False, False, False]


def test_through_the_page(client, gerda, seated):
    browser = client(gerda)
    assert "4 punkter mangler" in browser.get(WELCOME).text
    assert browser.post(f"{WELCOME}/role").status_code == 422
    for kind in ("role", "confidentiality", "decisions"):
        assert browser.post(f"{WELCOME}/{kind}", data={f"{kind}-confirmed": "y"}).location == WELCOME
    page = browser.post(f"{WELCOME}/interests", data=answers(own="yes"))
    assert page.status_code == 422 and "Skriv med få ord" in page.text
    assert browser.post(f"{WELCOME}/interests", data={"interests-confirmed": "y"}).status_code == 422
    assert browser.post(f"{WELCOME}/interests", data=answers(own_detail="x" * 1001)).status_code == 422
    assert browser.post(f"{WELCOME}/interests", data=answers(own="yes", own_detail="Et skur")).location == WELCOME
    page = browser.get(WELCOME).text
    assert "Du har været igennem det hele" in page and "Et skur" in page
    assert left(seated) == set()
    assert browser.post(f"{WELCOME}/ukendt").status_code == 404


@pytest.mark.parametrize("who", ["anna", "eva", "bo"])
def test_those_without_a_seat_have_no_page(who, request, client, harbour, bo):
    assert client(request.getfixturevalue(who)).get(WELCOME).status_code == 404


def test_the_secretary_sees_who_lacks_what_and_others_do_not(client, bo, dorte, gerda, seated, carl, eva):
    declare_interests(gerda, seated, NONE | {InterestGround.FAMILY: GroundAnswer(True, "Min søster ejer cafeen")})
    page = client(bo).get(f"{WELCOME}/oversigt").text
    assert "Min søster ejer cafeen" in page and "Dorte Eng" in page and "Mangler" in page
    for other in (dorte, carl, eva):
        assert client(other).get(f"{WELCOME}/oversigt").status_code == 403
    for address in ("/udvalg/havnen/medlemmer", "/udvalg/havnen/", WELCOME):
        assert "søster" not in client(dorte).get(address).text


def test_the_desk_reminds_the_member_until_it_is_done(client, gerda, seated):
    browser = client(gerda)
    assert "4 punkter på velkomstsiden mangler" in browser.get("/skrivebord").text
    for kind in OnboardingKind:
        if kind is OnboardingKind.INTERESTS:
            declare_interests(gerda, seated, NONE)
        else:
            confirm_text(gerda, seated, kind)
    assert "velkomstsiden" not in browser.get("/skrivebord").text


def test_pages_ask_little(client, bo, gerda, carl, dorte, seated, queries):
    declare_interests(gerda, seated, NONE)
    for person, address in ((gerda, WELCOME), (bo, f"{WELCOME}/oversigt")):
        browser = client(person)
        with queries() as said:
            assert browser.get(address).status_code == 200
        assert len(said) <= 12
