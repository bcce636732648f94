"""What agenda, minutes and extracts say on paper and in Word: as much as the page, and no more."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from portal.committees.models import PublicationRule
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import IdeaState
from portal.sittings.actions.approving import add_to_minutes
from portal.sittings.actions.publishing import publish_extract
from portal.sittings.models import Attending, Turn, TurnKind, VoiceKind
from portal.sittings.queries import at_the_table
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.sittings.scene import approved_in, extract_in, minutes_sent_in, sent_in

DOUBT = "Holder rækværket?"
NEVER = "kommer aldrig med i en udskrift"


def doubted(sitting):
    sitting.items[0].written.voices = [{"kind": VoiceKind.DOUBT.value, "text": DOUBT}]
    return saved(sitting)


def read(client, who, path):
    return client(who).get(path).text


def lines(client, who, path):
    document = Document(BytesIO(client(who).get(path).data))
    return document, [one.text for one in document.paragraphs]


def test_a_conversation_is_not_nothing(bo, client, harbour, table):
    sitting = doubted(sent_in(harbour, days=-2))
    paper = read(client, bo, f"{sitting.path}/referat/udskriv")
    assert DOUBT in paper and paper.count("Der er ikke skrevet noget om det.") == len(sitting.items) - 1


def test_an_agenda_says_what_it_takes_up_and_that_it_is_a_draft(anna, bo, client, harbour):
    idea, sitting = idea_in(IdeaState.PUBLISHED, harbour, anna, title="En badebro ved kajen"), sent_in(harbour)
    link(TraceRelation.TAKEN_UP_AT, idea, sitting.items[0])
    db.session.commit()
    document, told = lines(client, bo, f"{sitting.path}/dagsorden.docx")
    assert any("En badebro ved kajen" in one for one in told) and any(one.startswith("Sendt d.") for one in told)
    assert idea.path in read(client, bo, f"{sitting.path}/dagsorden/udskriv")
    now = clock.now()
    for moment in (document.core_properties.created, document.core_properties.modified):
        assert abs(moment.replace(tzinfo=now.tzinfo) - now) < timedelta(hours=1)
    sitting.agenda_sent_at = None
    db.session.commit()
    assert "Et udkast: ikke sendt endnu." in lines(client, bo, f"{sitting.path}/dagsorden.docx")[1]


def test_minutes_say_when_things_began_and_additions_come_last(bo, client, harbour, table):
    sitting = doubted(approved_in(harbour, bo))
    add_to_minutes(bo, sitting.items[0], "Beløbet er 12.000 kr.")
    begins = sitting.starts_at
    saved(Turn(sitting=sitting, kind=TurnKind.ITEM, item=sitting.items[0], begins_at=begins))
    saved(Turn(sitting=sitting, kind=TurnKind.END, begins_at=begins + timedelta(hours=1)))
    told = lines(client, bo, f"{sitting.path}/referat.docx")[1]
    course = [f"{clock.in_denmark(moment):%H.%M}" for moment in (begins, begins + timedelta(hours=1))]
    paper = read(client, bo, f"{sitting.path}/referat/udskriv")
    for hour, what in zip(course, ("Punkt 1", "Slut"), strict=True):
        assert any(hour in one and one.endswith(f": {what}") for one in told) and f"{hour}: {what}" in paper
    assert told.index(DOUBT) < told.index("Beløbet er 12.000 kr.")


def test_an_extract_says_who_was_there_to_those_who_read_the_minutes(bo, carl, dorte, client, harbour, table):
    harbour.publication_rule = PublicationRule.MINUTES
    sitting = doubted(minutes_sent_in(harbour))
    sitting.items[0].presences[1].state = Attending.ABSENT
    sitting.minutes_approved_at = clock.now()
    saved(sitting)
    extract = extract_in(sitting, sitting.items[0])
    publish_extract(bo, extract)
    away = at_the_table(sitting)[1].user
    pages = [extract.path, f"{extract.path}/udskriv"]
    word = "\n".join(lines(client, carl, f"{extract.path}.docx")[1])
    for text in (*(read(client, carl, page) for page in pages), word):
        assert "Til stede: " in text and "Fraværende: " in text and away.name in text
        assert DOUBT not in text and NEVER in text
    for page in pages:
        text = read(client, None, page)
        assert away.name not in text and "Til stede: " not in text and NEVER in text and DOUBT not in text
        assert "Kun de, der må læse referatet, kan se, hvem der var til stede." in text
    assert NEVER in read(client, bo, f"{sitting.path}/udskrifter/ny")


@pytest.mark.parametrize("who", [None, "anna", "finn"])
def test_nobody_else_prints_an_extract_before_it_is_public(request, bo, client, harbour, table, who):
    extract = extract_in(approved_in(harbour, bo))
    answer = client(who and request.getfixturevalue(who)).get(f"{extract.path}/udskriv")
    assert answer.status_code in {302, 403}
