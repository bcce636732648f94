"""Whoever sees the record sees its files, and nobody else: not on the page, and not by their address."""

import pytest

from portal.committees.models import Mandate
from portal.files.models import StoredFile
from portal.foundation import clock
from portal.foundation.db import db
from tests.factories import saved
from tests.files import samples
from tests.files.scene import added, on_disk
from tests.forms_on_pages import forms_in
from tests.workshops.scene import workshop_in

TOLD = {"title": "Tavlen", "alternative": "En tavle med gule sedler"}
CAST = ("nobody", "anna", "bo", "carl", "dorte", "eva", "finn", "rita", "sofie")


@pytest.fixture
def draft(harbour):
    """A version of the task that is being written."""
    return saved(Mandate(committee=harbour, number=2, purpose="Nyt formål"))


@pytest.fixture
def chart(bo, draft):
    return added(
        bo,
        draft,
        samples.picture(size=(1600, 800)),
        "tavle.jpg",
        title="Tavlen",
        alternative="En tavle med gule sedler",
    )


@pytest.mark.parametrize("name", CAST)
def test_a_drafts_file_is_not_public_by_its_address(name, request, client, bo, chart):
    """Only those who may read what is being written get it; when it is adopted, everybody does."""
    browser = client(None if name == "nobody" else request.getfixturevalue(name))
    addresses = (chart.path, chart.picture_path(480), chart.picture_path(1200))
    may = name in {"bo", "sofie"}
    assert {browser.get(address).status_code for address in addresses} == {200 if may else 404}
    db.session.get(Mandate, chart.subject_id).adopted_on = clock.today()
    db.session.commit()
    assert {browser.get(address).status_code for address in addresses} == {200}


def test_what_a_hidden_committee_carries_is_hidden(client, anna, bo, harbour, sofie):
    file = added(bo, harbour, samples.picture(), "b.jpg", alternative="Havnen", only_pictures=True)
    assert client(anna).get(file.picture_path(480)).status_code == 200
    harbour.published_at = None
    db.session.commit()
    assert client(anna).get(file.picture_path(480)).status_code == 404
    assert client(bo).get(file.picture_path(480)).status_code == 200


def test_a_file_is_always_saved_and_never_shown(client, bo, chart):
    """What came from outside is a download that runs nothing; only our own copies are shown."""
    answer = client(bo).get(chart.path)
    assert answer.headers["Content-Disposition"] == "attachment; filename=tavlen.jpg"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    shown = client(bo).get(chart.picture_path(480))
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert len(shown.data) < len(answer.data)
    for address in ("/filer/1/andet.jpg", "/filer/1/billede-481", "/filer/99/tavlen.jpg", "/filer/1/billede-0"):
        assert client(bo).get(address).status_code == 404, address


def test_who_keeps_a_copy_on_the_way(client, bo, chart):
    """What everybody sees may be kept by anybody who asks each time whether it still holds; the rest by nobody."""
    answer = client(bo).get(chart.path)
    assert answer.headers["Cache-Control"] == "no-store"
    db.session.get(Mandate, chart.subject_id).adopted_on = clock.today()
    db.session.commit()
    public = client().get(chart.path)
    assert public.headers["Cache-Control"] == "public, no-cache"
    assert client().get(chart.path, headers={"If-None-Match": public.headers["ETag"]}).status_code == 304


def test_a_picture_is_shown_in_words_too(client, bo, chart, draft):
    page = client(bo).get(draft.path).text
    assert 'alt="En tavle med gule sedler"' in page
    assert f'src="/filer/{chart.id}/billede-480"' in page


def test_a_removed_file_is_gone(client, bo, dorte, chart, draft):
    """It is asked first; then its page, its address and its content are gone, and a second press changes nothing."""
    browser, remove = client(bo), f"/filer/{chart.id}/fjern"
    browser.is_sure = False
    assert client(dorte).post(remove).status_code == 404
    asked = browser.post(remove)
    assert "Fjern filen »Tavlen«?" in asked.text
    assert browser.post(remove, data={"confirmed": "no"}).location == draft.path
    assert len(on_disk()) == 3
    (form,) = [one for one in forms_in(asked.text, remove) if one.action == remove]
    for _press in range(2):
        assert browser.post(remove, data=dict(form.fields) | {"confirmed": "yes"}).location == draft.path
    assert "Tavlen" not in browser.get(draft.path).text.replace("Filen er fjernet", "")
    assert {browser.get(address).status_code for address in (chart.path, chart.picture_path(480))} == {404}
    assert on_disk() == set()


def test_content_stays_as_long_as_one_record_needs_it(client, bo, harbour, draft):
    other = saved(Mandate(committee=harbour, number=3, purpose="Endnu et formål"))
    first, second = added(bo, draft), added(bo, other)
    for file, left in ((first, 1), (second, 0)):
        client(bo).post(f"/filer/{file.id}/fjern", data={"confirmed": "yes"})
        assert len(on_disk()) == left
    again = added(bo, other)
    assert client(bo).get(again.path).status_code == 200
    assert db.session.query(StoredFile).count() == 3


def test_the_form_of_a_meeting_says_who_opens_the_file_and_when(bo, client, harbour):
    held = workshop_in(harbour, days=-1)
    said = client(bo).get(f"/filer/moede/{held.id}/ny").text
    assert "De, der skriver noter, kan hente filen nu, og alle kan hente den, når udbyttet er offentliggjort." in said

    file = added(bo, held, samples.picture(), "tavle.jpg", **TOLD)
    assert client(bo).get(file.path).status_code == 200
    assert client().get(file.path).status_code == 404
    held.outcome_published_at = clock.now()
    saved(held)
    assert client().get(file.path).status_code == 200
