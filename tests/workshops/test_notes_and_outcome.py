import re

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.workshops.actions.outcome import confirm_outcome, publish_outcome, write_outcome
from portal.workshops.actions.writing import correct_note, write_note
from portal.workshops.forms import NoteDraft
from portal.workshops.indexing import WORKSHOP_DOCUMENT
from portal.workshops.models import WorkshopNote
from tests.workshops.scene import workshop_in

NOTE = NoteDraft(4, "Vi kan godt leve med en **lukket** gade.")
OUTCOME = "Fire af fem borde peger på nordmolen."
HOW = "Sendt til alle d. 1. juni."


@pytest.fixture
def held(harbour):
    return workshop_in(harbour, days=-1)


@pytest.fixture
def published(bo, held):
    write_note(bo, held, NOTE)
    write_outcome(bo, held, OUTCOME)
    confirm_outcome(bo, held, HOW)
    publish_outcome(bo, held)
    return held


def notes():
    return db.session.scalar(select(func.count()).select_from(WorkshopNote))


def test_a_table_is_noted_once_without_a_name(dorte, held):
    assert write_note(dorte, held, NOTE) is write_note(dorte, held, NOTE)
    assert notes() == 1
    assert db.session.scalars(select(Event.details)).all() == [{"table": 4}]


def test_a_note_is_corrected(bo, dorte, held):
    note = write_note(dorte, held, NOTE)
    correct_note(bo, held, note, NoteDraft(5, "Rettet."))
    assert (note.table_number, note.body_html) == (5, "<p>Rettet.</p>")


@pytest.mark.parametrize("who", ["anna", "eva", "finn"])
def test_only_those_of_the_committee_take_notes(request, held, who):
    with pytest.raises(NotAllowed):
        write_note(request.getfixturevalue(who), held, NOTE)
    assert notes() == 0


@pytest.mark.parametrize("facts", [{"days": 3}, {"days": -1, "cancelled_at": clock.now()}])
def test_nothing_is_written_before_the_day_or_of_what_was_cancelled(bo, harbour, facts):
    workshop = workshop_in(harbour, **facts)
    for deed in (
        lambda: write_note(bo, workshop, NOTE),
        lambda: write_outcome(bo, workshop, OUTCOME),
        lambda: confirm_outcome(bo, workshop, HOW),
        lambda: publish_outcome(bo, workshop),
    ):
        with pytest.raises(Refused):
            deed()
    assert notes() == 0
    assert workshop.outcome == ""


def test_the_outcome_is_written_read_back_and_published(bo, dorte, held):
    with pytest.raises(Refused):
        confirm_outcome(dorte, held, HOW)
    write_outcome(bo, held, OUTCOME)
    with pytest.raises(Refused):
        publish_outcome(bo, held)
    confirm_outcome(dorte, held, HOW)
    publish_outcome(bo, held)

    assert held.outcome_published_at is not None
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert (event.type, event.details) == ("workshop.outcome-published", {"title": held.title, "path": held.path})


def test_new_words_must_be_read_back_anew(bo, held):
    write_outcome(bo, held, OUTCOME)
    confirm_outcome(bo, held, HOW)
    write_outcome(bo, held, OUTCOME)
    assert held.outcome_confirmed_at is not None

    write_outcome(bo, held, "Noget andet.")
    assert held.outcome_confirmed_at is None
    assert held.outcome_confirmed_how == ""


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva"])
def test_others_do_not_write_or_publish_the_outcome(request, held, who):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        write_outcome(actor, held, OUTCOME)
    with pytest.raises(NotAllowed):
        publish_outcome(actor, held)


def test_a_citizen_does_not_say_that_it_was_read_back(anna, bo, held):
    write_outcome(bo, held, OUTCOME)
    with pytest.raises(NotAllowed):
        confirm_outcome(anna, held, HOW)


def test_what_is_published_stays(bo, published):
    note = db.session.scalars(select(WorkshopNote)).one()
    for deed in (
        lambda: write_note(bo, published, NoteDraft(1, "Mere")),
        lambda: correct_note(bo, published, note, NoteDraft(1, "Andet")),
        lambda: write_outcome(bo, published, "Andet"),
        lambda: confirm_outcome(bo, published, "Igen"),
        lambda: publish_outcome(bo, published),
    ):
        with pytest.raises(Refused):
            deed()
    db.session.refresh(published)
    assert published.outcome == OUTCOME


