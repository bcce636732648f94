"""Dots on notes: opened, put by phones without an account, counted once, and typed from paper."""

import re

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Visitor
from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD
from portal.workshops.actions.dots import close_dots, open_dots, put_dot, take_dot, type_dots
from portal.workshops.actions.noting import hide_note
from portal.workshops.actions.outcome import publish_outcome
from portal.workshops.actions.seating import lay_tables
from portal.workshops.actions.writing import correct_note
from portal.workshops.forms import NoteDraft
from portal.workshops.forms.dots import DotDraft
from portal.workshops.forms.tables import TablesDraft
from portal.workshops.links import path_of_table
from portal.workshops.models import NoteDot, WorkshopNote
from tests.same_moment import press_at_the_same_moment
from tests.workshops.scene import noted, workshop_in


@pytest.fixture
def tonight(bo, harbour):
    workshop = workshop_in(harbour, days=0)
    lay_tables(bo, workshop, TablesDraft(2, 4, 2, 20))
    noted(workshop, bo, "Flere bænke", "Færre biler", "Mere lys", "Og læ")
    noted(workshop, bo, "En bro", table=2)
    return workshop


@pytest.fixture
def page(bo, tonight):
    open_dots(bo, tonight, 3)
    return path_of_table(tonight.tables[0])


def put():
    return db.session.scalar(select(func.count(NoteDot.id)))


def press(browser, page, note, name="put"):
    return browser.post(f"{page}/prikker", data={name: str(note.id)}, follow_redirects=True)


def counted():
    return list(db.session.scalars(select(WorkshopNote.dots).order_by(WorkshopNote.id)))


def test_a_phone_puts_and_takes_its_dots_and_never_more_than_it_has(client, page, tonight):
    """Without an account and without JavaScript; a press that comes twice is one."""
    phone, notes = client(), tonight.notes
    assert "Du har 3 prikker tilbage af 3" in phone.get(page).text
    for note in (notes[0], notes[0], notes[1]):
        assert press(phone, page, note).status_code == 200
    assert (put(), "Du har 1 prik tilbage af 3" in phone.get(page).text) == (2, True)
    last = press(phone, page, notes[2]).text
    assert "Du har 0 prikker tilbage af 3" in last and last.count("Din prik sidder her") == 3
    assert 'name="put"' not in last, "nothing is offered that would be refused"
    refused = press(phone, page, notes[3])
    assert (refused.status_code, "Du har sat alle dine prikker" in refused.text, put()) == (422, True, 3)
    for _press in range(2):
        assert "Du har 1 prik tilbage" in press(phone, page, notes[1], "take").text
    assert "Du har 3 prikker tilbage af 3" in client().get(page).text, "another phone has its own"
    events = list(db.session.execute(select(Event.type, Event.actor_id).order_by(Event.id.desc()).limit(4)).tuples())
    assert events == [("workshop.dotted", None)] * 4, "three put and one taken, by nobody"


def test_a_note_is_not_said_otherwise_once_dots_can_lie_on_it(bo, client, page, tonight):
    """Moved to another table it is out of sight of the phones at the first, and they get their dots back."""
    phone, note = client(), tonight.notes[0]
    press(phone, page, note)
    with pytest.raises(Refused, match="ordene står fast"):
        correct_note(bo, tonight, note, NoteDraft(1, "Ingen bænke"))
    assert put() == 1
    correct_note(bo, tonight, note, NoteDraft(2, note.body))
    assert (note.table_number, put()) == (2, 0)
    assert "Du har 3 prikker tilbage af 3" in phone.get(page).text
    close_dots(bo, tonight)
    for draft in (NoteDraft(2, "Ingen bænke"), NoteDraft(1, note.body)):
        with pytest.raises(Refused, match="Prikkerne er talt"):
            correct_note(bo, tonight, note, draft)
    assert f'/noter/{note.id}"' not in client(bo).get(f"{tonight.path}/noter").text
    assert client(bo).get(f"{tonight.path}/noter/{note.id}").status_code == 422


