"""How far everybody may read each item: never farther than the council's rule, and never by a page that is stale."""

from datetime import timedelta

import pytest

from portal.committees.models import PublicationRule
from portal.foundation import clock
from portal.foundation.db import db
from portal.sittings.actions.approving import add_to_minutes
from portal.sittings.actions.publishing import choose_public_parts, publish_extract, take_back
from portal.sittings.models import PublicPart, Turn, TurnKind
from portal.sittings.papers import Paper
from portal.sittings.protocol import parts_mark
from portal.sittings.queries.papers import standing_publication
from portal.sittings.readers import has_read_this
from portal.sittings.seal import draft_mark
from tests.factories import saved
from tests.sittings.scene import approved_in, extract_in, has_read, on_desk, public_by, read_through_in, sent_in

ADDED = "Vinden blev målt den 3. maj."
TOLD = "Alle kan læse, hvad referatet siger om punktet"


@pytest.fixture
def approved(bo, carl, dorte, harbour):
    harbour.publication_rule = PublicationRule.MINUTES
    return approved_in(harbour, bo)


def test_a_page_that_is_stale_does_not_widen_what_was_narrowed(bo, client, approved):
    item, stale = approved.items[0], parts_mark(approved)
    choose_public_parts(bo, approved, {item.id: PublicPart.TITLE})
    path, field = f"{approved.path}/papirer/punkter", f"item_{item.id}"
    wide = {field: "account", "seen": stale}
    answer = client(bo).post(path, data=wide)
    assert answer.status_code == 422 and "Dit valg er ikke gemt" in answer.text
    assert "Punkt 1: kun titlen." in answer.text
    db.session.expire_all()
    assert item.written.public_part is PublicPart.TITLE
    assert parts_mark(approved) in answer.text, "what was refused can be sent again by whoever has read why"
    again = wide | {field: "title"}
    assert client(bo).post(path, data=again).status_code == 302, "the same choice twice is no quarrel"
    assert client(bo).post(path, data=wide | {"seen": parts_mark(approved)}).status_code == 302
    db.session.expire_all()
    assert item.written.public_part is PublicPart.ACCOUNT


def test_an_addition_is_read_where_what_the_minutes_say_is(bo, client, harbour, approved):
    harbour.publication_rule = PublicationRule.DECISIONS
    item = approved.items[0]
    add_to_minutes(bo, item, ADDED)
    public_by(approved, Paper.DECISIONS)
    extract = extract_in(approved)
    publish_extract(bo, extract)
    page = f"{approved.path}/punkter/{item.id}/tilfoej"
    assert ADDED not in client().get(approved.path).text and ADDED not in client().get(extract.path).text
    assert "Kun de, der må læse hele referatet" in client(bo).get(page).text
    harbour.publication_rule = PublicationRule.MINUTES
    db.session.commit()
    assert ADDED in client().get(extract.path).text and TOLD in client(bo).get(page).text
    take_back(bo, standing_publication(approved, Paper.EXTRACT, extract), "Et navn var forkert.")
    public_by(approved, Paper.MINUTES)
    assert ADDED in client().get(approved.path).text and TOLD in client(bo).get(page).text


def test_no_more_is_offered_than_the_councils_rule_lets_out(bo, client, harbour, approved):
    everything = "alt, hvad referatet siger om det"
    pages = [f"{approved.path}/papirer", f"{approved.path}/papirer/punkter"]
    assert all(everything in client(bo).get(page).text for page in pages)
    harbour.publication_rule = PublicationRule.DECISIONS
    public_by(approved, Paper.DECISIONS)
    assert not any(everything in client(bo).get(page).text for page in pages)
    field = f"item_{approved.items[0].id}"
    assert client(bo).post(pages[1], data={field: "account"}).status_code == 422
    assert client(bo).post(pages[1], data={field: "decision"}).status_code == 302, "nothing public is hidden by it"


def test_what_the_rule_forbids_is_refused_before_anything_is_typed(bo, client, harbour, approved):
    extract, sent = extract_in(approved), sent_in(harbour)
    minutes, decisions = f"{approved.path}/papirer/referat", f"{approved.path}/papirer/beslutninger"
    assert client(bo).get(minutes).status_code == 200
    harbour.publication_rule = PublicationRule.DECISIONS
    db.session.commit()
    refused = client(bo).get(minutes)
    assert refused.status_code >= 400 and "har ikke besluttet" in refused.text
    assert client(bo).get(decisions).status_code == 200
    harbour.publication_rule = PublicationRule.CASES
    db.session.commit()
    for path in (decisions, f"{extract.path}/offentliggoer"):
        assert client(bo).get(path).status_code >= 400
    assert client(bo).get(f"{sent.path}/papirer/sagsliste").status_code == 200


def test_a_list_that_was_taken_back_is_not_said_to_be_open(bo, client, harbour):
    sitting, said = sent_in(harbour), "Sagslisten kan alle læse."
    row = public_by(sitting, Paper.CASES)
    assert said in client().get(sitting.path).text
    assert "Sagslisten har været offentlig siden" in client(bo).get(f"{sitting.path}/papirer").text
    take_back(bo, row, "Et navn var forkert.")
    assert said not in client().get(sitting.path).text


def test_whoever_has_read_a_draft_has_not_read_other_hours(bo, carl, harbour, table):
    sitting = read_through_in(harbour, carl)
    has_read(sitting, carl, draft_mark(sitting))
    db.session.refresh(sitting)
    reader, page = sitting.readers[0], f"{sitting.path}/referat"
    assert has_read_this(reader)
    assert "Alle læsere har svaret" in next(task.why for task in on_desk(bo) if task.path == page)
    begins = clock.now().replace(microsecond=0) - timedelta(days=1)
    saved(Turn(sitting=sitting, kind=TurnKind.ITEM, item=sitting.items[0], begins_at=begins))
    db.session.expire_all()
    assert not has_read_this(reader)
    assert "men udkastet er ændret" in next(task.why for task in on_desk(bo) if task.path == page)
