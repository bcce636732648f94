"""What another body, or another day, decided is a step of the case and not this meeting's decision."""

from datetime import date

import pytest

from portal.imports.minutes.document import Kind
from portal.imports.minutes.earlier import own_part, said_by
from portal.imports.minutes.reader import read_document
from portal.imports.plan.facts import new_record
from portal.imports.plan.results import result_of
from portal.rules.results import Result
from tests.imports.minutes.builder import lines, page, row

BODY, DAY = "Ærholm Byråd", date(2026, 3, 4)  # those of the builder's page


def read(*sections):
    meeting = read_document(page(row(*sections)), source="p.html")
    (item,) = meeting.items
    steps = [(step.body, step.held_on, " ".join(step.outcome.text)) for step in item.case_flow]
    return result_of(item, Kind.MINUTES, meeting.body), " ".join(item.outcome.text), steps


@pytest.mark.parametrize(
    ("heading", "body", "day"),
    [
        ("Beslutning i Økonomiudvalget den 3. februar 2026", "Økonomiudvalget", date(2026, 2, 3)),
        ("Beslutning for Økonomiudvalget den 03-02-2026:", "Økonomiudvalget", date(2026, 2, 3)),
        ("Beslutning i Ærholm Byråd den 4. februar 2026", "Ærholm Byråd", date(2026, 2, 4)),
        ("Beslutning i Byrådet den 4. februar 2026, punkt 12", "Byrådet", date(2026, 2, 4)),
        ("Økonomiudvalget den 3. februar 2026", "Økonomiudvalget", date(2026, 2, 3)),
        ("Beslutning i Økonomiudvalget", "Økonomiudvalget", None),
    ],
)
def test_a_heading_that_names_another_body_or_day_is_a_step(heading, body, day):
    result, said, steps = read((heading, lines("Indstillingen blev godkendt.")))
    assert (result, said) == (Result.OTHER, "")
    assert steps == [(body, day, "Indstillingen blev godkendt.")]


@pytest.mark.parametrize(
    "heading",
    [
        "Beslutning", "Beslutninger:", "Beslutning den 4. marts 2026", "Beslutning i Byrådet den 4. marts 2026",
        "Beslutning i Ærholm Byråd", "Byrådets beslutning", "Beslutning for punkt 3",
    ],
)  # fmt: skip
def test_a_heading_of_this_meeting_is_its_decision(heading):
    assert read((heading, lines("Godkendt."))) == (Result.ADOPTED, "Godkendt.", [])


def test_of_three_headings_the_day_tells_which_is_this_meetings():
    result, said, steps = read(
        ("Beslutning i Ærholm Byråd den 10-01-2026", lines("Forslaget blev forkastet.")),
        ("Beslutning i Ærholm Byråd den 04-03-2026", lines("Godkendt.")),
        ("Beslutning i Ærholm Byråd den 24-02-2026", lines("Udsat.")),
    )
    assert (result, said) == (Result.ADOPTED, "Godkendt.")
    assert [(day, text) for _, day, text in steps] == [
        (date(2026, 1, 10), "Forslaget blev forkastet."),
        (date(2026, 2, 24), "Udsat."),
    ]


def test_several_in_one_text_are_told_apart():
    text = "Teknisk Udvalg, den 3. februar 2026: Anbefales med en bemærkning. Byrådet, den 4. marts 2026: Godkendt."
    for html in (lines(text), lines(*text.replace(". B", ".|B").split("|"))):
        result, said, steps = read(("Beslutning", html))
        assert (result, said) == (Result.ADOPTED, "Godkendt.")
        assert steps == [("Teknisk Udvalg", date(2026, 2, 3), "Anbefales med en bemærkning.")]


def test_an_earlier_day_alone_decides_nothing_today():
    result, said, steps = read(("Beslutning", lines("18. februar 2026:", "Godkendt.", "4. marts 2026:")))
    assert (result, said, steps) == (Result.OTHER, "", [(BODY, date(2026, 2, 18), "Godkendt.")])


@pytest.mark.parametrize(
    "text",
    [
        "Udvalget ønsker at vide, hvad der sker: Godkendt.",
        "Godkendt med denne bemærkning: Husk rampen.",
        "For: A og B.",
        "Byrådet besluttede den 4. februar 2026 at vente.",
    ],
)
def test_a_sentence_is_no_heading(text):
    assert own_part([text], BODY, DAY) == ([text], [])


def test_what_names_nobody_and_no_day_is_no_heading():
    for heading in ("Økonomi", "Beslutning", "Bilag 4", "Sagsfremstilling"):
        assert said_by(heading) is None


def test_an_agenda_decides_nothing():
    html = page(row(("Beslutning", lines("Godkendt.")), ("Indstilling", lines("At 1) planen vedtages."))))
    meeting = read_document(html.replace("Referat", "Dagsorden"), source="p.html")
    record = new_record(meeting, meeting.items[0], "key")

    assert (record.result, record.text) == (Result.ON_AGENDA, "")
    assert record.presentation.endswith("Godkendt."), "it can still be read"