def test_two_presses_at_the_same_moment_are_one_dot(app, client, monkeypatch, page, tonight):
    browser = client()
    browser.get(page)
    form = {"put": str(tonight.notes[0].id)}
    answers = press_at_the_same_moment(app, browser, f"{page}/prikker", form, monkeypatch)
    assert ([answer.status_code for answer in answers], put()) == ([302, 302], 1)


def test_the_last_dot_lies_on_one_of_two_notes_pressed_at_the_same_moment(bo, client, tonight):
    """Counted under a lock, so that no phone has more than it was given, at whichever table it is."""
    open_dots(bo, tonight, 1)
    phone = client()
    first, second = (path_of_table(table) for table in tonight.tables)
    press(phone, first, tonight.notes[0])
    other = next(note for note in tonight.notes if note.table_number == 2)
    assert press(phone, second, other).status_code == 422
    assert put() == 1, "who walks to another table has the dots that are left"


@pytest.mark.parametrize("who", ["other table", "hidden", "no note", "too large", "no number"])
def test_a_dot_lies_on_what_this_table_can_read(bo, client, page, tonight, who):
    note = tonight.notes[-1] if who == "other table" else tonight.notes[0]
    if who == "hidden":
        hide_note(bo, tonight, note)
    number = {"no note": "999999", "too large": str(2**63), "no number": "alle"}.get(who, str(note.id))
    answer = client().post(f"{page}/prikker", data={"put": number})
    assert (answer.status_code, "Noten er her ikke længere" in answer.text, put()) == (422, True, 0)


def test_a_hidden_note_gives_its_dots_back(bo, client, page, tonight):
    phone, note = client(), tonight.notes[0]
    press(phone, page, note)
    hide_note(bo, tonight, note)
    assert "Du har 3 prikker tilbage af 3" in phone.get(page).text and put() == 0


def test_the_sum_is_what_was_put_and_nothing_changes_it_afterwards(bo, client, page, tonight):
    phones, wall = [client() for _phone in range(4)], client(bo)
    for number, phone in enumerate(phones):
        for note in tonight.notes[: number + 1][:3]:
            press(phone, page, note)
    press(phones[3], page, tonight.notes[0], "take")
    many = put()
    before = phones[0].get(page).text, wall.get(f"{tonight.path}/rummet").text
    assert all(not re.search(r"\d prik(ker)?</", text) for text in before), "nobody follows the others"
    told = wall.post(f"{tonight.path}/prikker/luk", follow_redirects=True)
    assert "Prikkerne er lukket og talt op" in told.text
    assert (sum(counted()), put()) == (many, 0), "and which phone it was is forgotten"
    assert counted()[:3] == [3, 3, 2]
    late = press(phones[0], page, tonight.notes[3])
    assert (late.status_code, "Der kan ikke sættes flere prikker" in late.text) == (422, True)
    assert "3 prikker" in phones[0].get(page).text
    with pytest.raises(Refused, match="lukket og talt op"):
        open_dots(bo, tonight, 5)
    shown = wall.get(f"{tonight.path}/rummet").text
    assert shown.index("Flere bænke") < shown.index("Færre biler") < shown.index("Mere lys")
    assert "Og læ" not in shown and "Flest prikker" in shown


def test_the_room_says_how_many_more_got_dots(bo, client, tonight):
    for number, note in enumerate(noted(tonight, bo, *(f"Note {number}" for number in range(8)))):
        note.paper_dots = number + 1
    open_dots(bo, tonight, 1)
    close_dots(bo, tonight)
    shown = client(bo).get(f"{tonight.path}/rummet").text
    assert "Note 7" in shown and "Note 1<" not in shown and "2 noter mere fik prikker" in shown


