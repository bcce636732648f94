"""What the format can hold, told with the documents of a fictive council."""

from collections import Counter
from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal.imports.minutes.document import Attachment, CaseStep, Item, Kind, ListedMeeting, Origin, Outcome, Stance
from portal.imports.minutes.reader import read_document, read_file
from tests.imports.minutes.builder import lines, page, row
from tests.imports.minutes.kept import kept_words, visible_words


def read_item(*sections, **facts):
    """The only item of a page, and what was not read of the page."""
    meeting = read_document(page(row(*sections, **facts)), source="p.html")
    return meeting.items[0], meeting.unread


def points(*texts):
    item, _ = read_item(("Beslutningspunkter", lines(*texts)))
    return [(point.marker, point.text, point.details) for point in item.proposal.points]


def test_the_meeting(pages):
    minutes = read_file(pages / "minutes.html")

    assert (minutes.kind, minutes.body, minutes.place) == (Kind.MINUTES, "Ærholm Byråd", "Byrådssalen")
    assert minutes.starts_at.isoformat() == "2026-03-04T17:00:00+01:00"
    assert minutes.municipality == "Ærholm Kommune"
    assert minutes.source_id == "00000000-0000-4000-8000-000000009001"
    assert minutes.information == ("Mødet sendes på nettet.",)
    assert minutes.unread == ()
    assert [(item.number, item.title, item.is_closed) for item in minutes.items] == [
        ("1", "Godkendelse af dagsorden", False),
        ("2", "Ny badebro ved Sønderstrand", False),
        ("3", "Lukket punkt", True),
        ("4", "Forslag fra Havnelisten om flere bænke", False),
        ("5", "Eventuelt", False),
    ]


def test_a_whole_item(pages):
    item = read_file(pages / "minutes.html").items[1]

    assert item.case_number == "EMN-2026-000102"
    assert item.presentation == ("Badebroen skal kunne bruges af alle, også fra kørestol.",)
    assert item.resume == ("En arbejdsgruppe af borgere har tegnet en badebro.", "Broen koster 1,2 mio. kr.")
    assert [(p.label, p.text, p.details, p.result) for p in item.proposal.points] == [
        ("1", "Byrådet godkender tegningen af badebroen", ("a) med rampe,", "b) med bænke."), "tiltrådt."),
        ("2", "Byrådet afsætter 1,2 mio. kr. til broen.", (), "udsat, indtil prisen er kendt."),
    ]
    assert item.outcome.said(Stance.RESERVATION) == ("Havnelisten tog forbehold for at 1.",)
    assert item.outcome.said(Stance.AGAINST) == ("Otto Vang kunne ikke tiltræde indstillingen.",)
    assert [step.body for step in item.case_flow] == ["Økonomiudvalget", "Ærholm Byråd"]
    assert item.case_flow[0].held_on == date(2026, 2, 3)
    assert item.case_flow[0].item_number == "7"
    assert item.case_flow[1].outcome.said(Stance.REMARK) == ("Sagen blev behandlet sammen med sag 5.",)
    assert [section.heading for section in item.sections] == ["Borgmesterens afdelings påtegning"]
    assert item.attachments == (
        Attachment("Indstilling", "00000000-0000-4000-8000-000000000201"),
        Attachment("Bilag 1: Tegning af badebroen", "00000000-0000-4000-8000-000000000202"),
    )


def test_an_agenda_has_no_results_and_the_same_items(pages):
    agenda, minutes = read_file(pages / "agenda.html"), read_file(pages / "minutes.html")

    assert agenda.kind is Kind.AGENDA
    assert agenda.source_id == ""  # the page holds a place-holder
    assert not any(item.outcome for item in agenda.items)
    assert [item.source_id for item in agenda.items] == [item.source_id for item in minutes.items]


def test_a_list_of_meetings(pages):
    listings = read_file(pages / "listings.html")

    assert listings.municipality == "Ærholm Kommune"
    assert [(m.kind, m.body, m.starts_at.date()) for m in listings.meetings] == [
        (Kind.AGENDA, "Ærholm Byråd", date(2026, 4, 1)),
        (Kind.MINUTES, "Ærholm Byråd", date(2026, 3, 4)),
        (Kind.MINUTES, "Udvalget for nye fællesskaber (§17, stk. 4)", date(2026, 2, 26)),
    ]
    assert isinstance(listings.meetings[0], ListedMeeting)
    assert [body.name for body in listings.bodies] == ["Ærholm Byråd", "Udvalget for nye fællesskaber (§17, stk. 4)"]


