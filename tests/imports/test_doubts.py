"""Imported records whose result is doubtful are listed for whoever can correct them, until they have."""

import pytest
from sqlalchemy import text

from portal.decisions.actions import correct_record
from portal.decisions.models import DecisionRecord
from portal.foundation.db import db
from portal.imports import doubts as import_doubts
from portal.imports.actions.importing import import_meeting
from portal.imports.minutes.reader import read_file
from portal.rules.results import Result

PAGE = "/administration/importerede-beslutninger"
NAME = "Ærholm Kommune"


@pytest.fixture
def imported(finn, pages):
    """A meeting, read as versions before this one read some of it: a guess, and a closed item with its text."""
    import_meeting(finn, read_file(pages / "minutes.html"), municipality_name=NAME)
    guessed, closed = (record_at(item) for item in ("2", "3"))
    # What is sealed is never written to by the portal; here an older portal is told of
    seal = "update decision_record set text = :words, result = :result, title = :title where id = :id"
    for record, title in ((guessed, guessed.title), (closed, "Lukket punkt: Salg af grund")):
        facts = {"words": "Byrådet godkendte ikke indstillingen.", "result": "adopted", "title": title, "id": record.id}
        db.session.execute(text(seal), facts)
    db.session.commit()
    return guessed, closed


def record_at(item):
    return db.session.query(DecisionRecord).filter_by(item=item).one()


def test_nothing_is_doubtful_of_what_is_read_today(finn, pages, client):
    import_meeting(finn, read_file(pages / "minutes.html"), municipality_name=NAME)
    assert list(import_doubts.all_doubts()) == []
    assert "Der er ingen." in client(finn).get(PAGE).text


def test_the_doubtful_are_listed_until_somebody_says_what_is_right(finn, imported, client, app):
    guessed, closed = imported
    page = client(finn).get(PAGE).text
    assert "Resultatet står som: Vedtaget uændret. Ordene læses som: Ikke vedtaget." in page
    assert "Punktet var lukket" in page
    assert f'href="{guessed.path}"' in page and f'href="{closed.path}"' in page
    assert PAGE in client(finn).get("/administration/").text
    said = app.test_cli_runner().invoke(args=["doubtful-records"]).output
    assert f"{guessed.path}: stands as adopted, reads as not_adopted" in said
    assert f"{closed.path}: a closed item that tells something" in said
    assert "2 imported decisions are doubtful" in said

    correct_record(finn, guessed, "Byrådet sagde nej.", result=Result.NOT_ADOPTED)

    assert guessed.path not in client(finn).get(PAGE).text


def test_a_result_that_was_read_from_another_day_is_listed(finn, imported, client):
    guessed, _closed = imported
    words = "Byrådet godkendte den 3. marts 2026 kommissoriet. Drøftet."
    db.session.execute(
        text("update decision_record set text = :words where id = :id"), {"words": words, "id": guessed.id}
    )
    db.session.commit()
    page = client(finn).get(PAGE).text
    assert f'href="{guessed.path}"' in page and "Ordene læses som: ikke sikkert" in page


def test_only_whoever_can_correct_them_sees_them(anna, bo, imported, client):
    for person in (anna, bo):
        assert client(person).get(PAGE).status_code == 403
        assert PAGE not in client(person).get("/administration/").text


def test_a_page_of_them_is_bounded_and_leads_on(finn, imported, client, monkeypatch):
    guessed, closed = imported
    monkeypatch.setattr(import_doubts, "PER_PAGE", 1)
    first = import_doubts.doubts()
    assert [doubt.record for doubt in first.items] == [closed]
    assert f"before={first.next_before}" in client(finn).get(PAGE).text
    page = client(finn).get(f"{PAGE}?before={first.next_before}").text
    assert guessed.path in page
    monkeypatch.setattr(import_doubts, "MOST_READ", 1)
    assert import_doubts.doubts().next_before is not None
    for odd in ("x", "-1", "9" * 40, "²"):
        assert client(finn).get(PAGE, query_string={"before": odd}).status_code == 200


def test_a_corrected_result_is_told_wherever_the_decision_is(finn, imported, client):
    guessed, _closed = imported
    correct_record(finn, guessed, "Byrådet sagde nej.", result=Result.NOT_ADOPTED)
    correct_record(finn, guessed, "Og mødet var om aftenen.")
    page = client().get(guessed.path).text
    assert guessed.current_result is Result.NOT_ADOPTED
    assert "Ikke vedtaget" in page


def test_a_closed_item_says_that_it_was_closed(finn, pages, client):
    import_meeting(finn, read_file(pages / "minutes.html"), municipality_name=NAME)
    stub = client().get(record_at("3").path).text
    assert "Punktet blev behandlet på et lukket møde." in stub
    assert "Se beslutningens tekst" not in stub
