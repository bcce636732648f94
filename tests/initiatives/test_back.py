from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.initiatives.actions.backing import (
    end_initiative_sponsorship,
    end_initiative_support,
    sponsor_initiative,
    support_initiative,
)
from portal.initiatives.actions.screening import publish_initiative
from portal.initiatives.models import InitiativeState, InitiativeSupport
from portal.initiatives.words import progress_sentence
from portal.rules.roles import Role
from tests.cast import person
from tests.factories import saved
from tests.initiatives.scene import initiative_in, sponsored

S = InitiativeState


@pytest.fixture
def initiative(anna, fjordby):
    return initiative_in(S.PUBLISHED, fjordby, anna, needs=(2, 2))


@pytest.fixture
def hans():
    return person("Hans Vig", Role.COUNCILLOR)


def met():
    return db.session.scalar(select(func.count()).where(Event.type == "initiative.threshold-met"))


def test_the_threshold_is_met_once_by_people_and_parties(initiative, anna, gerda, carl, eva, hans, fjordby):
    a, _f, v = fjordby.parties
    support_initiative(gerda, initiative)
    support_initiative(gerda, initiative)
    support_initiative(carl, initiative)
    assert (initiative.support_count, initiative.state) == (2, S.PUBLISHED)
    sponsor_initiative(eva, initiative, a)
    assert initiative.state is S.PUBLISHED
    assert progress_sentence(initiative) == "2 af 2 støtter. 1 parti står bag. Der mangler 1."
    sponsor_initiative(hans, initiative, v)

    assert initiative.state is S.SUPPORTED
    assert initiative.threshold_met_at is not None
    assert initiative.steps[-1].actor_id is None, "who came last is not said"
    end_initiative_support(gerda, initiative)
    end_initiative_sponsorship(hans, initiative)
    sponsor_initiative(hans, initiative, v)
    support_initiative(gerda, initiative)
    assert (met(), initiative.state) == (1, S.SUPPORTED)


def test_two_councillors_of_one_party_are_one_party(initiative, eva, hans, fjordby):
    initiative.supporters_needed = 0
    saved(initiative)
    sponsor_initiative(eva, initiative, fjordby.parties[0])
    sponsor_initiative(hans, initiative, fjordby.parties[0])
    assert initiative.state is S.PUBLISHED
    sponsor_initiative(hans, initiative, fjordby.parties[2])
    assert initiative.state is S.SUPPORTED


def test_who_is_no_longer_a_councillor_does_not_count(initiative, eva, hans, client, fjordby):
    initiative.supporters_needed = 0
    saved(initiative)
    sponsor_initiative(eva, initiative, fjordby.parties[0])
    eva.grants[0].ends_on = clock.today() - timedelta(days=1)
    saved(eva)
    sponsor_initiative(hans, initiative, fjordby.parties[2])
    assert initiative.state is S.PUBLISHED
    page = client().get(initiative.path).text
    assert "Eva Bakke (ikke længere i byrådet)" in page and "Der mangler 1 parti." in page
    assert progress_sentence(initiative) == "0 af 0 støtter. 1 parti står bag. Der mangler 1."
    sponsor_initiative(person("Ida Ny", Role.COUNCILLOR), initiative, fjordby.parties[0])
    assert initiative.state is S.SUPPORTED
    assert "ikke længere" not in client().get(initiative.path).text, "what was met stays met"


def test_a_councillor_who_changes_party_counts_once(initiative, eva, hans, fjordby):
    initiative.supporters_needed = 0
    saved(initiative)
    for party in fjordby.parties:
        sponsor_initiative(eva, initiative, party)
    assert (initiative.state, len(initiative.sponsors)) == (S.PUBLISHED, 1)
    sponsor_initiative(hans, initiative, fjordby.parties[0])
    assert initiative.state is S.SUPPORTED
    end_initiative_sponsorship(hans, initiative)
    assert "mangler" not in progress_sentence(initiative), "what was met stays met"


def test_where_no_party_is_needed_people_are_enough(anna, gerda, fjordby):
    initiative = initiative_in(S.PUBLISHED, fjordby, anna, needs=(1, 0))
    assert progress_sentence(initiative) == "0 af 1 støtter."
    support_initiative(gerda, initiative)
    assert initiative.state is S.SUPPORTED


