"""Word documents, read back by the library that makes them and by the reader that files are searched with."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from portal.files.reading import word
from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.db import db
from portal.meetings.models import MeetingMove
from portal.sittings.models import Attending
from tests.factories import saved
from tests.sittings.scene import SECRET, approved_in, minutes_sent_in, sent_in


def opened(answer):
    assert answer.status_code == 200 and answer.mimetype.endswith("wordprocessingml.document")
    return Document(BytesIO(answer.data))


def outline(document):
    return [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]


def test_the_agenda_has_headings_a_title_and_its_language(client, carl, harbour):
    sitting = sent_in(harbour)
    document = opened(client(carl).get(f"{sitting.path}/dagsorden.docx"))
    assert document.core_properties.title == f"Dagsorden: {sitting.title}"
    assert 'w:lang w:val="da-DK"' in document.styles.element.xml
    assert outline(document) == [
        ("Heading 1", f"Dagsorden: {sitting.title}"),
        ("Heading 2", "1. Badning ved kajen"),
        ("Heading 2", f"2. {SECRET} (Lukket punkt)"),
    ]
    bold = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold]
    assert bold == ["lang"]


def test_the_minutes_say_what_the_page_says(client, bo, carl, dorte, gerda, harbour):
    sitting = approved_in(harbour, bo)
    document = opened(client(carl).get(f"{sitting.path}/referat.docx"))
    text = "\n".join(one.text for one in document.paragraphs)
    for words in ("Godkendt d.", "Der blev talt om vinden.", "Der bades ved nordkajen.", f"{SECRET} er tiltrådt.",
                  carl.name, dorte.name, gerda.name, sitting.content_hash):  # fmt: skip
        assert words in text, words
    assert ("Heading 3", "Vedtaget uændret") in outline(document)


def test_who_was_away_stands_there(client, carl, dorte, harbour):
    sitting = minutes_sent_in(harbour, days=-3)
    for item in sitting.items:
        item.presences[1].state = Attending.ABSENT
    document = opened(client(carl).get(f"{sitting.path}/referat.docx"))
    texts = [one.text for one in document.paragraphs]
    assert texts.index("Fraværende") < texts.index(f"{dorte.name} (V)") and texts.index(f"{carl.name} (A)")


def test_the_reader_for_the_search_reads_it_too(client, carl, harbour, tmp_path):
    sitting, file = sent_in(harbour), tmp_path / "dagsorden.docx"
    file.write_bytes(client(carl).get(f"{sitting.path}/dagsorden.docx").data)
    assert word.check(file) == {"comments": 0, "changes": 0} and "Badning ved kajen" in word.text(file)


@pytest.mark.parametrize("who", [None, "anna", "finn", "rita"])
def test_nobody_else_fetches_them(request, client, bo, harbour, who):
    sitting = approved_in(harbour, bo)
    for name in ("dagsorden", "referat"):
        answer = client(who and request.getfixturevalue(who)).get(f"{sitting.path}/{name}.docx")
        assert answer.status_code in {302, 403} and answer.mimetype == "text/html"


def test_a_cancelled_or_moved_meeting_says_so(client, bo, carl, harbour):
    sitting, moved = sent_in(harbour), sent_in(harbour, days=20)
    when = {"starts_at": moved.starts_at - timedelta(days=7), "ends_at": moved.ends_at - timedelta(days=7)}
    saved(MeetingMove(meeting_id=moved.id, place="Kajen", reason="Storm", **when))
    sitting.cancelled_at, sitting.cancel_reason = clock.now(), "Formanden er syg."
    db.session.commit()
    for one, words in ((sitting, "Formanden er syg."), (moved, "Flyttet.")):
        document = opened(client(carl).get(f"{one.path}/dagsorden.docx"))
        assert any(words in paragraph.text for paragraph in document.paragraphs), words
        assert any("Fjordby Kommune" in paragraph.text for paragraph in document.paragraphs)


def test_the_minutes_have_their_language_and_who_signed_when(client, bo, carl, harbour):
    sitting = approved_in(harbour, bo)
    document = opened(client(carl).get(f"{sitting.path}/referat.docx"))
    assert (
        document.core_properties.title == f"Referat: {sitting.title}" and document.core_properties.language == "da-DK"
    )
    assert 'w:lang w:val="da-DK"' in document.styles.element.xml
    assert any(f"{bo.name} ({day(clock.now())})" in one.text for one in document.paragraphs)
