"""What is closed leaks nowhere: every page that anybody can open is read for words that stand in closed items alone."""

import re
from datetime import timedelta

import pytest

from portal.committees.models import PublicationRule
from portal.foundation import clock
from portal.sittings.actions.agenda import change_item, send_agenda
from portal.sittings.actions.publishing import choose_public_parts, publish_extract, publish_minutes, take_back
from portal.sittings.models import PublicPart
from portal.sittings.queries.papers import publications_of
from tests.sittings.scene import SECRET, approved_in, extract_in, item_draft, on_agenda, sent_in, sitting_in
from tests.workshops.scene import workshop_in

OPEN, BEHIND = "Badning ved kajen", "Baggrunden er"
PUBLIC = (
    "/", "/udvalg/", "/udvalg/havnen/", "/udvalg/havnen/moeder/", "/udvalg/havnen/moeder.ics", "/moeder.ics",
    "/soeg?q=opsigelsen", "/soeg?q=forpagteren", "/soeg.csv?q=opsigelsen", "/soeg.atom?q=opsigelsen",
    "/soeg?q=advokaten", "/tidslinje/",
)  # fmt: skip


HIDDEN = (SECRET, "forpagteren", "vinden", "nordkajen")  # what is closed, and what is not public at this time


def seen_by(client, who, *addresses):
    texts = []
    for address in addresses:
        answer = client(who).get(address, follow_redirects=True)
        texts.append(re.sub(r"q(=|%3D)[^\"&<]*|value=\"[^\"]*\"|»[^«]*«", "", answer.text))
    return "\n".join(texts)


@pytest.mark.parametrize("who", [None, "anna", "finn", "rita"])
def test_a_closed_item_is_a_stub_to_everybody_else(request, client, deliver_outbox, bo, harbour, who):
    person = who and request.getfixturevalue(who)
    sitting = sent_in(harbour)
    deliver_outbox()
    text = seen_by(client, person, sitting.path, f"/moeder/{sitting.id}.ics", *PUBLIC)

    assert OPEN in text and "Lukket punkt" in text
    for word in (SECRET, "forpagteren", "Advokaten", BEHIND):
        assert word not in text, word


@pytest.mark.parametrize("who", ["carl", "gerda", "eva", "bo", "sofie"])
def test_those_at_the_table_and_councillors_read_all_of_it(request, client, harbour, who):
    sitting = sent_in(harbour)
    text = client(request.getfixturevalue(who)).get(sitting.path).text
    for word in (OPEN, SECRET, f"{SECRET} er aftalt.", "Advokaten", "Baggrunden er <strong>lang</strong>."):
        assert word in text, word


@pytest.mark.parametrize("who", [None, "anna", "carl", "gerda", "eva"])
def test_a_draft_is_read_by_nobody_else(request, client, bo, deliver_outbox, harbour, who):
    person = who and request.getfixturevalue(who)
    sitting = sitting_in(harbour)
    on_agenda(sitting, background="Baggrunden er tynd.")
    deliver_outbox()
    text = seen_by(client, person, sitting.path, f"/moeder/{sitting.id}.ics", *PUBLIC)
    assert OPEN not in text and BEHIND not in text and "Lukket punkt" not in text
    assert OPEN in client(bo).get(sitting.path).text


def test_the_search_finds_open_items_and_counts_no_closed_ones(client, bo, deliver_outbox, harbour):
    sitting = sitting_in(harbour)
    on_agenda(sitting)
    item = on_agenda(sitting, SECRET, is_open=False)
    send_agenda(bo, sitting, seen="")
    deliver_outbox()
    assert sitting.path in client().get("/soeg?q=badning").text
    assert sitting.path not in client().get("/soeg?q=forpagteren").text
    change_item(bo, item, item_draft(title="Havnens forpagtning"))
    deliver_outbox()
    assert sitting.path in client().get("/soeg?q=forpagtning").text
    change_item(bo, item, item_draft(title="Havnens forpagtning", is_open=False))
    deliver_outbox()
    assert sitting.path not in client().get("/soeg?q=forpagtning").text


def test_the_front_page_and_the_committees_say_when_it_meets_and_that_it_is_closed(client, harbour):
    open_ones = [workshop_in(harbour, days=number) for number in (2, 3, 4, 5)]
    sitting = sent_in(harbour, days=30)
    for path in ("/", harbour.path):
        page = client().get(path).text
        assert sitting.path in page and open_ones[0].path in page, "neither form hides the other"
        assert open_ones[3].path not in page and SECRET not in page
    assert "Udvalgsmøde, lukket. Sagslisten er her." in " ".join(client().get("/").text.split())
    assert "Du kan læse, hvad der er på dagsordenen." in client().get(harbour.path).text
    draft = sitting_in(harbour, days=1)
    assert draft.path in client().get(harbour.path).text
    assert "kan læses her, når den er sendt" in client().get(harbour.path).text


def all_of_one(client, sitting, extract, who):
    """Every page that somebody can open who does not read the minutes."""
    on_meeting = [f"{sitting.path}/{page}" for page in ("referat", "referat.docx", "papirer", "papirer/punkter")]
    papers = (*on_meeting, f"{extract.path}.docx", f"{extract.path}/offentliggoer")
    searches = ("/soeg?q=talt", "/soeg?q=bades", "/soeg.csv?q=talt", "/soeg.atom?q=bades")
    pages = (sitting.path, extract.path, f"/moeder/{sitting.id}.ics", *papers, *searches, *PUBLIC)
    return seen_by(client, who, *pages)


@pytest.mark.parametrize("state", ["kept", "planned", "taken back", "title only"])
@pytest.mark.parametrize("who", [None, "anna", "finn", "rita"])
def test_what_is_planned_kept_or_taken_back_leaks_nowhere(request, client, deliver_outbox, bo, harbour, who, state):
    person = who and request.getfixturevalue(who)
    harbour.publication_rule = PublicationRule.MINUTES
    sitting = approved_in(harbour, bo)
    extract = extract_in(sitting)
    if state == "title only":
        choose_public_parts(bo, sitting, {item.id: PublicPart.TITLE for item in sitting.open_items})
    if state in {"taken back", "title only"}:
        publish_minutes(bo, sitting)
        publish_extract(bo, extract)
        deliver_outbox()
    if state == "taken back":
        for row in publications_of(sitting):
            take_back(bo, row, "Et navn var skrevet forkert.")
    if state == "planned":
        later = clock.now() + timedelta(days=2)
        publish_minutes(bo, sitting, at=later)
        publish_extract(bo, extract, at=later)
    deliver_outbox()
    text = all_of_one(client, sitting, extract, person)
    assert OPEN in text, "the list of cases is public all the time"
    for word in HIDDEN:
        assert word not in text, word
    if state != "title only":
        assert extract.name not in text
