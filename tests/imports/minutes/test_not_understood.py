"""A document that cannot be read is refused with what was wrong, and never ends in a traceback."""

import unicodedata
from time import process_time

import pytest
from hypothesis import given, strategies as st

from portal.imports.minutes import reader
from portal.imports.minutes.document import NotUnderstood, Problem, PublishedListings
from portal.imports.minutes.reader import read_document, read_file
from portal.imports.report import words_of
from tests.imports.minutes.builder import page, row


def problem_of(html: str) -> Problem:
    with pytest.raises(NotUnderstood) as refused:
        read_document(html, source="p.html")
    assert refused.value.source == "p.html"
    return refused.value.problem


def outcome_of(html: str) -> str:
    try:
        read_document(html, source="p.html")
    except NotUnderstood as refused:
        return refused.problem
    return "read"


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("", Problem.EMPTY),
        (" \n\t", Problem.EMPTY),
        ("Referat af mødet", Problem.NOT_HTML),
        ("C:\\referat.html", Problem.NOT_HTML),
        ("%PDF-1.7\x00<a>", Problem.NOT_HTML),
        ("<![foo[<h1>", Problem.NOT_HTML),
        ("<html><title>Vejret i dag</title><p>Sol</p>", Problem.UNKNOWN_LAYOUT),
        (page(row(), heading="Indkaldelse 4. marts 2026 kl. 17.00"), Problem.UNKNOWN_KIND),
        (page(row(), heading="Referat"), Problem.NO_DATE),
        (page(row(), heading="Referat 31. februar 2026 kl. 17.00"), Problem.NO_DATE),
        (page(row(), heading="Referat 4. marts 2026 kl. 25.00"), Problem.NO_DATE),
        (page(row(), body=""), Problem.NO_BODY),
        (page(), Problem.NO_ITEMS),
        (row(), Problem.UNKNOWN_KIND),
    ],
)
def test_what_is_wrong_is_said(html, problem):
    assert problem_of(html) is problem


def test_the_title_of_an_unknown_page_is_told():
    with pytest.raises(NotUnderstood, match="Vejret i dag"):
        read_document("<html><title>Vejret i dag</title><p>Sol</p>", source="vejr.html")


def test_a_page_too_large(monkeypatch, tmp_path):
    monkeypatch.setattr(reader, "MAX_BYTES", 100)
    assert problem_of(page(row())) is Problem.TOO_LARGE

    file = tmp_path / "stor.html"
    file.write_text(page(row()), encoding="utf-8")
    with pytest.raises(NotUnderstood) as refused:
        read_file(file)
    assert refused.value.problem is Problem.TOO_LARGE


def test_no_such_file(tmp_path):
    with pytest.raises(NotUnderstood) as refused:
        read_file(tmp_path / "findes-ikke.html")
    assert refused.value.problem is Problem.NO_FILE

    with pytest.raises(NotUnderstood):
        read_file(tmp_path)


def test_another_encoding_is_read_where_the_page_declares_it(tmp_path):
    file = tmp_path / "gammel.html"
    file.write_bytes(
        page(row(title="Øens færge")).replace('charset="utf-8"', 'charset="windows-1252"').encode("cp1252")
    )

    assert read_file(file).items[0].title == "Øens færge"


@pytest.mark.parametrize("declared", ["", 'charset="iso-8859-1"'])
def test_what_browsers_read_as_windows_1252_is_read_so(tmp_path, declared):
    file = tmp_path / "gammel.html"
    file.write_bytes(page(row(title="Øens færge – nu")).replace('charset="utf-8"', declared).encode("cp1252"))

    assert read_file(file).items[0].title == "Øens færge – nu"


def test_letters_from_a_mac_are_put_together(tmp_path):
    file = tmp_path / "mac.html"
    file.write_bytes(unicodedata.normalize("NFD", page(row(title="Åens færge"))).encode())

    assert read_file(file).items[0].title == "Åens færge"


def test_an_encoding_under_a_wrong_name_is_refused(tmp_path):
    file = tmp_path / "forkert.html"
    file.write_bytes(page(row(title="Øens færge")).encode("cp1252"))
    with pytest.raises(NotUnderstood) as refused:
        read_file(file)
    assert refused.value.problem is Problem.ENCODING


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"%PDF-1.7\n\xe2\xe3", Problem.IS_PDF),
        (b"PK\x03\x04\x14", Problem.IS_ARCHIVE),
        (b"\xd0\xcf\x11\xe0", Problem.IS_ARCHIVE),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(tmp_path, content, problem):
    file = tmp_path / "referat.html"
    file.write_bytes(content)
    with pytest.raises(NotUnderstood) as refused:
        read_file(file)
    assert refused.value.problem is problem


def test_a_mark_at_the_beginning_of_the_file_is_no_matter(tmp_path):
    file = tmp_path / "bom.html"
    file.write_bytes(page(row()).encode("utf-8-sig"))

    assert read_file(file).body == "Ærholm Byråd"


@pytest.mark.parametrize("cut", [400, 900, 1500, 2500, 4000, 6000])
def test_a_page_that_breaks_off_is_read_as_far_as_it_goes(pages, cut):
    html = (pages / "minutes.html").read_text(encoding="utf-8")[:cut]
    try:
        meeting = read_document(html, source="p.html")
    except NotUnderstood:
        return
    assert meeting.body == "Ærholm Byråd"


def test_nesting_within_reason_is_read():
    deep = "<div>" * 150 + "dyb tekst"
    meeting = read_document(page(row(("Resume", deep))), source="p.html")

    assert meeting.items[0].resume == ("dyb tekst",)


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (row(("Resume", "<div>" * 20_000 + "dyb tekst")), Problem.TOO_DEEP),
        (row(("Resume", "<table><tr><td>" * 300 + "x")), Problem.TOO_DEEP),
        (
            row(("Resume", row(("Resume", "x"), row_id="a2"))),
            Problem.TOO_DEEP,
        ),  # each would be read for every outer one
        (row(("Resume", "<p>x</p>" * 60_000)), Problem.TOO_MANY_PARTS),
    ],
)
def test_nesting_and_size_are_bounded_and_told(html, problem):
    began = process_time()
    with pytest.raises(NotUnderstood) as refused:
        read_document(page(html), source="p.html")

    assert refused.value.problem is problem
    assert words_of(refused.value)
    assert process_time() - began < 5  # twice as many rows within rows took minutes


def test_a_line_of_a_list_that_cannot_be_read_is_reported(pages):
    html = (pages / "listings.html").read_text(encoding="utf-8").replace("04/03-2026", "snart")
    listings = read_document(html, source="liste.html")

    assert isinstance(listings, PublishedListings)
    assert len(listings.meetings) == 2
    assert [(note.reason, note.place.line) for note in listings.unread] == [("row_unreadable", 2)]


@given(st.text(alphabet="<>/=\"' abdhrtål123!?-[]&;", max_size=80))
def test_no_text_whatever_ends_in_another_error(text):
    for html in (text, f"<p>{text}", page(row(("Resume", text))), page(text)):
        assert outcome_of(html) in {"read", *Problem}
