"""Anybody can work a record's hash out again from its page alone; a text can be taken out, and the seal still holds."""

import json
import re
from dataclasses import replace
from hashlib import sha256
from html import unescape

import pytest
from sqlalchemy import select, text

from portal.decisions.actions import correct_record, take_out_text
from portal.decisions.hashing import TAKEN_OUT
from portal.decisions.models import DecisionRecord, SealedText
from portal.decisions.verification import verify_records
from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.rules.results import Result
from portal.search.parameters import RESULTS
from tests.decisions.scene import RECORD, decided


def written(content):
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def worked_out_again(reader, path):
    """The steps that the page tells a reader to take, with nothing but what the page leads to."""
    page = unescape(reader.get(path).text)
    file = re.search(r'href="([^"]+\.json)"', page)[1]
    told = json.loads(reader.get(file).text)
    sealed = told["sealed"]
    hashes = {
        name: sha256(bytes.fromhex(one["salt"]) + one["text"].encode()).hexdigest()
        for name, one in told["texts"].items()
    } | {name: one["hash"] for name, one in told["taken_out"].items()}
    assert {name: hashes[name] for name in sealed["texts"]} == sealed["texts"]
    chain = [sha256(written(sealed)).hexdigest()]
    for correction in told["corrections"]:
        assert correction["sealed"]["before"] == chain[-1]
        assert correction["sealed"]["text"] == hashes[correction["text"]]
        chain.append(sha256(written(correction["sealed"])).hexdigest())
    return page, told, chain


def test_how_many_members_there_were_is_sealed_where_it_is_known(bo, client, designing, table):
    decision = decided(designing, bo, *table, draft=replace(RECORD, members=15))
    _page, told, chain = worked_out_again(client(), decision.path)
    assert (told["sealed"]["members"], chain) == (15, [decision.content_hash])
    db.session.execute(text("update decision_record set members = 13"))
    db.session.commit()
    assert [found.path for found in verify_records().mismatches] == [decision.path]


def test_a_record_of_which_it_is_not_known_is_sealed_as_before(client, decision):
    assert "members" not in worked_out_again(client(), decision.path)[1]["sealed"]


def in_fours(hexadecimal):
    return " ".join(hexadecimal[place : place + 4] for place in range(0, 64, 4))


def test_anybody_can_work_the_hash_out_from_the_page_alone(bo, client, decision):
    correct_record(bo, decision, "Punktet var nr. 8.")
    correct_record(bo, decision, "Det blev ikke vedtaget.", result=Result.NOT_ADOPTED)

    page, told, chain = worked_out_again(client(), decision.path)

    assert len(chain) == 3
    for worked_out in chain:
        assert in_fours(worked_out) in page, "the page shows the hash that was worked out"
    for one in told["texts"].values():
        assert one["text"].split("\n")[0] in page, "what is sealed is what is shown"


def test_every_text_has_a_salt_of_its_own(decision):
    salts = [sealed.salt for sealed in decision.sealed_texts]
    assert len(set(salts)) == len(salts) > 10
    assert all(len(salt) == 64 for salt in salts)


def test_a_text_is_taken_out_and_the_seal_still_holds(bo, client, decision):
    seal = decision.content_hash
    answer = client(bo).post(
        f"{decision.path}/tag-ud", data={"name": "points.1.text", "reason": "Stod der ved en fejl.", "sure": "y"}
    )

    assert answer.location == decision.path
    page, told, chain = worked_out_again(client(), decision.path)
    assert chain == [seal]
    assert "points.1.text" not in told["texts"]
    assert TAKEN_OUT in page
    assert "Stod der ved en fejl." in page
    assert verify_records().mismatches == ()


@pytest.mark.parametrize("name", ["title", "summary", "text", "attachments.1.name", "case_steps.1.text"])
def test_what_is_taken_out_is_nowhere(bo, client, decision, name, deliver_outbox):
    there = {sealed.name: sealed for sealed in decision.sealed_texts}
    row = client().get(f"{decision.path}.json").get_json()["texts"][name]
    take_out_text(bo, decision, name, "Det skulle ikke have stået der.")
    deliver_outbox()

    told = client().get(f"{decision.path}.json").text
    assert row["salt"] not in told
    assert there[name].salt is None
    kept = db.session.execute(
        text("select title, summary, text from decision_record where id = :id"), {"id": decision.id}
    ).one()
    assert name not in ("title", "summary", "text") or row["text"] not in kept
    if name == "title":
        lines = db.session.scalars(select(Event).where(Event.subject_kind == "decision_record")).all()
        assert lines
        assert all(row["text"] not in str(line.details) for line in lines)
    assert verify_records().mismatches == ()