def test_paper_dots_are_typed_and_sorted_by(bo, client, tonight):
    browser, url = client(bo), f"{tonight.path}/prikker"
    notes = tonight.notes
    typed = {f"note_{notes[3].id}": "7", f"note_{notes[1].id}": "2"}
    kept = browser.post(url, data=typed, follow_redirects=True)
    assert "Prikkerne fra papiret er gemt" in kept.text and "7 prikker" in kept.text
    lies = browser.get(f"{tonight.path}/sortering?prikker").text
    assert lies.index("Og læ") < lies.index("Færre biler") < lies.index("Flere bænke")
    table = browser.get(f"{tonight.path}/sortering").text
    assert table.index("Flere bænke") < table.index("Og læ")
    wrong = browser.post(url, data=typed | {f"note_{notes[0].id}": "mange"})
    assert (wrong.status_code, 'value="mange"' in wrong.text) == (422, True)
    for _press in range(2):
        type_dots(bo, tonight, {notes[3].id: 8})
    events = [one for one in db.session.scalars(select(Event.type)) if one == "workshop.dots-typed"]
    assert len(events) == 2, "the same twice is said once"


def test_of_two_who_type_dots_on_a_note_the_second_is_told(bo, client, tonight):
    browser, url, note = client(bo), f"{tonight.path}/prikker", tonight.notes[0]
    marks = re.findall(rf'name="{FIELD}" value="([^"]+)"', browser.get(url).text)
    type_dots(bo, tonight, {note.id: 4})
    answer = browser.post(url, data={f"note_{note.id}": "5", FIELD: marks})
    db.session.refresh(note)
    assert (answer.status_code, note.paper_dots) == (409, 4)


def test_it_is_opened_once_with_one_to_ten_and_by_those_who_hold_the_meeting(bo, carl, client, tonight):
    browser, url = client(bo), f"{tonight.path}/prikker/aabn"
    for each in ("0", "11", "mange", ""):
        assert browser.post(url, data={"each": each}).status_code == 422
    for _press in range(2):
        assert browser.post(url, data={"each": "3"}).status_code == 302
    for deed in (lambda: open_dots(carl, tonight, 3), lambda: close_dots(carl, tonight),
                 lambda: type_dots(carl, tonight, {})):  # fmt: skip
        with pytest.raises(NotAllowed):
            deed()


def test_how_many_each_has_can_be_changed_until_somebody_has_put_one(bo, client, page, tonight):
    open_dots(bo, tonight, 1)
    browser, url = client(bo), f"{tonight.path}/prikker"
    opened = tonight.dots_opened_at
    assert "indtil nogen har sat en prik" in browser.get(url).text
    assert browser.post(f"{url}/aabn", data={"each": "2"}).status_code == 302
    assert (tonight.dots_each, tonight.dots_opened_at) == (2, opened)
    assert "Du har 2 prikker tilbage af 2" in client().get(page).text
    press(client(), page, tonight.notes[0])
    assert "indtil nogen har sat en prik" not in browser.get(url).text
    answer = browser.post(f"{url}/aabn", data={"each": "3"})
    assert answer.status_code == 422 and "har sat en prik" in answer.text and tonight.dots_each == 2


def test_without_tables_or_before_they_are_opened_no_dot_is_put(bo, harbour, tonight):
    with pytest.raises(Refused, match="hvor mange borde"):
        open_dots(bo, workshop_in(harbour, days=0, title="Uden borde"), 3)
    for deed in (put_dot, take_dot):
        with pytest.raises(Refused, match="endnu"):
            deed(Visitor(), tonight.tables[0], DotDraft(tonight.notes[0].id, "p"))


def test_what_is_open_when_the_outcome_is_published_is_counted(bo, client, page, tonight):
    press(client(), page, tonight.notes[0])
    tonight.outcome, tonight.outcome_html, tonight.outcome_confirmed_at = "Ja", "<p>Ja</p>", tonight.starts_at
    db.session.commit()
    publish_outcome(bo, tonight)
    assert (counted()[0], put(), tonight.takes_dots) == (1, 0, False)
    assert "1 prik" in client().get(tonight.path).text
