"""Somebody with leave adds a file: once, whole, named after its title; what was typed and sent is never lost."""

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from portal.committees.models import Mandate
from portal.events.models import Event
from portal.files.asking import adding
from portal.files.forms import FileDraft
from portal.files.models import StoredFile
from portal.files.receiving import Received
from portal.files.storing import place_of
from portal.foundation.db import db
from portal.house.carriers import file_carriers
from tests.factories import saved
from tests.files import samples
from tests.files.scene import added, on_disk, send
from tests.forms_on_pages import forms_in
from tests.inspecting_client import ASKS


@pytest.fixture
def draft(harbour):
    """A version of the task that is being written."""
    return saved(Mandate(committee=harbour, number=2, purpose="Nyt formål"))


@pytest.fixture
def path(draft):
    return f"/filer/kommissorium/{draft.id}/ny"


def only_file():
    return db.session.scalars(select(StoredFile)).one()


def test_a_secretary_adds_a_pdf(client, bo, draft, path):
    answer = send(client(bo), path, samples.pdf(), "Scan 001 (2).PDF", title="Kort over havnen & søen")
    assert (answer.status_code, answer.location) == (302, draft.path)
    file = only_file()
    assert (file.name, file.size, file.uploader) == ("kort-over-havnen-soeen.pdf", len(samples.pdf()), bo)
    assert place_of(file.content_hash).read_bytes() == samples.pdf()
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{62}", *on_disk())
    page = client(bo).get(draft.path).text
    assert "Kort over havnen &amp; søen" in page
    assert "PDF, 1 KB" in page
    told = db.session.scalars(select(Event).where(Event.type == "file.added")).one()
    assert (told.actor_id, told.committee_id, told.details["title"]) == (bo.id, draft.committee_id, file.title)


@pytest.mark.parametrize("kind", ["docx", "odt", "png", "jpeg"])
def test_the_other_kinds(kind, client, bo, path):
    make = {"docx": samples.word, "odt": samples.odt, "png": lambda: samples.picture("PNG"), "jpeg": samples.picture}
    answer = send(client(bo), path, make[kind](), f"fil.{kind}", title="En fil", alternative="Havnen en aften")
    assert answer.status_code == 302
    assert (only_file().kind, only_file().alternative) == (kind, "Havnen en aften" if kind in {"png", "jpeg"} else "")


def test_a_picture_needs_words_and_is_not_asked_for_twice(client, bo, path):
    """The form comes back with all that was typed and with the file; sent once more without it, it is whole."""
    browser = client(bo)
    answer = send(browser, path, samples.photograph(), "IMG_1.jpeg", title="Havnen")
    assert answer.status_code == 422
    assert "Skriv, hvad billedet forestiller" in answer.text
    assert "Vi har modtaget img-1.jpg" in answer.text
    (form,) = [one for one in forms_in(answer.text) if "title" in dict(one.fields)]
    sent = dict(form.fields) | {"alternative": "Tre både ved molen"}
    assert sent["title"] == "Havnen"
    sent.pop("file", None)
    assert browser.post(path, data=sent).status_code == 302
    assert only_file().alternative == "Tre både ved molen"


def test_the_key_of_a_file_is_no_good_elsewhere(client, bo, sofie, harbour, path):
    """Neither for another person, nor for another record, nor when it is made up."""
    answer = send(client(bo), path, samples.photograph(), "foto.jpg", title="Havnen")
    key = re.search(r'name="kept_key"[^>]*value="([^"]+)"', answer.text)[1]
    sent = {"kept_key": key, "title": "Havnen", "alternative": "Havnen"}
    assert "Vælg en fil" in client(sofie).post(path, data=sent).text
    assert "Vælg en fil" in client(bo).post(f"/filer/udvalg/{harbour.id}/ny", data=sent).text
    assert "Vælg en fil" in client(bo).post(path, data=sent | {"kept_key": "x" + key}).text
    assert db.session.query(StoredFile).count() == 0


def test_where_and_with_what_a_picture_was_taken_is_gone(client, bo, path):
    """From the file itself too; and it stands upright."""
    send(client(bo), path, samples.photograph(), "foto.jpg", title="Havnen", alternative="Havnen")
    file = only_file()
    for kept in on_disk():
        content = place_of(file.content_hash).parent.parent.joinpath(kept).read_bytes()
        assert b"Telefon" not in content and b"hjemme hos Anna" not in content and b"Exif" not in content, kept
    with Image.open(place_of(file.content_hash)) as whole, Image.open(place_of(file.content_hash, 480)) as copy:
        assert (whole.size, (file.width, file.height), copy.size) == ((600, 900), (600, 900), (480, 720))