def test_a_correction_can_be_taken_out_too(bo, client, decision):
    correct_record(bo, decision, "Kontakt hr. Birk.")
    correct_record(bo, decision, "Og noget andet.")
    take_out_text(bo, decision, "corrections.1.text", "Et navn, der ikke skulle nævnes.")

    page, _, chain = worked_out_again(client(), decision.path)
    assert "Birk" not in page
    assert len(chain) == 3
    assert verify_records().mismatches == ()


def test_it_needs_a_text_a_reason_and_a_tick(bo, client, decision):
    right = {"name": "summary", "reason": "En fejl.", "sure": "y"}
    for wrong in ({"name": ""}, {"name": "id"}, {"reason": " "}, {"sure": ""}, {"reason": "Hans CPR var 010190-1234"}):
        sent = {key: value for key, value in (right | wrong).items() if value}
        assert client(bo).post(f"{decision.path}/tag-ud", data=sent).status_code == 422, wrong
    with pytest.raises(Refused):
        take_out_text(bo, decision, "nothing", "En fejl.")
    take_out_text(bo, decision, "summary", "En fejl.")
    with pytest.raises(Conflict):
        take_out_text(bo, decision, "summary", "En fejl.")


def test_others_take_nothing_out(anna, client, decision, dorte, eva):
    for other in (anna, dorte, eva):
        assert client(other).get(f"{decision.path}/tag-ud").status_code == 403
        with pytest.raises(NotAllowed):
            take_out_text(other, decision, "summary", "En fejl.")


@pytest.mark.parametrize(
    "tampering",
    [
        "update sealed_text set salt = '00' where name = 'summary'",
        "update sealed_text set salt = null where name = 'summary'",
        "update sealed_text set digest = 'x' where name = 'summary'",
        "delete from sealed_text where name = 'summary'",
        "update decision_record set absent = 'Ingen', legal_basis = ''",
    ],
)
def test_whatever_is_changed_beside_the_deed_is_found(decision, tampering):
    db.session.execute(text(tampering))
    db.session.commit()
    assert [found.path for found in verify_records().mismatches][:1] == [decision.path]


def test_nobody_puts_words_where_a_text_was_taken_out(bo, decision):
    take_out_text(bo, decision, "summary", "En fejl.")
    db.session.execute(text("update decision_record set summary = 'Noget andet'"))
    db.session.commit()
    assert verify_records().mismatches


def test_a_result_that_stood_wrong_is_corrected_by_a_dated_addition(bo, client, decision):
    answer = client(bo).post(f"{decision.path}/ret", data={"text": "Det faldt.", "result": "not_adopted"})

    assert answer.location == decision.path
    assert (decision.result, decision.current_result) == (Result.ADOPTED_WITH_CHANGES, Result.NOT_ADOPTED)
    assert client(bo).post(f"{decision.path}/ret", data={"text": "x", "result": "perhaps"}).status_code == 422
    assert client(bo).post(f"{decision.path}/ret", data={"text": "CPR 010190-1234"}).status_code == 422
    assert len(decision.corrections) == 1


def test_no_hash_of_a_bare_text_is_kept(decision):
    """Whoever has the database cannot try guesses on anything that was sealed, once it is taken out."""
    bare = {sha256(sealed_text.encode()).hexdigest() for sealed_text in (decision.title, decision.summary)}
    digests = set(db.session.scalars(select(SealedText.digest)))
    assert not bare & digests
    assert not bare & set(db.session.scalars(select(DecisionRecord.content_hash)))


def test_search_shows_the_corrected_result(bo, client, decision, deliver_outbox):
    correct_record(bo, decision, "Det faldt.", result=Result.NOT_ADOPTED)
    deliver_outbox()
    assert decision.path in client().get(f"/beslutninger/?resultat={RESULTS[Result.NOT_ADOPTED]}").text
    assert decision.path not in client().get(f"/beslutninger/?resultat={RESULTS[Result.ADOPTED_WITH_CHANGES]}").text
