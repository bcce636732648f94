"""Moving a committee on: what is missing is said, what is opened anyway is public, and two do not open one gate."""

import threading

import pytest
from sqlalchemy import select

from portal.committees.actions.composition import describe_composition, review_composition
from portal.committees.actions.gates import open_gate
from portal.committees.forms.composition import ReviewDraft
from portal.committees.forms.gates import Opening
from portal.committees.models import Category, Committee, SeatType
from portal.events.models import Event
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.gates.criteria import checklist, gates
from portal.rules.stages import Stage
from tests.committees.needs import needs_of

NEEDS = needs_of(Category.CITIZENS, 1, "De bruger havnen hver dag.")


def opening(reason="Alle krav er opfyldt", anyway=False):
    return Opening(reason, anyway)


def test_secretary_opens_the_gate(bo, harbour):
    entry = open_gate(bo, harbour, opening())
    assert harbour.stage is Stage.CO_DESIGN
    assert (entry.reason, entry.missing) == ("Alle krav er opfyldt", "")
    last = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert (last.type, last.details["left"], last.details["entered"]) == ("gate.opened", "co_initiation", "co_design")


def test_everything_missing_is_said(bo, harbour):
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    with pytest.raises(Refused) as refusal:
        open_gate(bo, harbour, opening())
    assert len(refusal.value.reasons) == len(gates()[Stage.CO_DESIGN])
    assert harbour.stage is Stage.CO_DESIGN


def test_what_was_missing_is_kept_when_it_is_opened_anyway(bo, harbour):
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    entry = open_gate(bo, harbour, opening("Byrådet har besluttet det", anyway=True))
    assert harbour.stage is Stage.CO_IMPLEMENTATION
    assert len(entry.missing.splitlines()) == len(gates()[Stage.CO_DESIGN])


def test_two_secretaries_cannot_both_open_it(client, bo, harbour):
    sent = {"reason": "Idéerne er besvaret", FIELD: mark_of(harbour, "stage")}
    assert client(bo).post(f"{harbour.path}port", data=sent).status_code == 302
    assert client(bo).post(f"{harbour.path}port", data=sent).status_code == 409
    assert harbour.stage is Stage.CO_DESIGN


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_others_do_not_open_it(who, request, harbour):
    with pytest.raises(NotAllowed):
        open_gate(request.getfixturevalue(who), harbour, opening())
    assert harbour.stage is Stage.CO_INITIATION


def test_a_closed_committee_has_no_gate(bo, harbour):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        open_gate(bo, harbour, opening())


def test_an_action_cannot_call_an_action(bo, harbour):
    with pytest.raises(RuntimeError), transaction():
        open_gate(bo, harbour, opening())


def test_the_first_gate_asks_for_people_and_rules(bo, harbour, carl, gerda):
    harbour.stage = Stage.PREPARATION
    db.session.commit()
    assert [checked.text for checked in checklist(harbour) if not checked.finding.is_met] == [
        "sammensætningen er gennemgået mod de tre kriterier"
    ]
    describe_composition(bo, harbour, NEEDS)
    review_composition(bo, harbour, ReviewDraft("Vi mangler ingen."))
    assert [checked.finding.is_met for checked in checklist(harbour)] == [True] * len(gates()[Stage.PREPARATION])
    gerda_seat = next(m for seat in harbour.seats for m in seat.memberships if seat.type is SeatType.CITIZEN)
    gerda_seat.ends_on = gerda_seat.starts_on
    db.session.commit()
    assert [checked.finding.is_met for checked in checklist(harbour)].count(False) == 1


def test_a_review_of_other_needs_does_not_count(bo, harbour):
    harbour.stage = Stage.PREPARATION
    db.session.commit()
    describe_composition(bo, harbour, NEEDS)
    review_composition(bo, harbour, ReviewDraft("Vi mangler ingen."))
    describe_composition(bo, harbour, needs_of(Category.COMPANIES, 2, "De har både."))
    findings = {checked.criterion.mend: checked.finding for checked in checklist(harbour)}
    assert not findings["sammensaetning"].is_met and "ændret" in findings["sammensaetning"].detail


def test_the_page_says_what_is_missing_with_a_way_to_mend_it(client, bo, anna, harbour):
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    page = client(bo).get(f"{harbour.path}port")
    assert f'href="{harbour.path}anbefalinger/"' in page.text
    assert "Mangler:" in page.text
    assert "<textarea" in page.text
    assert "<textarea" not in client(anna).get(f"{harbour.path}port").text


def test_through_the_page(client, bo, harbour):
    browser = client(bo)
    assert browser.post(f"{harbour.path}port", data={"reason": ""}).status_code == 422
    sent = {"reason": "Idéerne er besvaret", FIELD: mark_of(harbour, "stage")}
    assert browser.post(f"{harbour.path}port", data=sent).status_code == 302
    assert browser.post(f"{harbour.path}port", data=sent).status_code == 409
    page = browser.post(f"{harbour.path}port", data={"reason": "Vi vil videre"})
    assert page.status_code == 422
    assert "Vi vil videre" in page.text
    assert client(bo).post(f"{harbour.path}port", data={"reason": "x", "anyway": "1"}).location
    assert db.session.get(Committee, harbour.id).stage is Stage.CO_IMPLEMENTATION


def test_a_committee_at_work_is_public_also_without_a_mandate(client, bo, harbour):
    harbour.stage, harbour.published_at = Stage.PREPARATION, None
    db.session.commit()
    assert client().get(harbour.path).status_code == 404
    open_gate(bo, harbour, Opening("Rådet har bedt os begynde.", anyway=True))
    assert "Rådet har bedt os begynde." in client().get(f"{harbour.path}port").text


def test_two_at_the_very_same_time(app, bo, harbour):
    """Two real threads with a database connection each: one opens, the other is told."""
    slug, user_id, results = harbour.slug, bo.id, []
    barrier = threading.Barrier(2)

    def secretary():
        with app.app_context():
            committee = db.session.scalar(select(Committee).where(Committee.slug == slug))
            actor = db.session.get(type(bo), user_id)
            actor.grants, committee.stage
            barrier.wait(timeout=10)
            try:
                open_gate(actor, committee, opening())
                results.append("opened")
            except Conflict:
                results.append("told")

    threads = [threading.Thread(target=secretary) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(results) == ["opened", "told"]