def test_a_see_through_picture_in_colours_of_its_own_stays_see_through(client, bo, path):
    content = samples.picture("PNG", mode="RGBA", colour=(10, 20, 30, 128))
    send(client(bo), path, content, "tegning.png", title="Tegning", alternative="En blå flade")
    with Image.open(BytesIO(place_of(only_file().content_hash).read_bytes())) as whole:
        assert whole.mode == "RGBA"
        assert whole.getpixel((3, 3)) == (10, 20, 30, 128)


def test_the_same_file_twice_is_one(client, bo, draft, path):
    """A second click; and with another title it is said that the first one stands."""
    browser = client(bo)
    for _click in range(2):
        assert send(browser, path, samples.pdf(), "kort.pdf", title="Kort").status_code == 302
    answer = send(browser, path, samples.pdf(), "kort.pdf", title="Et andet navn")
    assert (answer.status_code, "findes allerede" in answer.text) == (422, True)
    assert only_file().title == "Kort"


def test_one_content_lies_once_for_two_records(bo, harbour, draft):
    other = saved(Mandate(committee=harbour, number=3, purpose="Endnu et formål"))
    first, second = added(bo, draft), added(bo, other)
    assert first.id != second.id
    assert len(on_disk()) == 1


def test_a_document_with_comments_and_changes_is_asked_about(client, bo, draft, path):
    """In numbers, before anything is stored; and added as it is by whoever says so."""
    body = f"<w:p>{samples.inserted('Nyt')}{samples.deleted('Gammelt')}</w:p>"
    browser, content = client(bo), samples.word(body, comments=3)
    browser.is_sure = False
    asked = send(browser, path, content, "udkast.docx", title="Udkast til plan")
    assert asked.status_code == 200
    assert ASKS in asked.text
    assert "Dokumentet har 3 kommentarer og 2 sporede ændringer." in asked.text
    assert "Alle, der kan læse »Opgaven«, kan se dem." in asked.text
    assert db.session.query(StoredFile).count() == 0
    (form,) = [one for one in forms_in(asked.text) if "kept_key" in dict(one.fields)]
    back = browser.post(path, data=dict(form.fields) | {"confirmed": "no"})
    assert "Vi har modtaget udkast.docx" in back.text
    assert 'value="Udkast til plan"' in back.text
    assert browser.post(path, data=dict(form.fields) | {"confirmed": "yes"}).status_code == 302
    assert (only_file().comments, only_file().changes) == (3, 2)
    assert place_of(only_file().content_hash).read_bytes() == content
    assert "Der er stadig kommentarer eller sporede ændringer i dokumentet." in browser.get(draft.path).text


def test_everybody_can_see_the_comments_in_what_is_public(app, harbour):
    """Where everybody reads the record, the page that asks says so."""
    carrier = file_carriers()["mandate"]
    draft = FileDraft(Received("docx", "plan.docx", "0" * 64, 1, comments=1), "Plan", "")
    told = adding(carrier, harbour.mandates[0], draft).follows()
    assert told == ["Dokumentet har 1 kommentar.", "Alle kan se dem, når det ligger på portalen."]


def test_personal_data_in_the_title_is_asked_about_and_the_file_is_not_lost(client, bo, path):
    browser = client(bo)
    answer = send(browser, path, samples.pdf(), "a.pdf", title="Brev til 28 34 56 78")
    assert "Der står måske personoplysninger" in answer.text or answer.status_code == 422
    (form,) = [one for one in forms_in(answer.text) if "kept_key" in dict(one.fields)]
    again = browser.post(path, data=dict(form.fields) | {"title": "Brev til kommunen"})
    assert again.status_code == 302
    assert only_file().title == "Brev til kommunen"


def test_an_adopted_version_takes_no_file(client, bo, harbour):
    answer = client(bo).get(f"/filer/kommissorium/{harbour.mandates[0].id}/ny")
    assert (answer.status_code, "En vedtaget version bliver, som den er" in answer.text) == (422, True)
