import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.decisions.actions import correct_record
from portal.decisions.hashing import hash_of_correction
from portal.decisions.models import DecisionCorrection, DecisionRecord
from portal.decisions.verification import verify_records
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from tests.at_once import at_once


def test_a_correction_is_a_dated_addition(bo, client, decision):
    sealed = decision.content_hash
    answer = client(bo).post(f"{decision.path}/ret", data={"text": "Punktet var nr. 8."})

    assert answer.location == decision.path
    (correction,) = decision.corrections
    assert correction.content_hash == hash_of_correction(correction, sealed)
    assert decision.content_hash == sealed
    assert "Punktet var nr. 8." in client().get(decision.path).text


def test_each_builds_on_the_one_before(bo, decision):
    first, second = correct_record(bo, decision, "Et."), correct_record(bo, decision, "To.")
    assert (first.number, second.number) == (1, 2)
    assert second.content_hash == hash_of_correction(second, first.content_hash)
    assert verify_records().mismatches == ()


def test_two_at_once_make_one_chain(app, bo, decision):
    ids = bo.id, decision.id

    def deed(text):
        actor, record = db.session.get(User, ids[0]), db.session.get(DecisionRecord, ids[1])
        return lambda: correct_record(actor, record, text).id

    outcomes = at_once(app, lambda: deed("Den ene."), lambda: deed("Den anden."))
    assert all(isinstance(outcome, int) for outcome in outcomes), outcomes
    assert verify_records().mismatches == ()
    assert sorted(db.session.scalars(select(DecisionCorrection.number))) == [1, 2]


def test_an_empty_correction_is_none(bo, client, decision):
    assert client(bo).post(f"{decision.path}/ret", data={"text": " "}).status_code == 422
    assert decision.corrections == []


def test_others_do_not_correct(anna, client, decision, dorte, eva):
    for other in (anna, dorte, eva):
        assert client(other).post(f"{decision.path}/ret", data={"text": "Nej."}).status_code == 403
        with pytest.raises(NotAllowed):
            correct_record(other, decision, "Nej.")


def test_two_clicks_are_one_correction(app, bo, decision):
    ids = bo.id, decision.id

    def deed():
        actor, record = db.session.get(User, ids[0]), db.session.get(DecisionRecord, ids[1])
        return lambda: correct_record(actor, record, "Samtidig.").id

    first, second = at_once(app, deed, deed)
    assert first == second
    assert correct_record(bo, decision, "Noget andet.").number == 2
    assert correct_record(bo, decision, "Samtidig.").number == 3, "what is said again later is said again"
