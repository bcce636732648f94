"""The reference documents become the records they should."""

from collections import Counter

import pytest
from sqlalchemy import select

from portal.decisions.models import DecisionRecord
from portal.decisions.verification import verify_records
from portal.foundation.db import db
from portal.rules.results import Result
from portal.trace.models import TraceEdge


@pytest.fixture
def imported(app, finn, aarhus):
    files = [str(aarhus / f"example_{name}.html") for name in ("minutes", "agenda", "listings")]
    said = app.test_cli_runner().invoke(args=["import-minutes", *files])
    assert said.exit_code == 0, said.output
    return said.output


def of_body(name):
    return db.session.scalars(
        select(DecisionRecord).where(DecisionRecord.body_name == name).order_by(DecisionRecord.number)
    ).all()


def test_every_item_is_a_record(imported):
    decided, on_agenda = of_body("Teknisk Udvalg"), of_body("Aarhus Byråd")

    assert [record.item for record in decided] == [str(number) for number in range(1, 7)]
    assert [record.item for record in on_agenda] == [str(number) for number in range(1, 34)]
    assert [record.result for record in decided] == [
        Result.OTHER, Result.ADOPTED, Result.POSTPONED, Result.NOTED, Result.DISCUSSED, Result.POSTPONED,
    ]  # fmt: skip
    assert {record.result for record in on_agenda} == {Result.ON_AGENDA}
    assert on_agenda[0].path == "/beslutninger/aarhus/2025/7"


def test_all_parts_are_saved(imported):
    records = [*of_body("Teknisk Udvalg"), *of_body("Aarhus Byråd")]
    parts = Counter()
    for record in records:
        parts += Counter(points=len(record.points), steps=len(record.case_steps), attachments=len(record.attachments))

    assert parts == {"points": 52, "steps": 68, "attachments": 705}
    assert verify_records().mismatches == ()


def test_the_case_is_followed_from_the_committee_to_the_council(imported):
    edges = db.session.scalars(select(TraceEdge)).all()
    records = {record.id: record for record in [*of_body("Teknisk Udvalg"), *of_body("Aarhus Byråd")]}

    assert [(records[edge.earlier_id].item, records[edge.later_id].item) for edge in edges] == [("2", "22")]


def test_the_list_knows_the_two_that_are_here(imported):
    listed = [line.split()[3] for line in imported.splitlines() if line.startswith("  2025-")]

    assert len(listed) == 20
    assert listed.count("imported") == 2


def test_importing_again_changes_nothing(app, imported, aarhus):
    files = [str(aarhus / f"example_{name}.html") for name in ("minutes", "agenda")]
    said = app.test_cli_runner().invoke(args=["import-minutes", *files])

    assert "Saved: 0 new, 6 unchanged" in said.output
    assert "Saved: 0 new, 33 unchanged" in said.output
