"""Each paper of a meeting is published by itself, now or later, taken back with a reason, and published again."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from portal.committees.models import PublicationRule
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused, SavedBefore
from portal.foundation.personal_data import HoldsPersonalData
from portal.notifications.models import Notification
from portal.sittings.actions.agenda import send_agenda
from portal.sittings.actions.approving import add_to_minutes
from portal.sittings.actions.publishing import (
    choose_public_parts,
    drop_plan,
    make_extract,
    open_planned_papers,
    publish_cases,
    publish_decisions,
    publish_extract,
    publish_minutes,
    remove_extract,
    take_back,
)
from portal.sittings.models import PublicPart
from portal.sittings.papers import Extract, Paper
from portal.sittings.queries.papers import publications_of, standing_publication
from tests.sittings.scene import (
    DECISION,
    ITEM,
    SECRET,
    approved_in,
    extract_in,
    minutes_sent_in,
    on_agenda,
    on_desk,
    planned_for,
    public_by,
    sitting_in,
    unsure,
)

WHY = "Et navn var skrevet forkert."
SAID = "vinden"  # stands in the account of the open item alone
MANY = 50


@pytest.fixture
def approved(bo, carl, dorte, harbour):
    harbour.publication_rule = PublicationRule.MINUTES
    return approved_in(harbour, bo)


def page_of(client, sitting, who=None):
    return client(who).get(sitting.path).text


def in_days(days):
    return clock.now().replace(second=0, microsecond=0) + timedelta(days=days)


def typed_for(moment):
    there = clock.in_denmark(moment)
    return {"when": "later", "on": there.date().isoformat(), "at": there.strftime("%H:%M")}


def test_a_paper_becomes_public_at_the_hour_that_was_chosen(bo, client, deliver_outbox, approved):
    when = in_days(2)
    told = client(bo).post(f"{approved.path}/papirer/referat", data=typed_for(when), follow_redirects=True).text
    assert "Referatet bliver offentligt" in told and "Vælg et andet tidspunkt" in told
    page = page_of(client, approved)
    assert SAID not in page and DECISION not in page and "Referatet bliver offentligt" in page
    with clock.frozen(when - timedelta(minutes=1)):
        assert open_planned_papers(MANY) == 0 and SAID not in page_of(client, approved)
    with clock.frozen(when):
        assert open_planned_papers(MANY) == 1 and open_planned_papers(MANY) == 0
        deliver_outbox()
        page = page_of(client, approved)
    assert SAID in page and DECISION in page and SECRET not in page and "bliver offentligt" not in page
    assert approved.path in client().get("/soeg?q=vinden").text


def test_before_it_is_planned_the_page_says_who_reads_it_and_when(bo, client, approved):
    page = unsure(client(bo)).post(f"{approved.path}/papirer/beslutninger", data=typed_for(in_days(1))).text
    assert "Ingen andre læser det før" in page and "læse, hvad der blev besluttet om de åbne punkter" in page
    assert "Lukkede punkter forbliver lukkede." in page and publications_of(approved) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"when": "later"}, "Skriv den dag og det klokkeslæt"),
        ({"when": "later", "on": "2020-01-01", "at": "12:00"}, "tidspunkt, der ikke er passeret"),
        ({"when": "later", "on": "30-02-2027", "at": "12:00"}, "Skriv"),
        ({"when": "later", "on": "2027-02-03", "at": "ved middagstid"}, "Skriv"),
        ({"when": "x"}, "Vælg"),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_nothing_typed_is_lost(bo, client, approved, typed, words):
    answer = client(bo).post(f"{approved.path}/papirer/referat", data=typed)
    assert answer.status_code == 422 and words in answer.text
    assert all(value in answer.text for value in list(typed.values())[1:2])
    assert publications_of(approved) == []


def test_a_plan_is_changed_and_dropped_before_it_happens(bo, client, approved):
    for days in (2, 3):
        publish_decisions(bo, approved, at=in_days(days))
    (row,) = publications_of(approved)
    assert row.public_at == in_days(3)
    path = row.path
    for _click in range(2):
        assert client(bo).post(f"{path}/drop", data={"was": "1"}).status_code == 302
    db.session.expire_all()
    assert publications_of(approved) == []
    with clock.frozen(in_days(9)):
        assert open_planned_papers(MANY) == 0
    publish_decisions(bo, approved)
    (row,) = publications_of(approved)
    with pytest.raises(Refused, match="ikke længere planlagt"):
        drop_plan(bo, row)


def test_a_plan_gives_way_to_publishing_at_once(bo, approved):
    publish_minutes(bo, approved, at=in_days(2))
    publish_minutes(bo, approved)
    publish_minutes(bo, approved)
    (row,) = publications_of(approved)
    assert row.opened_at and approved.minutes_published_at and not approved.decisions_published_at


def test_the_list_of_cases_has_its_own_time(bo, client, harbour):
    sitting = sitting_in(harbour)
    on_agenda(sitting)
    with pytest.raises(Refused, match="kladde"):
        publish_cases(bo, sitting)
    publish_cases(bo, sitting, at=in_days(3))
    send_agenda(bo, sitting, seen="")
    assert ITEM["title"] not in page_of(client, sitting) and "Sagslisten bliver offentlig" in page_of(client, sitting)
    with clock.frozen(in_days(3)):
        assert open_planned_papers(MANY) == 1
        assert ITEM["title"] in page_of(client, sitting)


def test_a_list_of_cases_whose_time_comes_before_the_agenda_waits_for_it(bo, client, harbour):
    sitting = sitting_in(harbour)
    on_agenda(sitting)
    publish_cases(bo, sitting, at=in_days(1))
    with clock.frozen(in_days(2)):
        assert open_planned_papers(MANY) == 0 and ITEM["title"] not in page_of(client, sitting)
        send_agenda(bo, sitting, seen="")
        assert ITEM["title"] in page_of(client, sitting)


def test_what_was_public_is_taken_back_and_says_so_in_its_place(bo, carl, client, deliver_outbox, approved):
    publish_minutes(bo, approved)
    deliver_outbox()
    (row,) = publications_of(approved)
    with clock.frozen(in_days(3)):
        for _click in range(2):
            answer = client(bo).post(f"{row.path}/tilbage", data={"reason": WHY}, follow_redirects=True)
        assert answer.status_code in {200, 422}
        deliver_outbox()
        page = page_of(client, approved)
        found = client().get("/soeg?q=vinden").text
    assert re.search(r"Referatet var offentligt fra \S+\s.* til .* og er trukket tilbage:", page) and WHY in page
    assert SAID not in page and DECISION not in page and ITEM["title"] in page and approved.path not in found
    assert carl.id in set(db.session.scalars(select(Notification.recipient_id)))
    publish_minutes(bo, approved)
    page = page_of(client, approved)
    assert SAID in page and WHY in page, "that it was taken back stays to be read"
    assert [one.withdrawn_at is None for one in publications_of(approved)] == [False, True]


def test_taking_back_needs_a_reason_and_asks_once_more(bo, client, approved):
    row = public_by(approved, Paper.MINUTES)
    answer = client(bo).post(f"{row.path}/tilbage", data={"reason": " "})
    assert answer.status_code == 422 and "Skriv, hvorfor papiret trækkes tilbage" in answer.text
    page = unsure(client(bo)).post(f"{row.path}/tilbage", data={"reason": WHY}).text
    assert WHY in page and "og er trukket tilbage:" in page and "selvstændige afgørelser" in page
    db.session.expire_all()
    assert approved.minutes_published_at
    with pytest.raises(HoldsPersonalData):
        take_back(bo, row, "Brev til 010190-1234.")


def test_what_another_paper_says_too_is_taken_back_there_first(bo, approved):
    cases, decisions = public_by(approved, Paper.CASES), public_by(approved, Paper.DECISIONS)
    minutes = public_by(approved, Paper.MINUTES)
    for row in (cases, decisions):
        with pytest.raises(Refused, match="tilbage først"):
            take_back(bo, row, WHY)
    for row in (minutes, decisions, cases):
        take_back(bo, row, WHY)
    assert not approved.shows_cases


def test_a_list_of_cases_that_was_taken_back_does_not_come_back_with_the_agenda(bo, client, harbour):
    sitting = sitting_in(harbour)
    on_agenda(sitting)
    send_agenda(bo, sitting, seen="")
    take_back(bo, standing_publication(sitting, Paper.CASES), WHY)
    send_agenda(bo, sitting, seen=sitting.agenda_sent_at.isoformat())
    page = page_of(client, sitting)
    assert ITEM["title"] not in page and WHY in page and "Sagslisten var offentlig" in page


def choose(sitting, part):
    return {item.id: part for item in sitting.open_items}


@pytest.mark.parametrize(
    ("part", "decided", "told"),
    [(PublicPart.TITLE, False, False), (PublicPart.DECISION, True, False), (PublicPart.ACCOUNT, True, True)],
)
def test_of_an_open_item_everybody_reads_as_much_as_was_chosen(
    bo, client, deliver_outbox, approved, part, decided, told
):
    choose_public_parts(bo, approved, choose(approved, part))
    add_to_minutes(bo, approved.items[0], "Tilføjet om vinden.")
    extract = extract_in(approved)
    publish_minutes(bo, approved)
    publish_extract(bo, extract)
    deliver_outbox()
    for path in (approved.path, extract.path):
        page = client().get(path).text
        assert ITEM["title"] in page and SECRET not in page
        assert ((DECISION in page), (SAID in page)) == (decided, told), path
    assert (approved.path in client().get("/soeg?q=vinden").text) is told
    assert (approved.path in client().get("/soeg?q=nordkajen").text) is decided


def test_a_closed_item_cannot_be_chosen_to_be_read(bo, client, approved):
    closed = approved.items[1]
    choose_public_parts(bo, approved, {closed.id: PublicPart.ACCOUNT})
    publish_minutes(bo, approved)
    assert SECRET not in page_of(client, approved)
    assert SECRET not in client(bo).get(f"{approved.path}/papirer/punkter").text


def test_what_is_public_is_not_hidden_in_silence(bo, client, approved):
    row = public_by(approved, Paper.MINUTES)
    field = f"item_{approved.items[0].id}"
    answer = client(bo).post(f"{approved.path}/papirer/punkter", data={field: "title"})
    assert answer.status_code == 422 and "Træk det offentlige papir tilbage først" in answer.text
    take_back(bo, row, WHY)
    assert client(bo).post(f"{approved.path}/papirer/punkter", data={field: "title"}).status_code == 302
    public_by(approved, Paper.MINUTES)
    assert client(bo).post(f"{approved.path}/papirer/punkter", data={field: "decision"}).status_code == 302
    assert DECISION in page_of(client, approved) and SAID not in page_of(client, approved)


def test_whoever_plans_is_asked_about_personal_data_and_the_worker_knows_the_answer(bo, client, approved):
    approved.items[0].written.decision = "Skriv til bo@example.dk."
    db.session.commit()
    when = in_days(1)
    with pytest.raises(HoldsPersonalData):
        publish_decisions(bo, approved, at=when)
    typed = typed_for(when) | {"may_stand": "Adressen er kommunens egen."}
    assert client(bo).post(f"{approved.path}/papirer/beslutninger", data=typed).status_code == 302
    with clock.frozen(when):
        assert open_planned_papers(MANY) == 1
    assert approved.decisions_published_at
    why = [
        event.details.get("may_stand") for event in db.session.scalars(select(Event)) if "may_stand" in event.details
    ]
    assert why == ["Adressen er kommunens egen."]


def test_what_cannot_be_published_when_its_time_comes_is_stopped_and_told(
    bo, client, deliver_outbox, harbour, approved
):
    publish_minutes(bo, approved, at=in_days(1))
    harbour.publication_rule = PublicationRule.CASES
    db.session.commit()
    with clock.frozen(in_days(1)):
        assert open_planned_papers(MANY) == 1 and open_planned_papers(MANY) == 0
        deliver_outbox()
        assert SAID not in page_of(client, approved) and "bliver offentligt" not in page_of(client, approved)
        assert "kunne ikke offentliggøres" in client(bo).get(f"{approved.path}/papirer").text
    assert [row.recipient_id for row in db.session.scalars(select(Notification))] == [bo.id]
    harbour.publication_rule = PublicationRule.MINUTES
    db.session.commit()
    assert f"{approved.path}/papirer" in {task.path for task in on_desk(bo)}
    publish_minutes(bo, approved)
    assert SAID in page_of(client, approved)


def test_the_desk_asks_no_more_for_what_is_planned_or_taken_back(bo, approved):
    def asked():
        return f"{approved.path}/papirer" in {task.path for task in on_desk(bo)}

    assert asked()
    publish_minutes(bo, approved, at=in_days(4))
    assert not asked()
    publish_minutes(bo, approved)
    take_back(bo, standing_publication(approved, Paper.MINUTES), WHY)
    assert not asked()


def test_an_extract_holds_the_chosen_items_with_heading_signatures_and_seal(bo, carl, client, approved):
    first, second = approved.items
    typed = {"name": "Udskrift til Planafdelingen", "items": [first.id], "submission_key": "a"}
    for _click in range(2):
        assert client(bo).post(f"{approved.path}/udskrifter/ny", data=typed).status_code == 302
    (extract,) = db.session.scalars(select(Extract))
    page = client(carl).get(extract.path).text
    for words in ("Udskrift til Planafdelingen", approved.title, "<strong>vinden</strong>", DECISION, bo.name,
                  approved.content_hash, "Det passer til det, der står i referatet."):  # fmt: skip
        assert words in page, words
    assert SECRET not in page
    document = Document(BytesIO(client(carl).get(f"{extract.path}.docx").data))
    text = "\n".join(one.text for one in document.paragraphs)
    assert (
        all(words in text for words in (extract.name, DECISION, approved.content_hash, bo.name)) and SECRET not in text
    )
    with pytest.raises(SavedBefore):
        make_extract(bo, approved, "Noget andet", [second.id], key="a")


@pytest.mark.parametrize(("typed", "words"), [({"name": "X"}, "Vælg mindst ét punkt"), ({"items": "1"}, "Skriv, hvad")])
def test_an_extract_has_a_name_and_items(bo, client, approved, typed, words):
    typed = typed | ({"items": [approved.items[0].id]} if "items" in typed else {})
    answer = client(bo).post(f"{approved.path}/udskrifter/ny", data=typed)
    assert answer.status_code == 422 and words in answer.text


def test_an_extract_is_made_of_approved_minutes_only(bo, carl, harbour, table):
    with pytest.raises(Refused):
        make_extract(bo, minutes_sent_in(harbour), "X", [1])


def test_an_extract_that_was_never_public_can_be_removed(bo, carl, client, approved):
    """A second click takes nothing more; what is planned or was public stays."""
    extract, browser = extract_in(approved), client(bo)
    address, sent, name = f"{extract.path}/fjern", {"was": str(extract.id)}, extract.name
    planned = planned_for(extract, Paper.EXTRACT)
    with pytest.raises(Refused, match="planlagt"):
        remove_extract(bo, extract)
    assert address not in browser.get(extract.path).text
    drop_plan(bo, planned)
    assert address in browser.get(extract.path).text and address not in client(carl).get(extract.path).text
    with pytest.raises(NotAllowed):
        remove_extract(carl, extract)
    for _click in range(2):
        answer = browser.post(address, data=sent, follow_redirects=True)
        assert "Udskriften er fjernet." in answer.text and name not in answer.text
    assert browser.post(address).status_code == 404
    out = extract_in(approved)
    publication = public_by(out, Paper.EXTRACT)
    take_back(bo, publication, "Et navn var skrevet forkert.")
    with pytest.raises(Refused, match="været offentlig"):
        remove_extract(bo, out)


def test_only_those_who_read_the_minutes_read_an_extract_before_it_is_public(
    anna, bo, carl, client, eva, finn, rita, approved
):
    extract = extract_in(approved)
    planned_for(extract, Paper.EXTRACT)
    for who in (anna, finn, rita):
        assert client(who).get(extract.path).status_code == 403
    assert client().get(extract.path).status_code == 302
    for who in (bo, carl, eva):
        assert SECRET in client(who).get(extract.path).text
    publish_extract(bo, extract)
    for who in (None, anna, finn, rita):
        page = client(who).get(extract.path).text
        assert DECISION in page and SECRET not in page and "Lukket punkt" in page
        assert client(who).get(f"{extract.path}.docx").status_code in {302, 403}
    assert extract.name in page_of(client, approved)
    take_back(bo, standing_publication(approved, Paper.EXTRACT, extract), WHY)
    assert client(anna).get(extract.path).status_code == 403
    page = page_of(client, approved)
    assert extract.name not in page and "En udskrift af referatet var offentlig" in page and WHY in page


def test_an_extract_shows_everybody_no_more_than_the_councils_rule(bo, client, harbour, approved):
    extract = extract_in(approved)
    publish_extract(bo, extract)
    assert SAID in client().get(extract.path).text
    harbour.publication_rule = PublicationRule.DECISIONS
    db.session.commit()
    page = client().get(extract.path).text
    assert DECISION in page and SAID not in page


@pytest.mark.parametrize("who", ["anna", "carl", "eva", "finn"])
def test_nobody_but_the_secretary_publishes_plans_or_takes_back(request, approved, who):
    person = request.getfixturevalue(who)
    row, extract = public_by(approved, Paper.CASES), extract_in(approved)
    for deed in (
        lambda: publish_cases(person, approved),
        lambda: publish_decisions(person, approved),
        lambda: publish_minutes(person, approved, at=in_days(1)),
        lambda: publish_extract(person, extract),
        lambda: take_back(person, row, WHY),
        lambda: drop_plan(person, row),
        lambda: make_extract(person, approved, "X", [1]),
        lambda: choose_public_parts(person, approved, {}),
    ):
        with pytest.raises(NotAllowed):
            deed()
