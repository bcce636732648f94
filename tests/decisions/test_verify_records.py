import ast
from pathlib import Path

import pytest
from sqlalchemy import text

import portal
from portal.decisions.actions import correct_record
from portal.decisions.models import DecisionRecord
from portal.foundation.db import db
from tests.recommendations.scene import adopted

TAMPERING = [
    "update decision_record set title = 'Noget andet'",
    "update decision_record set text = ''",
    "update decision_record set number = 7",
    "update decision_record set result = 'not_adopted'",
    "update decision_record set published_at = '2020-01-01 00:00:00'",
    "update decision_record set content_hash = ''",
    "update vote_count set votes_against = votes_against + 1",
    "delete from vote_count where letter = 'V'",
    "update case_step set text = 'Afvist.'",
    "update decision_point set text = 'at lade være'",
    "delete from decision_attachment where position = 2",
    "update decision_correction set text = 'Noget andet' where number = 1",
    "delete from decision_correction where number = 1",
    "update decision_correction set created_at = '2020-01-01 00:00:00' where number = 2",
]


@pytest.fixture
def verify(app):
    """Run the command; gives exit code and everything it said."""

    def run():
        outcome = app.test_cli_runner().invoke(args=["verify-records"])
        return outcome.exit_code, outcome.output

    return run


@pytest.fixture
def corrected(bo, decision):
    """The decision, with two corrections."""
    for said in ("Første.", "Anden."):
        correct_record(bo, decision, said)
    return decision


def test_what_nobody_touched_agrees(corrected, verify):
    code, said = verify()
    assert code == 0
    assert "1 records and 2 corrections checked" in said


@pytest.mark.parametrize(
    "tampering",
    [
        "update recommendation set solution = 'Noget helt andet.'",
        "update recommendation set adopted_on = '2020-01-01'",
        "update recommendation set minority_statement = 'Vi var imod.'",
        "update adoption set votes_for = votes_for + 1",
        "update adoption set salt = '00'",
    ],
)
def test_what_was_adopted_is_proven_by_its_hash(bo, designing, table, tampering, verify):
    recommendation = adopted(designing, bo, *table)
    code, said = verify()
    assert code == 0 and "1 adopted recommendations" in said
    path = recommendation.path
    db.session.execute(text(tampering))
    db.session.commit()
    code, said = verify()
    assert code == 1 and f"{path}: the recommendation is not what was adopted" in said


@pytest.mark.parametrize("tampering", TAMPERING)
def test_whatever_is_changed_is_found(corrected, tampering, verify):
    path = corrected.path
    db.session.execute(text(tampering))
    db.session.commit()
    code, said = verify()
    assert code == 1
    assert path in said or "number = 7" in tampering


def test_a_record_that_is_taken_away_leaves_a_gap(app, decision, verify):
    row = {column.name: getattr(decision, column.name) for column in DecisionRecord.__table__.columns}
    row |= {"id": 99, "number": 3, "response_id": None}
    db.session.execute(DecisionRecord.__table__.insert(), [row])
    db.session.commit()
    code, said = verify()
    assert code == 1
    assert "the last number is 3" in said


def test_many_are_read_in_batches(decision, monkeypatch, queries, verify):
    monkeypatch.setattr("portal.decisions.verification.BATCH", 1)
    assert verify()[0] == 0


def test_no_code_writes_to_a_published_record():
    """No action assigns to a column of a record, updates or deletes one; `seal` alone does, when it publishes."""
    columns = set(DecisionRecord.__table__.columns.keys())
    told = []
    for file in sorted(Path(portal.__file__).parent.rglob("*.py")):
        source = file.read_text()
        if "DecisionRecord" not in source or file.name == "hashing.py":
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"update", "delete", "db.session.delete"}:
                told.append(f"{file.name}:{node.lineno}")
            if isinstance(node, ast.Assign):
                told += [
                    f"{file.name}:{node.lineno}"
                    for target in node.targets
                    if isinstance(target, ast.Attribute)
                    and ast.unparse(target.value) in {"record", "decision", "found"}
                    and target.attr in columns - {"municipality", "year", "number"}
                ]
    assert not told