@pytest.mark.parametrize("name", ["agenda", "minutes"])
def test_every_visible_word_is_kept(pages, name):
    meeting = read_file(pages / f"{name}.html")
    rows = BeautifulSoup((pages / f"{name}.html").read_text(encoding="utf-8"), "html.parser").select("tr.punktrow")

    for html, item in zip(rows, meeting.items, strict=True):
        if item.is_closed:
            continue  # of which nothing is kept; the next test says so
        assert visible_words(html) - kept_words(item, meeting.unread) == Counter()


@pytest.mark.parametrize(
    "title",
    [
        "Lukket punkt: Støtte til Hanne Birk, 010190-1234",
        "Lukket: Beslutning - Salg af grund",
        "LUKKET SAG Personsag",
        "Køb af ejendom (lukket)",
        "Fortroligt: Personsag",
        "Punkt til lukket dagsorden",
    ],
)
def test_of_a_closed_item_only_the_number_is_taken(title):
    sections = (
        ("Beslutning", lines("Hanne Birk, 010190-1234, får et lån.")),
        ("Bilag", lines("Ansøgning fra Hanne Birk")),
    )
    item, unread = read_item(*sections, title=title, number="7")

    assert (item.number, item.title, item.is_closed) == ("7", "Lukket punkt", True)
    assert item == Item("7", "Lukket punkt", item.source_id, is_closed=True, text_hash=item.text_hash)
    assert not any(word in f"{item}{unread}" for word in ("Hanne", "010190", "Salg", "Ansøgning"))
    other, _ = read_item(("Beslutning", lines("Noget andet.")), title=title, number="7")
    assert item.text_hash == other.text_hash, "the hash would tell whoever guesses the text"


@pytest.mark.parametrize("title", ["Lukning af broen", "Byrådets åbne dagsorden", "Afslukket? Nej, åbent"])
def test_what_is_not_closed_is_read(title):
    item, _ = read_item(("Beslutning", lines("Godkendt.")), title=title)
    assert (item.title, item.is_closed) == (title, False)


# --- points to decide ----------------------------------------------------------------------------------------------


def test_points_with_at_and_a_number():
    assert points("Det indstilles:", "At 1) alt godkendes", "nemlig dette", "At 2) intet glemmes") == [
        ("At 1)", "alt godkendes", ("nemlig dette",)),
        ("At 2)", "intet glemmes", ()),
    ]


def test_points_with_a_number_only():
    assert points("Det indstilles, at", "1. planen vedtages,", "2. svar sendes den 3. maj.") == [
        ("1.", "planen vedtages,", ()),
        ("2.", "svar sendes den 3. maj.", ()),
    ]


def test_points_with_letters():
    assert [marker for marker, _, _ in points("a) planen", "b) svaret", "c) resten")] == ["a)", "b)", "c)"]


def test_points_without_numbers():
    assert points("Forvaltningen indstiller", "at planen vedtages", "- at svar sendes") == [
        ("", "at planen vedtages", ()),
        ("", "- at svar sendes", ()),
    ]


def test_a_point_after_an_opening_that_ends_in_at():
    assert points("Det indstilles, at", "Planen vedtages, og", "svar sendes.", "Sagen er hastende.") == [
        ("", "Planen vedtages, og", ()),
        ("", "svar sendes.", ("Sagen er hastende.",)),
    ]


def test_opening_and_point_in_one_line():
    item, unread = read_item(("Indstilling", lines("Det indstilles, at planen vedtages.")))

    assert item.proposal.opening == ("Det indstilles,",)
    assert [point.text for point in item.proposal.points] == ["at planen vedtages."]
    assert unread == ()


def test_a_numbered_list_keeps_its_numbers():
    html = "<ol start='1'><li><p>Planen vedtages</p><ul><li>helt</li></ul></li><li>Svar <b>sendes</b></li></ol>"
    item, _ = read_item(("Beslutningspunkter", html))

    assert [(point.label, point.text, point.details) for point in item.proposal.points] == [
        ("1", "Planen vedtages", ("helt",)),
        ("2", "Svar sendes", ()),
    ]


