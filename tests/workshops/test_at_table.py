"""The page of a table: opened by a code, without an account; what is written there is there once."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.limits import limiter
from portal.accounts.models import Visitor
from portal.app import create_app
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.rules.stages import Stage
from portal.workshops.actions.evening import begin_round, describe_turn
from portal.workshops.actions.noting import hide_note, note_at_table, renew_table, show_note, type_in_notes
from portal.workshops.actions.seating import describe_table, lay_tables
from portal.workshops.forms.at_table import KeyedNote, PaperDraft
from portal.workshops.forms.tables import TableDraft, TablesDraft, TurnDraft
from portal.workshops.links import address_of_table, path_of_table
from portal.workshops.models import WorkshopNote
from tests.same_moment import press_at_the_same_moment
from tests.sittings.scene import unsure
from tests.workshops.scene import workshop_in


@pytest.fixture
def tonight(bo, harbour):
    workshop = workshop_in(harbour, days=0)
    lay_tables(bo, workshop, TablesDraft(3, 4, 2, 20))
    describe_table(bo, workshop, workshop.tables[0], TableDraft("Hvem ejer kajen?", 4))
    return workshop


@pytest.fixture
def page(tonight):
    return path_of_table(tonight.tables[0])


def notes(table=1):
    asked = select(WorkshopNote.body).where(WorkshopNote.table_number == table).order_by(WorkshopNote.id)
    return list(db.session.scalars(asked))


def form_in(text):
    return {"submission_key": re.search(r'name="submission_key"[^>]*value="([^"]+)"', text)[1]}


def test_the_page_shows_the_round_the_minutes_and_the_question(bo, client, page, tonight):
    answer = client().get(page)
    assert "Hvem ejer kajen?" in answer.text and "Første runde er ikke begyndt" in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex" and answer.headers["Referrer-Policy"] == "no-referrer"
    describe_turn(bo, tonight, tonight.rounds[0], TurnDraft("Hvad mangler vi?", 30))
    begin_round(bo, tonight, tonight.rounds[0])
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        shown = client().get(page).text
    assert "Runde 1 af 2" in shown and "20 minutter tilbage" in shown
    assert "Hvad mangler vi?" in shown and "Hvem ejer kajen?" in shown


def test_what_opens_the_page_without_a_network_answers_for_tables_alone(client, page):
    address = re.search(r'data-worker="([^"]+)"', client().get(page).text)[1]
    worker = client().get(address)
    assert (worker.status_code, worker.headers["Service-Worker-Allowed"]) == (200, "/bord/")
    assert "javascript" in worker.content_type and "Content-Security-Policy" in worker.headers
    other = re.search(r'src="([^"]+/at_table\.js)"', client().get(page).text)[1]
    assert "Service-Worker-Allowed" not in client().get(other).headers


def test_a_note_is_read_by_every_phone_at_the_table_and_by_no_other(anna, client, page, tonight):
    form = form_in(client().get(page).text)
    sent = client(anna).post(page, data=form | {"body": "Kajen er **vores**"}, follow_redirects=True)
    assert "<strong>vores</strong>" in sent.text and "1 note er sendt" in sent.text
    assert "vores" in client().get(page).text
    assert "vores" not in client().get(path_of_table(tonight.tables[1])).text
    assert "vores" not in client().get(tonight.path).text
    note = db.session.scalars(select(WorkshopNote)).one()
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert (note.author_id, event.type, event.actor_id) == (None, "workshop.noted", None), "also of who is signed in"


def test_sent_again_it_is_there_once_and_with_other_words_it_is_another(client, page):
    browser = client()
    form = form_in(browser.get(page).text)
    for body in ("Flere bænke", "Flere bænke", "Færre biler"):
        assert browser.post(page, data=form | {"body": body}).status_code == 302
    assert notes() == ["Flere bænke", "Færre biler"]


def test_two_presses_at_the_same_moment_are_one_note(app, client, monkeypatch, page):
    browser = client()
    form = form_in(browser.get(page).text) | {"body": "Flere bænke"}
    answers = press_at_the_same_moment(app, browser, page, form, monkeypatch)
    assert ([answer.status_code for answer in answers], notes()) == ([302, 302], ["Flere bænke"])


@pytest.mark.parametrize(
    ("body", "why"),
    [("", "Skriv noten"), ("x" * 501, "højst 500 tegn"), ("Ring til 20 30 40 50", "et telefonnummer (20 30 40 50)")],
)
def test_what_is_refused_stays_in_the_field_with_the_reason(body, client, page, why):
    browser = client()
    form = form_in(browser.get(page).text)
    answer = browser.post(page, data=form | {"body": body, "may_stand": "Det er mit eget"})
    assert (answer.status_code, why in answer.text, body in answer.text) == (422, True, True)
    assert not notes()
    assert browser.post(page, data=form | {"body": "Ring til kommunen"}).status_code == 302, "the same form, mended"


def test_before_the_day_and_after_publication_nothing_is_written(client, page, tonight):
    form = form_in(client().get(page).text)
    tomorrow = timedelta(days=1)
    for change, why in (
        ({"starts_at": tonight.starts_at + tomorrow, "ends_at": tonight.ends_at + tomorrow}, "fra den dag"),
        ({"outcome_published_at": clock.now()}, "offentliggjort"),
        ({"cancelled_at": clock.now()}, "aflyst"),
    ):
        was = {name: getattr(tonight, name) for name in change}
        for name, value in change.items():
            setattr(tonight, name, value)
        db.session.commit()
        shown = client().get(page).text
        assert why in shown and "<form" not in shown
        answer = client().post(page, data=form | {"body": "Kommer for sent"})
        assert (answer.status_code, "Kommer for sent" in answer.text, why in answer.text) == (422, True, True)
        for name, value in was.items():
            setattr(tonight, name, value)
        db.session.commit()
    assert not notes()


def test_what_was_saved_is_heard_also_when_the_answer_is_asked_for_too_late(client, page, tonight):
    """The first answer was lost on the way, and the outcome is published before the phone has network again."""
    form = form_in(client().get(page).text) | {"body": "Flere bænke"}
    client().post(page, data=form)
    tonight.outcome_published_at = clock.now()
    db.session.commit()
    assert client().post(page, data=form).status_code == 302
    assert notes() == ["Flere bænke"]


def test_when_the_committee_is_closed_the_table_takes_nothing(client, harbour, page):
    form = form_in(client().get(page).text)
    harbour.stage = Stage.CLOSED
    db.session.commit()
    assert "<form" not in client().get(page).text
    assert client().post(page, data=form | {"body": "Flere bænke"}).status_code == 401
    assert not notes()


@pytest.mark.parametrize("wrong", ["1", "1-", "x-y", "999-2345-2345-2345", "²-2345", "1-ååå"])
def test_a_false_address_opens_nothing(client, tonight, wrong):
    assert client().get(f"/bord/{wrong}").status_code == 410
    assert client().post(f"/bord/{wrong}", data={"body": "Hej"}).status_code == 410


def test_the_address_can_be_typed_in_capitals_and_fits_one_table(client, page, tonight):
    assert client().get(page.upper().replace("/BORD/", "/bord/")).status_code == 200
    other = path_of_table(tonight.tables[1])
    mixed = page.partition("-")[0] + "-" + other.partition("-")[2]
    assert client().get(mixed).status_code == 410


def test_a_renewed_address_makes_the_former_one_worthless(bo, carl, client, page, tonight):
    table = tonight.tables[0]
    note_at_table(bo, table, KeyedNote("Før", "k1"))
    browser, url = client(bo), f"{tonight.path}/borde/1/adresse"
    for _press in range(2):
        assert browser.post(url, data={"seen": "0"}).status_code == 302
    db.session.refresh(table)
    assert table.renewals == 1
    answer = client().get(page)
    assert answer.status_code == 410 and "Scan den, der ligger på bordet nu" in answer.text
    assert "Før" in client().get(path_of_table(table)).text
    with pytest.raises(NotAllowed):
        renew_table(carl, table, seen=1)


def test_a_table_that_is_laid_no_more_has_no_page(bo, client, tonight):
    last = path_of_table(tonight.tables[2])
    lay_tables(bo, tonight, TablesDraft(2, 4, 2, 20))
    lay_tables(bo, tonight, TablesDraft(3, 4, 2, 20))
    assert client().get(last).status_code == 410, "the new third table may have its number"


def test_a_table_with_a_code_in_use_is_asked_about_before_it_goes(bo, client, tonight):
    table, fewer = tonight.tables[2], {"tables": "2", "seats": "4", "rounds": "2", "minutes": "20"}
    note_at_table(Visitor(), table, KeyedNote("Mere læ", "k"))
    code = path_of_table(table)
    asked = unsure(client(bo)).post(f"{tonight.path}/borde", data=fewer).text
    assert "Fjern bord 3?" in asked and "Koden på bord 3 virker ikke mere" in asked
    assert "1 note, der er skrevet dér, bliver stående." in asked
    assert client().get(code).status_code == 200
    more = unsure(client(bo)).post(f"{tonight.path}/borde", data=fewer | {"tables": "4"})
    assert (more.status_code, len(tonight.tables)) == (302, 4), "nothing goes, and nothing is asked"


def test_the_table_shows_the_newest_and_all_of_them_are_a_press_away(client, monkeypatch, page, tonight):
    for number in range(25):
        note_at_table(*_at(tonight), KeyedNote(f"Note nummer {number}.", f"k{number}"))
    shown = client().get(page).text
    assert "Note nummer 24." in shown and "Note nummer 4." not in shown and "Se alle 25 noter" in shown
    assert "Note nummer 0." in client().get(f"{page}?alle").text
    monkeypatch.setattr("portal.workshops.actions.noting.MOST_NOTES", 25)
    with pytest.raises(Refused, match="har 25 noter"):
        note_at_table(*_at(tonight), KeyedNote("En for meget", "k"))


def _at(workshop):
    return Visitor(), workshop.tables[0]


def test_a_hidden_note_leaves_the_table_and_can_come_back(bo, carl, client, page, tonight):
    note_at_table(*_at(tonight), KeyedNote("Grimme ord", "k"))
    note = db.session.scalars(select(WorkshopNote)).one()
    browser, list_of_notes = client(bo), f"{tonight.path}/noter"
    for _press in range(2):
        assert browser.post(f"{list_of_notes}/{note.id}/skjul").status_code == 302
    assert "Grimme ord" not in client().get(page).text and "0 noter er sendt" in client().get(page).text
    shown = browser.get(list_of_notes).text
    assert "Skjulte noter" in shown and "Grimme ord" in shown
    assert "Grimme ord" not in client(carl).get(list_of_notes).text
    assert "noter fra bordene" not in browser.get(f"{tonight.path}/rummet").text
    for _press in range(2):
        assert browser.post(f"{list_of_notes}/{note.id}/vis").status_code == 302
    assert "Grimme ord" in client().get(page).text
    types = list(db.session.scalars(select(Event.type).where(Event.type.like("workshop.note-%")).order_by(Event.id)))
    assert types == ["workshop.note-hidden", "workshop.note-shown"]
    for deed in (hide_note, show_note):
        with pytest.raises(NotAllowed):
            deed(carl, tonight, note)


def test_the_room_says_how_many_notes_have_come(bo, client, tonight):
    url = f"{tonight.path}/rummet"
    assert "fra bordene" not in client(bo).get(url).text
    for number in range(3):
        note_at_table(*_at(tonight), KeyedNote("Flere bænke", str(number)))
    assert "Der er kommet 3 noter fra bordene" in client(bo).get(url).text


def test_paper_is_typed_a_line_for_each_note_and_once(bo, client, tonight):
    browser, url = client(bo), f"{tonight.path}/noter/papir"
    form = form_in(browser.get(url).text) | {"table_number": "2"}
    lines = "Flere bænke\n\n  Flere bænke  \nFærre biler"
    for _press in range(2):
        assert browser.post(url, data=form | {"lines": lines}).status_code == 302
    assert notes(2) == ["Flere bænke", "Flere bænke", "Færre biler"]
    browser.post(url, data=form | {"lines": f"{lines}\nOg læ"})
    assert notes(2)[3:] == ["Og læ"], "only what is new"


def test_a_note_is_from_a_table_that_is_laid(bo, client, tonight):
    browser, many = client(bo), len(tonight.tables)
    form = form_in(browser.get(f"{tonight.path}/noter/papir").text)
    page = browser.post(f"{tonight.path}/noter/papir", data=form | {"table_number": "99", "lines": "Flere bænke"})
    assert page.status_code == 422
    assert f"Der er ikke noget bord 99. Der er stillet {many} bord" in page.text
    assert "Flere bænke" in page.text
    note = browser.post(f"{tonight.path}/noter", data={"table_number": "99", "body": "Færre biler"})
    assert note.status_code == 422 and "Færre biler" in note.text
    assert notes(99) == []


def test_paper_that_cannot_be_kept_is_given_back_whole(bo, client, tonight):
    browser, url = client(bo), f"{tonight.path}/noter/papir"
    form = form_in(browser.get(url).text) | {"table_number": "2"}
    for lines, why in (
        ("", "Skriv noterne"),
        ("\n".join(["a"] * 101), "højst 100"),
        ("kort\n" + "x" * 2001, "Note 2 er for lang"),
        ("En linje\nCPR 010203-1234", "010203-1234"),
    ):
        answer = browser.post(url, data=form | {"lines": lines})
        assert (answer.status_code, why in answer.text) == (422, True), why
    assert not notes(2)


def test_others_type_nothing_in(anna, tonight):
    with pytest.raises(NotAllowed):
        type_in_notes(anna, tonight, PaperDraft(1, (KeyedNote("Hej", "k"),)))


def test_the_code_stands_on_the_paper_and_on_the_page_of_the_tables(bo, client, tonight):
    for place, also in (("udskriv", 1), ("borde", 0)):  # on paper the page of the meeting has one too
        shown = client(bo).get(f"{tonight.path}/{place}").text
        assert shown.count('class="qr"') == 3 + also
        for table in tonight.tables:
            assert address_of_table(table).partition("://")[2] in shown
    tonight.outcome_published_at = clock.now()
    db.session.commit()
    assert "/bord/" not in client(bo).get(f"{tonight.path}/udskriv").text


def test_one_room_behind_one_address_is_let_in_and_a_flood_at_one_table_is_not(app, tmp_path, tonight):
    """Each table is counted for itself, and whoever comes too often is told so and loses nothing."""
    settings = {"RATELIMIT_ENABLED": True, "INSTANCE_PATH": str(tmp_path), "WTF_CSRF_ENABLED": False, "TESTING": True,
                "SECRET_KEY": app.config["SECRET_KEY"]}  # fmt: skip
    limited = create_app(settings | {"SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"]})
    pages, body = [path_of_table(table) for table in tonight.tables], {"body": ""}  # refused, and counted all the same
    try:
        codes = {page: [limited.test_client().post(page, data=body).status_code for _ in range(90)] for page in pages}
        assert {code for each in codes.values() for code in each} == {422}
        flood = [
            limited.test_client().post(pages[0], data={"body": "Alt for mange noter på én gang"}) for _ in range(31)
        ]
        assert flood[-1].status_code == 429 and "Alt for mange noter på én gang" in flood[-1].text
        assert limited.test_client().post(pages[1], data=body).status_code == 422
    finally:
        limiter.reset()
        limiter.enabled = False
        with limited.app_context():
            db.engine.dispose()
