"""`import-minutes` shows what it understood, says what it could not read and where, and can be repeated."""

import pytest
from sqlalchemy import func, select

from portal.decisions.models import DecisionRecord
from portal.foundation.db import db
from portal.municipalities.models import Municipality
from tests.imports.minutes.builder import lines, page, row


@pytest.fixture
def run(app):
    return lambda *arguments: app.test_cli_runner().invoke(args=["import-minutes", *map(str, arguments)])


@pytest.fixture
def write(tmp_path):
    def write(html, name="side.html"):
        (tmp_path / name).write_text(html, encoding="utf-8")
        return tmp_path / name

    return write


def records():
    return db.session.scalar(select(func.count()).select_from(DecisionRecord))


def test_what_was_understood_is_shown_and_saved(run, finn, pages):
    said = run(pages / "minutes.html")

    assert said.exit_code == 0, said.output
    assert "minutes.html: minutes, Ærholm Byråd, 2026-03-04 17:00, Byrådssalen, Ærholm Kommune, 5 items" in said.output
    bridge = next(line for line in said.output.splitlines() if "Ny badebro" in line)
    assert bridge.split()[-4:] == ["2", "2", "2", "other"]
    assert "other (closed)" in said.output
    assert "Everything was read." in said.output
    assert "Saved: 5 new, 0 unchanged" in said.output
    assert records() == 5


def test_it_is_safe_to_repeat(run, finn, pages):
    run(pages / "minutes.html")
    said = run(pages / "minutes.html", pages / "agenda.html", pages / "minutes.html")

    assert said.exit_code == 0
    assert said.output.count("Saved: 0 new, 5 unchanged") == 2
    assert records() == 10


def test_a_dry_run_saves_nothing_and_needs_nobody(run, app, pages):
    said = run("--dry-run", pages / "minutes.html")

    assert said.exit_code == 0, said.output
    assert "Nothing saved (dry run); it would be: 5 new" in said.output
    assert records() == 0


def test_a_list_of_meetings_tells_which_are_here(run, finn, pages):
    said = run(pages / "minutes.html", pages / "listings.html")

    assert said.exit_code == 0
    assert "2026-03-04 17:00  minutes imported  Ærholm Byråd" in said.output
    assert "2026-04-01 17:00  agenda  -         Ærholm Byråd" in said.output


def test_what_could_not_be_read_is_told_with_its_place(run, finn, write, pages):
    file = write(page(row(("Sagsforløb", lines("Sagen er ny.", "Udvalg: Ærholm Byråd", "Dato: snart")), number="7")))
    said = run(file)

    assert said.exit_code == 0
    assert 'side.html, item 7, "Sagsforløb", line 1: left out: text in the case flow' in said.output
    assert 'side.html, item 7, "Sagsforløb", line 2: a step of the case without a readable date' in said.output


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("", "the file is empty"),
        ("<html><title>Vejret</title></html>", 'found "Vejret"'),
        (page(), "the meeting has no items"),
        (page(row(), heading="Referat"), "no day and time of the meeting"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_saved(run, finn, write, html, why, pages):
    said = run(write(html), pages / "minutes.html")

    assert said.exit_code == 1
    assert why in said.output
    assert "1 of 2 files could not be imported" in said.output
    assert "Traceback" not in said.output
    assert records() == 5


def test_a_missing_file_is_told(run, finn, tmp_path, pages):
    said = run(tmp_path / "findes-ikke.html")

    assert said.exit_code == 1
    assert "findes-ikke.html: the file cannot be opened" in said.output


def test_a_page_that_does_not_say_whose_it_is_needs_to_be_told(run, finn, write, pages):
    file = write(page(row()).replace("aerholm.css", "side.css"))
    assert run(file).exit_code == 1
    assert records() == 0

    assert run("--municipality", "Ærholm Kommune", file).exit_code == 0
    assert records() == 1


@pytest.mark.parametrize("spelled", ["ærholm kommune", "  Ærholm  KOMMUNE ", "ærholm"])
def test_a_municipality_spelled_otherwise_is_the_same(run, finn, write, spelled):
    file = write(page(row()).replace("aerholm.css", "side.css"))
    assert run("--municipality", "Ærholm Kommune", file).exit_code == 0
    before = db.session.scalar(select(func.count()).select_from(Municipality))

    assert run("--municipality", spelled, file).exit_code == 0
    assert (records(), db.session.scalar(select(func.count()).select_from(Municipality))) == (1, before)


def test_one_of_the_98_has_its_own_name_however_it_is_spelled(run, finn, write):
    file = write(page(row()).replace("aerholm.css", "side.css"))
    assert run("--municipality", "aarhus kommune", file).exit_code == 0

    assert db.session.scalars(select(Municipality.name).where(Municipality.slug == "aarhus")).all() == [
        "Aarhus Kommune"
    ]


def test_a_pdf_is_told_what_it_is(run, finn, tmp_path):
    (tmp_path / "referat.html").write_bytes(b"%PDF-1.7\n")
    assert "this is a PDF" in run(tmp_path / "referat.html").output


def test_nobody_imports_without_being_allowed(run, anna, pages):
    said = run(pages / "minutes.html")
    assert said.exit_code == 1
    assert "there is no administrator" in said.output

    said = run("--as", anna.email, pages / "minutes.html")
    assert said.exit_code == 1
    assert "not allowed: minutes:import" in said.output
    assert records() == 0