def test_points_on_the_lines_of_one_paragraph():
    item, _ = read_item(("Beslutningspunkter", "<p>Det indstilles:<br>At 1) det ene<br/>At 2) det andet</p>"))

    assert [point.text for point in item.proposal.points] == ["det ene", "det andet"]


def test_skipped_numbers_are_reported():
    item, unread = read_item(("Beslutningspunkter", lines("At 1) det ene", "At 3) det tredje")))

    assert [point.label for point in item.proposal.points] == ["1", "3"]
    assert [(note.reason, note.text, note.place.item) for note in unread] == [("numbers_skip", "3", "1")]


def test_a_proposal_without_points_is_kept_and_reported():
    item, unread = read_item(("Beslutningspunkter", lines("Sagen fremlægges til drøftelse.")))

    assert item.proposal.opening == ("Sagen fremlægges til drøftelse.",)
    assert [note.reason for note in unread] == ["points_not_found"]


def test_the_points_of_a_motion(pages):
    proposal = read_file(pages / "agenda.html").items[3].proposal

    assert proposal.origin is Origin.MOTION
    assert proposal.opening == ("Derfor foreslår Havnelisten, at",)
    assert [(p.label, p.text, p.details) for p in proposal.points] == [
        ("1", "byrådet opstiller tyve bænke,", ("Bænkene skal have ryglæn.",)),
        ("2", "foreninger kan give en bænk.", ()),
    ]


def test_a_motion_whose_points_cannot_be_told_is_reported():
    item, unread = read_item(("", lines("BESLUTNINGSFORSLAG FRA A", "Vi beder om flere træer.")))

    assert item.presentation == ("BESLUTNINGSFORSLAG FRA A", "Vi beder om flere træer.")
    assert [note.reason for note in unread] == ["motion_without_points"]


@pytest.mark.parametrize(
    ("decided", "results"),
    [
        (["Ad 1) godkendt.", "Ad 2) udsat."], ["godkendt.", "udsat."]),
        (["At 1-2: godkendt."], ["godkendt.", "godkendt."]),
        (["At 1 og 2) tiltrådt"], ["tiltrådt", "tiltrådt"]),
        (["2. Forkastet"], ["", "Forkastet"]),
        (["Godkendt."], ["", ""]),
    ],
)
def test_results_of_single_points(decided, results):
    item, _ = read_item(("Beslutning", lines(*decided)), ("Indstilling", lines("At 1) det ene", "At 2) det andet")))

    assert [point.result for point in item.proposal.points] == results
    assert item.outcome.text == tuple(decided)


# --- the way of a case ---------------------------------------------------------------------------------------------


def test_a_step_with_everything_missing():
    item, unread = read_item(("Sagsforløb", lines("Udvalg: Teknikudvalget")))

    assert item.case_flow == (CaseStep("Teknikudvalget", None, "", Outcome()),)
    assert [(note.reason, note.place.heading, note.place.line) for note in unread] == [
        ("date_unreadable", "Sagsforløb", 1)
    ]


def test_text_before_the_first_body_is_reported_with_its_line():
    item, unread = read_item(("Sagsforløb", lines("Sagen er ny.", "Se bilag.", "Udvalg: Rådet", "Dato: 1. maj 2026")))

    assert [step.held_on for step in item.case_flow] == [date(2026, 5, 1)]
    assert [(note.reason, note.text, note.place.line) for note in unread] == [
        ("before_first_step", "Sagen er ny.", 1),
        ("before_first_step", "Se bilag.", 2),
    ]