def test_support_does_not_stand_in_the_way_of_the_secretary(gerda, initiative):
    version = initiative.version
    support_initiative(gerda, initiative)
    db.session.refresh(initiative)
    assert initiative.version == version


def test_only_councillors_stand_behind_it_with_a_party_of_today(initiative, anna, carl, sofie, eva, fjordby):
    for somebody in (anna, carl, sofie):
        with pytest.raises(NotAllowed):
            sponsor_initiative(somebody, initiative, fjordby.parties[0])
    old = fjordby.parties[1]
    old.valid_until = clock.today() - timedelta(days=1)
    saved(old)
    with pytest.raises(Refused):
        sponsor_initiative(eva, initiative, old)
    assert initiative.sponsors == []


@pytest.mark.parametrize("state", [S.RECEIVED, S.RETURNED, S.REFUSED, S.ANSWERED, S.WITHDRAWN])
def test_only_open_ones_are_supported(anna, gerda, eva, fjordby, state):
    initiative = initiative_in(state, fjordby, anna)
    with pytest.raises(Refused):
        support_initiative(gerda, initiative)
    with pytest.raises(Refused):
        sponsor_initiative(eva, initiative, fjordby.parties[0])


def test_a_lapsed_one_is_over(anna, gerda, sofie, client, fjordby):
    last = initiative_in(S.PUBLISHED, fjordby, anna, closes_on=clock.today())
    support_initiative(gerda, last)
    lapsed = initiative_in(S.PUBLISHED, fjordby, anna, closes_on=clock.today() - timedelta(days=1))
    assert lapsed.standing is S.LAPSED
    with pytest.raises(Refused):
        support_initiative(gerda, lapsed)
    with pytest.raises(Refused):
        publish_initiative(sofie, lapsed)
    assert "Status: bortfaldet" in client().get(lapsed.path).text


def test_nothing_is_half_done(gerda, initiative, monkeypatch):
    monkeypatch.setattr("portal.initiatives.actions.backing.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        support_initiative(gerda, initiative)
    db.session.refresh(initiative)
    assert (initiative.support_count, db.session.scalar(select(func.count(InitiativeSupport.id)))) == (0, 0)


def test_supporting_from_the_page(gerda, dorte, client, initiative):
    browser = client(gerda)
    assert browser.post(f"{initiative.path}/stoet").location == initiative.path
    support_initiative(dorte, initiative)
    page = browser.get(initiative.path).text
    assert "stop-stoette" in page
    assert "Dorte" not in page
    assert browser.post(f"{initiative.path}/stop-stoette").location == initiative.path
    assert client().post(f"{initiative.path}/stoet").status_code == 401


def test_standing_behind_it_from_the_page(eva, anna, client, initiative, fjordby):
    browser, path = client(eva), initiative.path
    assert browser.post(f"{path}/medforslagsstil", data={"party_id": "999"}).status_code == 422
    assert browser.post(f"{path}/medforslagsstil", data={"party_id": "x"}).status_code == 422
    assert browser.post(f"{path}/medforslagsstil", data={"party_id": str(fjordby.parties[0].id)}).status_code == 302
    page = client().get(path).text
    assert "Eva Bakke" in page
    assert "Der mangler 1 parti." in page
    assert "Venstre (V)" in page, "who lacks is said"
    assert browser.post(f"{path}/stop-medforslag").status_code == 302
    assert client(anna).post(f"{path}/medforslagsstil", data={"party_id": "1"}).status_code == 403


def test_the_party_of_a_councillors_seat_is_offered_first(initiative, dorte, client, fjordby):
    dorte.grants[0].role, dorte.grants[0].committee_id = Role.COUNCILLOR, None
    saved(dorte)
    page = client(dorte).get(initiative.path).text
    assert f'<option selected value="{fjordby.parties[2].id}">' in page


def test_those_behind_it_are_told_by_party(anna, eva, hans, client, fjordby):
    initiative = initiative_in(S.PUBLISHED, fjordby, anna, needs=(100, 2))
    sponsored(initiative, eva, fjordby.parties[2])
    sponsored(initiative, hans, fjordby.parties[0])
    page = client().get(initiative.path).text
    assert page.index("Hans Vig") < page.index("Eva Bakke"), "in order of letter"
