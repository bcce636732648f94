"""What is said in a conversation lands as note, doubt, promise or recognition: for the committee and nobody else."""

from io import BytesIO

import pytest
from docx import Document

from portal.committees.models import PublicationRule
from portal.foundation import clock
from portal.foundation.db import db
from portal.sittings.actions.publishing import publish_minutes
from portal.sittings.models import VOICE_LENGTH
from portal.sittings.protocol import voices_of
from portal.sittings.seal import seal_of
from tests.sittings.scene import approved_in, minuted, minutes_sent_in, sent_in

SAID = {
    "voice_note": "Bølgen er højest i november",
    "voice_doubt": "Holder rækværket?\r\n\r\n  Hvem har nøglen? ",
    "voice_promise": "Måler kajen inden 1. maj",
    "voice_recognition": "Tak for kaffen",
}
TEXTS = [
    "Bølgen er højest i november",
    "Holder rækværket?",
    "Hvem har nøglen?",
    "Måler kajen inden 1. maj",
    "Tak for kaffen",
]


@pytest.fixture
def held(harbour, table):
    return sent_in(harbour, days=0)


def write(client, bo, sitting, **facts):
    item = sitting.items[0]
    typed = {"account": "Vi talte.", "result": "discussed", "the_rest": "y"} | SAID | facts
    return client(bo).post(f"{sitting.path}/punkter/{item.id}/referat", data=typed)


def test_each_line_is_kept_by_what_it_was_and_stands_in_the_form_again(bo, client, held):
    assert write(client, bo, held).status_code == 302
    assert [text for said in voices_of(held.items[0].written).values() for text in said] == TEXTS
    text = client(bo).get(f"{held.path}/punkter/{held.items[0].id}/referat").text
    assert "Holder rækværket?\nHvem har nøglen?" in text.replace("\r", "") and '<details class="mt-7" open>' in text
    write(client, bo, held, voice_doubt="")
    assert "Holder" not in str(held.items[0].written.voices) and "Tak for kaffen" in str(held.items[0].written.voices)


def test_a_line_that_is_too_long_is_named_and_nothing_is_lost(bo, client, held):
    answer = write(client, bo, held, voice_promise=f"Kort\n{'x' * (VOICE_LENGTH + 1)}")
    assert answer.status_code == 422 and "Linje 2 er længere end 300 tegn." in answer.text
    assert all(text in answer.text for text in TEXTS[:3]) and not held.items[0].written.voices


def test_the_committee_reads_it_on_the_minutes_and_in_word_and_nobody_else(bo, carl, client, eva, harbour, table):
    harbour.publication_rule = PublicationRule.MINUTES
    sitting = minuted(sent_in(harbour, days=-40))
    sitting.items[0].written.voices = [{"kind": "doubt", "text": TEXTS[1]}, {"kind": "promise", "text": TEXTS[3]}]
    sitting.minutes_sent_at = clock.now()
    db.session.commit()
    text = client(carl).get(f"{sitting.path}/referat").text
    assert text.index("Tvivl") < text.index(TEXTS[1]) < text.index("Løfter") < text.index(TEXTS[3])
    word = Document(BytesIO(client(carl).get(f"{sitting.path}/referat.docx").data))
    assert {TEXTS[1], TEXTS[3], "Tvivl"} <= {one.text for one in word.paragraphs}

    public = approved_in(harbour, bo)
    public.items[0].written.voices = [{"kind": "doubt", "text": TEXTS[1]}]
    db.session.commit()
    publish_minutes(bo, public)
    for who in (None, eva):
        text = client(who).get(public.path).text
        assert "vinden" in text and TEXTS[1] not in text and "Tvivl" not in text


def test_they_are_sealed_with_the_minutes(bo, harbour, table):
    sitting = approved_in(harbour, bo)
    before = seal_of(sitting)
    assert before == sitting.content_hash
    sitting.items[0].written.voices = [{"kind": "promise", "text": TEXTS[3]}]
    assert seal_of(sitting) != before


def test_promises_stand_at_the_next_meeting_once_the_minutes_are_sent(bo, carl, client, eva, harbour, table):
    earlier = minutes_sent_in(harbour)
    earlier.items[1].written.voices = [{"kind": "promise", "text": TEXTS[3]}, {"kind": "doubt", "text": TEXTS[1]}]
    coming = sent_in(harbour)
    db.session.commit()
    for who in (bo, carl):
        text = client(who).get(coming.path).text
        assert "Løfter fra sidst" in text and TEXTS[3] in text and TEXTS[1] not in text
        assert (
            f'href="{earlier.path}/referat"' in text and client(who).get(f"{earlier.path}/referat").status_code == 200
        )
    assert TEXTS[3] not in client(eva).get(coming.path).text
    earlier.minutes_sent_at = None
    db.session.commit()
    assert "Løfter fra sidst" not in client(carl).get(coming.path).text