def test_a_day_that_does_not_exist_is_reported_and_the_step_kept():
    item, unread = read_item(("Sagsforløb", lines("Udvalg: Rådet", "Dato: 31-02-2026", "Punktnummer: 4", "Udsat.")))

    assert (item.case_flow[0].held_on, item.case_flow[0].item_number) == (None, "4")
    assert [(note.reason, note.text) for note in unread] == [("date_unreadable", "Rådet: 31-02-2026")]


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Venstre tog forbehold.", Stance.RESERVATION),
        ("Otto Vang deltog ikke i sagens behandling.", Stance.ABSENT),
        ("To medlemmer var forhindret i at deltage i mødet.", Stance.ABSENT),
        ("Karna Lund blev erklæret inhabil og deltog ikke i sagens behandling.", Stance.DISQUALIFIED),
        ("Havnelisten kan ikke tiltræde indstillingen.", Stance.AGAINST),
        ("Havnelisten stemte imod.", Stance.AGAINST),
        ("Venstre ønsker tilføjet til referatet, at prisen er for høj.", Stance.REMARK),
        ("Karna Lund og Otto Vang kunne tiltræde indstillingen.", Stance.FOR),
        ("Et flertal i udvalget kunne tiltræde indstillingen.", None),
        ("Teknisk Udvalg kunne ikke tiltræde indstillingen.", None),
        ("Byrådet kan ikke godkende planen.", None),
        ("Udvalget kunne enstemmigt tiltræde indstillingen, jf. § 17, stk. 4. Bilag følger.", None),
    ],
)
def test_what_is_said_beside_the_decision_is_told_apart(sentence, stance):
    item, _ = read_item(("Beslutning", lines(sentence)))

    assert item.outcome.said(stance) == ((sentence,) if stance else ())
    assert item.outcome.text == (() if stance else (sentence,))


# --- what is not understood ----------------------------------------------------------------------------------------


def test_an_unknown_heading_is_kept_and_reported():
    item, unread = read_item(("Stjernetegn", lines("Vægten.")), ("Resume", lines("Kort.")))

    assert [(section.heading, section.paragraphs) for section in item.sections] == [("Stjernetegn", ("Vægten.",))]
    assert item.resume == ("Kort.",)
    assert [(note.reason, note.place.heading, note.text) for note in unread] == [
        ("heading_unknown", "Stjernetegn", "Vægten.")
    ]


def test_text_outside_every_known_place_is_reported():
    _, unread = read_item(more="<p>Punktet optages <b>på video</b></p>")

    assert [(note.reason, note.text) for note in unread] == [("outside", "Punktet optages"), ("outside", "på video")]


def test_a_lone_full_stop_is_reported():
    item, unread = read_item(("", lines(" . ")))

    assert item.presentation == ()
    assert [(note.reason, note.text, note.place.line) for note in unread] == [("no_meaning", ".", 1)]


def test_tables_comments_scripts_and_hard_spaces():
    table = "<table><tr><td>Drift</td><td>1,2&nbsp;mio.</td></tr><tr><td>Anlæg</td><td>3</td></tr></table>"
    item, unread = read_item(("Økonomi", f"{table}<!-- skjult --><script>var x = 1;</script><style>p {{}}</style>"))

    assert item.sections[0].paragraphs == ("Drift | 1,2 mio.", "Anlæg | 3")
    assert unread == ()


def test_another_number_of_attachments_than_promised_is_reported():
    clip = '<span class="glyphicon glyphicon-paperclip"></span><span class="fil-ikon-nummer">3</span>'
    item, unread = read_item(("Bilag", "<ul><li>Et notat</li></ul>"), more=f'<i class="lydfiler-og-bilag">{clip}</i>')

    assert item.attachments == (Attachment("Et notat"),)
    assert [(note.reason, note.text) for note in unread] == [("count_differs", "3 / 1")]


def test_an_item_without_title_id_or_number_is_still_an_item():
    meeting = read_document(page('<tr class="punktrow"><td>Løs tekst</td></tr>'), source="p.html")

    assert [item.title for item in meeting.items] == ["Punkt 1"]
    assert [note.reason for note in meeting.unread] == ["title_missing", "id_missing", "outside"]


def test_repeated_ids_are_reported():
    meeting = read_document(page(row() + row(number="2")), source="p.html")

    assert [(note.reason, note.place.item) for note in meeting.unread] == [("id_repeated", "1"), ("id_repeated", "2")]


def test_two_different_dates_are_reported_and_the_table_holds():
    meeting = read_document(page(row(), table_date="torsdag den 5. marts 2026 kl. 17.00"), source="p.html")

    assert meeting.starts_at.day == 5
    assert [note.reason for note in meeting.unread] == ["dates_differ"]


def test_names_of_those_present_are_not_taken_over():
    html = page(row()).replace("</table>", "<tr><td>Mødedeltagere:</td><td>Karna Lund (A)</td></tr></table>", 1)
    meeting = read_document(html, source="p.html")

    assert [(note.reason, note.text) for note in meeting.unread] == [("persons_left_out", "")]
    assert "Karna" not in repr(meeting)
