"""The three published documents say exactly what is written down in `expected/`, and none of their text is lost."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from portal.imports.minutes.document import Kind, PublishedListings, PublishedMeeting, Stance
from portal.imports.minutes.reader import read_file
from tests.imports.minutes.kept import kept_words, visible_words
from tests.imports.minutes.summary import item_summary, meeting_summary

EXPECTED = Path(__file__).parent / "expected"


def read_meeting(folder: Path, name: str) -> PublishedMeeting:
    meeting = read_file(folder / f"example_{name}.html")
    assert isinstance(meeting, PublishedMeeting)
    return meeting


@pytest.mark.parametrize("name", ["agenda", "minutes"])
def test_the_document_says_what_is_written_down(aarhus, name):
    expected = tomllib.loads((EXPECTED / f"{name}.toml").read_text(encoding="utf-8"))
    meeting = read_meeting(aarhus, name)

    assert [item.title for item in meeting.items] == [item["title"] for item in expected["item"]]
    for item, wanted in zip(meeting.items, expected["item"], strict=True):
        assert item_summary(item) == wanted
    assert meeting_summary(meeting) == expected


@pytest.mark.parametrize(("name", "items"), [("agenda", 33), ("minutes", 6)])
def test_every_visible_word_of_an_item_is_kept_or_reported(aarhus, name, items):
    meeting = read_meeting(aarhus, name)
    page = BeautifulSoup((aarhus / f"example_{name}.html").read_text(encoding="utf-8"), "html.parser")
    rows = page.select("tr.punktrow")

    assert len(rows) == len(meeting.items) == items
    for row, item in zip(rows, meeting.items, strict=True):
        assert visible_words(row) - kept_words(item, meeting.unread) == Counter(), item.number


def test_the_cut_of_the_same_documents_by_others_agrees(aarhus):
    cut = json.loads((aarhus / "items.json").read_text(encoding="utf-8"))
    meetings = [read_meeting(aarhus, name) for name in ("agenda", "minutes")]
    items = [(meeting, item) for meeting in meetings for item in meeting.items]

    assert [entry["title"] for entry in cut] == [item.title for _, item in items]
    for entry, (meeting, item) in zip(cut, items, strict=True):
        body = entry["body"].partition("\nHent som PDF")[0]  # after that come the page's buttons and dialogs
        clips = len(item.attachments)
        words = Counter(body.split()) - Counter({"PDF": clips, str(clips): 1})
        assert words - kept_words(item, meeting.unread) == Counter(), entry["title"]


def test_reservations_are_kept_in_their_own_words(aarhus):
    case = read_meeting(aarhus, "minutes").items[1]

    assert case.case_flow[0].outcome.said(Stance.RESERVATION) == (
        "Socialistisk Folkeparti tog forbehold vedrørende prioriteringen af fordelingen mellem byfortætning vs. "
        "grønne områder/arealer.",
        "Venstre tog forbehold vedrørende mobilitet/trafikforhold.",
        "Liberal Alliance tog forbehold vedrørende mobilitet.",
    )
    assert len(case.case_flow[0].outcome.said(Stance.ABSENT)) == 1
    assert case.outcome.text == (
        "Et flertal i udvalget kunne tiltræde indstillingen i overensstemmelse med Magistratens anbefaling.",
    )


def test_the_same_case_has_one_more_step_a_week_later(aarhus):
    in_committee = read_meeting(aarhus, "minutes").items[1]
    in_council = read_meeting(aarhus, "agenda").items[21]

    assert in_council.case_number == in_committee.case_number
    assert in_council.case_flow[:-1] == in_committee.case_flow
    assert in_council.case_flow[-1].outcome == in_committee.outcome


def test_the_list_of_meetings(aarhus):
    listings = read_file(aarhus / "example_listings.html")

    assert isinstance(listings, PublishedListings)
    assert listings.municipality == "Aarhus Kommune"
    assert listings.unread == ()
    assert Counter(meeting.kind for meeting in listings.meetings) == {Kind.MINUTES: 17, Kind.AGENDA: 3}
    assert len({meeting.source_id for meeting in listings.meetings}) == len(listings.meetings) == 20
    assert len(listings.bodies) == 10
    assert any("§17, stk. 4" in body.name for body in listings.bodies)
    first, last = listings.meetings[0], listings.meetings[-1]
    assert (first.kind, first.body, first.starts_at.isoformat(), first.source_id) == (
        Kind.AGENDA,
        "Aarhus Byråd",
        "2025-10-08T16:00:00+02:00",
        "a70723d3-8732-4382-b761-7622cc64fe62",
    )
    assert (last.kind, last.body, last.starts_at.isoformat()) == (
        Kind.MINUTES,
        "Aarhus Byråd",
        "2025-09-10T16:00:00+02:00",
    )


def test_the_list_knows_both_other_documents(aarhus):
    listings = read_file(aarhus / "example_listings.html")
    assert isinstance(listings, PublishedListings)
    listed = {(meeting.kind, meeting.body, meeting.starts_at) for meeting in listings.meetings}

    for name in ("agenda", "minutes"):
        meeting = read_meeting(aarhus, name)
        assert (meeting.kind, meeting.body, meeting.starts_at) in listed
