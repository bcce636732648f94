from dataclasses import replace
from datetime import date

import pytest

from portal.foundation import clock
from portal.foundation.dates import longday
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD
from portal.initiatives.actions.proposing import submit_initiative
from portal.initiatives.actions.screening import publish_initiative, refuse_initiative, return_initiative
from portal.initiatives.models import InitiativeRefusal, InitiativeState
from portal.initiatives.states import months_after
from tests.factories import saved
from tests.initiatives.scene import DRAFT, initiative_in, seen

S = InitiativeState


def test_publishing_freezes_the_rules_of_the_day(anna, sofie, fjordby):
    fjordby.initiative_supporters, fjordby.initiative_parties, fjordby.initiative_months = 40, 1, 3
    saved(fjordby)
    initiative = initiative_in(S.RECEIVED, fjordby, anna)
    publish_initiative(sofie, initiative)
    fjordby.initiative_supporters = 400
    saved(fjordby)

    assert (initiative.supporters_needed, initiative.parties_needed) == (40, 1)
    assert initiative.closes_on == months_after(clock.today(), 3)
    assert initiative.published_at is not None


def test_months_end_where_the_month_does():
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 1), 12) == date(2027, 12, 1)


@pytest.mark.parametrize("field", ["title", "problem", "why_together", "affected", "questions"])
def test_personal_data_anywhere_stops_publication(anna, sofie, fjordby, field):
    initiative = initiative_in(S.RECEIVED, fjordby, anna)
    setattr(initiative, field, "Ring til mig på 20 00 00 00")
    saved(initiative)
    with pytest.raises(Refused):
        publish_initiative(sofie, initiative)
    db.session.refresh(initiative)
    assert initiative.state is S.RECEIVED

    publish_initiative(sofie, initiative, reason="Det er kommunens eget nummer.")
    assert initiative.steps[-1].reason == "Det er kommunens eget nummer."


def test_committee_secretaries_and_others_do_not_screen(anna, bo, eva, carl, fjordby):
    initiative = initiative_in(S.RECEIVED, fjordby, anna)
    for person in (anna, bo, eva, carl):
        with pytest.raises(NotAllowed):
            publish_initiative(person, initiative)
        with pytest.raises(NotAllowed):
            return_initiative(person, initiative, "x")
        with pytest.raises(NotAllowed):
            refuse_initiative(person, initiative, InitiativeRefusal.UNLAWFUL, "x")


@pytest.mark.parametrize("state", [s for s in S if s not in {S.RECEIVED, S.LAPSED}])
def test_what_is_decided_is_decided(anna, sofie, fjordby, state):
    initiative = initiative_in(state, fjordby, anna)
    for deed in (
        lambda: publish_initiative(sofie, initiative),
        lambda: return_initiative(sofie, initiative, "x"),
        lambda: refuse_initiative(sofie, initiative, InitiativeRefusal.UNLAWFUL, "x"),
    ):
        with pytest.raises(Refused):
            deed()


def test_screening_from_the_pages(anna, sofie, client, fjordby):
    browser = client(sofie)
    one, two, three = (initiative_in(S.RECEIVED, fjordby, anna, title=f"Opgave {n}") for n in "abc")
    assert "Opgave b" in browser.get("/forslag-til-udvalg/sortering").text
    assert browser.get(f"{one.path}/behandl").status_code == 200

    assert browser.post(f"{one.path}/behandl/offentliggoer", data=seen(one)).status_code == 302
    assert browser.post(f"{two.path}/behandl/send-tilbage", data={"return-reason": " "}).status_code == 422
    assert (
        browser.post(f"{two.path}/behandl/send-tilbage", data={"return-reason": "Ret"} | seen(two)).status_code == 302
    )
    typed = {"refuse-code": "unlawful", "refuse-reason": "Loven siger nej."}
    assert browser.post(f"{three.path}/behandl/afvis", data=typed | seen(three)).status_code == 302
    assert [row.state for row in (one, two, three)] == [S.PUBLISHED, S.RETURNED, S.REFUSED]
    assert "Loven siger nej." in client(anna).get(three.path).text
    assert client().get(three.path).status_code == 404
    assert browser.post(f"{one.path}/behandl/offentliggoer", data={}).status_code == 422


def test_a_stop_is_told_at_the_field(anna, sofie, client, fjordby):
    initiative = initiative_in(S.RECEIVED, fjordby, anna, title="Ring 20 00 00 00")
    page = client(sofie).post(f"{initiative.path}/behandl/offentliggoer", data=seen(initiative))
    assert page.status_code == 422
    assert "20 00 00 00" in page.text


@pytest.mark.parametrize("name", ["publish", "return", "refuse"])
def test_what_the_author_has_changed_meanwhile_is_read_first(anna, sofie, client, fjordby, name):
    initiative = submit_initiative(anna, fjordby, replace(DRAFT, submission_key="key"))
    typed = {"publish-reason": "", "return-reason": "Ret det her.", "refuse-reason": "Ret det her.",
             "refuse-code": "unlawful"} | seen(initiative)  # fmt: skip
    submit_initiative(anna, fjordby, replace(DRAFT, problem="Borgmesteren er en tyv.", submission_key="key"))
    path = {"publish": "offentliggoer", "return": "send-tilbage", "refuse": "afvis"}[name]
    browser = client(sofie)
    page = browser.post(f"{initiative.path}/behandl/{path}", data=typed)
    assert (page.status_code, initiative.state) == (409, S.RECEIVED)
    assert "Borgmesteren er en tyv." in page.text
    assert name == "publish" or "Ret det her." in page.text
    assert seen(initiative)[FIELD] in page.text
    assert browser.post(f"{initiative.path}/behandl/{path}", data=typed | seen(initiative)).status_code == 302


def test_what_everybody_can_read_holds_no_personal_data(anna, sofie, client, fjordby):
    initiative = initiative_in(S.RECEIVED, fjordby, anna, title="Ring 20 00 00 00")
    with pytest.raises(Refused):
        return_initiative(sofie, initiative, "Fjern 20 00 00 00.")
    with pytest.raises(Refused):
        publish_initiative(sofie, initiative, reason="20 00 00 00 er kommunens.")
    db.session.refresh(initiative)
    assert (initiative.state, len(initiative.steps)) == (S.RECEIVED, 1)
    typed = {"return-reason": "Fjern 20 00 00 00."} | seen(initiative)
    page = client(sofie).post(f"{initiative.path}/behandl/send-tilbage", data=typed)
    assert page.status_code == 422
    assert "Fjern 20 00 00 00." in page.text and "et telefonnummer" in page.text
    refuse_initiative(sofie, initiative, InitiativeRefusal.PERSONAL_DATA, "Der står 20 00 00 00.")  # never public


def test_what_is_foretold_before_publication_happens(anna, sofie, fjordby, client, letter_box, deliver_outbox):
    initiative = initiative_in(S.RECEIVED, fjordby, anna)
    secretary = client(sofie)
    foretold = secretary.get(f"{initiative.path}/behandl").text
    secretary.post(f"{initiative.path}/behandl/offentliggoer", data={FIELD: seen(initiative)})
    db.session.refresh(initiative)
    for day in range(8):
        deliver_outbox(days_later=day)

    assert f"støtte det til og med {longday(initiative.closes_on)}." in foretold
    assert "1 person læser om det i søndagens brev." in foretold
    assert client().get(initiative.path).status_code == 200
    assert len(letter_box.letters) == len(letter_box.to(anna.email)) == 1