@pytest.mark.parametrize("module", ["writing", "outcome"])
def test_nothing_is_half_done(bo, held, monkeypatch, module):
    deeds = {
        "writing": lambda: write_note(bo, held, NOTE),
        "outcome": lambda: write_outcome(bo, held, OUTCOME),
    }
    monkeypatch.setattr(f"portal.workshops.actions.{module}.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        deeds[module]()
    db.session.refresh(held)
    assert (notes(), held.outcome) == (0, "")


# -- through the pages ------------------------------------------------------------------------------------------------


def test_everybody_reads_notes_and_outcome_once_they_are_published(client, published):
    page = client().get(published.path).text
    assert OUTCOME in page
    assert "<strong>lukket</strong>" in page
    assert HOW in page


def test_nobody_outside_reads_them_before(anna, bo, client, held):
    write_note(bo, held, NOTE)
    write_outcome(bo, held, OUTCOME)

    page = client(anna).get(held.path).text
    assert OUTCOME not in page
    assert "lukket</strong>" not in page
    assert client(anna).get(f"{held.path}/noter").status_code == 403
    assert client(anna).get(f"{held.path}/udbytte").status_code == 403
    assert client().get(f"{held.path}/noter").status_code == 302


def test_from_note_to_publication_through_the_pages(bo, client, held):
    browser, path = client(bo), held.path
    assert browser.get(f"{path}/noter").status_code == 200
    assert browser.post(f"{path}/noter", data={"table_number": "", "body": "x"}).status_code == 422
    assert browser.post(f"{path}/noter", data={"table_number": "4", "body": NOTE.body}).status_code == 302
    note = db.session.scalars(select(WorkshopNote)).one()
    assert NOTE.body in browser.get(f"{path}/noter/{note.id}").text
    assert browser.post(f"{path}/noter/{note.id}", data={"table_number": "4", "body": ""}).status_code == 422
    assert browser.post(f"{path}/noter/{note.id}", data={"table_number": "4", "body": "Ny"}).status_code == 302

    assert browser.get(f"{path}/udbytte").status_code == 200
    assert browser.post(f"{path}/udbytte", data={"outcome": " "}).status_code == 422
    assert browser.post(f"{path}/udbytte", data={"outcome": OUTCOME}).status_code == 302
    assert browser.post(f"{path}/udbytte/bekraeft", data={"how": ""}).status_code == 422
    assert browser.post(f"{path}/udbytte/bekraeft", data={"how": HOW}).status_code == 302
    assert browser.post(f"{path}/udbytte/offentliggoer").status_code == 302
    assert held.outcome_published_at is not None
    assert browser.get(f"{path}/udbytte").status_code == 200


def test_a_text_that_cannot_be_saved_is_given_back(bo, client, published):
    long = "Det her tog det meste af en aften at skrive."
    page = client(bo).post(f"{published.path}/udbytte", data={"outcome": long})
    assert page.status_code == 422
    assert long in page.text


def test_a_note_of_another_workshop_is_not_found(bo, client, harbour, published):
    other = workshop_in(harbour, days=-2, title="Et andet")
    note = db.session.scalars(select(WorkshopNote)).one()
    assert client(bo).get(f"{other.path}/noter/{note.id}").status_code == 404


def test_an_outcome_that_a_colleague_wrote_meanwhile_is_not_overwritten(bo, client, held):
    path, browser = f"{held.path}/udbytte", client(bo)
    write_outcome(bo, held, "En begyndelse, som én tekst.")
    seen = re.search(r'name="as_seen"[^>]*value="([^"]*)"', browser.get(path).text)[1]
    assert browser.post(path, data={"outcome": "Det ene udbytte af mødet.", "as_seen": seen}).status_code == 302
    answer = browser.post(path, data={"outcome": "Det andet udbytte af mødet.", "as_seen": seen})
    assert answer.status_code == 409
    assert "Det andet udbytte af mødet." in answer.text
    assert held.outcome == "Det ene udbytte af mødet."


def test_a_note_that_is_hidden_is_read_and_found_by_nobody(client, published):
    note = db.session.scalars(select(WorkshopNote)).one()
    note.hidden_at = clock.now()
    db.session.commit()
    assert "lukket" not in client().get(published.path).text
    assert "lukket" not in WORKSHOP_DOCUMENT.describe(published).text
