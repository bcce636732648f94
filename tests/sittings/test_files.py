"""Annexes to the items of an agenda, and papers on the minutes: seen by those who read these, and by nobody else."""

import pytest
from sqlalchemy import select

from portal.files.models import StoredFile
from portal.foundation.db import db
from portal.sittings.actions.agenda import remove_item, send_agenda
from portal.sittings.actions.publishing import publish_decisions
from tests.files import samples
from tests.files.scene import hung_on, send
from tests.sittings.scene import approved_in, minutes_sent_in, on_agenda, sent_in, sitting_in

TITLE = "Tilbud fra to firmaer"


def only_file():
    return db.session.scalars(select(StoredFile)).one()


def test_an_annex_is_added_to_an_item_and_read_once_the_agenda_is_sent(bo, carl, client, harbour):
    sitting = sitting_in(harbour)
    item = on_agenda(sitting)
    page = f"{sitting.path}/dagsorden"
    assert f"/filer/punkt/{item.id}/ny" in client(bo).get(page).text
    assert send(client(bo), f"/filer/punkt/{item.id}/ny", samples.pdf(), "tilbud.pdf", title=TITLE).status_code == 302
    file = only_file()
    assert TITLE in client(bo).get(page).text and client(carl).get(file.path).status_code == 404
    send_agenda(bo, sitting, seen="")
    assert TITLE in client(carl).get(sitting.path).text and client(carl).get(file.path).status_code == 200


@pytest.mark.parametrize("who", [None, "anna", "finn", "rita"])
def test_nobody_else_ever_opens_it(request, client, bo, harbour, who):
    sitting = approved_in(harbour, bo)
    files = [hung_on(sitting.items[0], bo, TITLE), hung_on(sitting, bo, TITLE)]
    publish_decisions(bo, sitting)
    browser = client(who and request.getfixturevalue(who))
    assert TITLE not in browser.get(sitting.path).text
    for file in files:
        assert browser.get(file.path).status_code == 404
        assert browser.get(file.picture_path(480)).status_code == 404


def test_a_paper_on_the_minutes_is_read_with_them(bo, carl, client, eva, harbour):
    sitting = sent_in(harbour, days=-1)
    path = f"/filer/referat/{sitting.id}/ny"
    assert send(client(bo), path, samples.pdf(), "svar.pdf", title=TITLE).status_code == 302
    assert client(carl).get(only_file().path).status_code == 404
    sent = minutes_sent_in(harbour, title="Et andet møde")
    other = hung_on(sent, bo, TITLE)
    assert client(carl).get(other.path).status_code == 200 and client(eva).get(other.path).status_code == 404
    assert TITLE in client(carl).get(f"{sent.path}/referat").text


def test_with_an_item_go_its_files(bo, client, harbour):
    sitting = sitting_in(harbour)
    file = hung_on(on_agenda(sitting), bo, TITLE)
    remove_item(bo, sitting.items[0])
    db.session.expire_all()
    assert file.removed_at is not None and client(bo).get(file.path).status_code == 404


@pytest.mark.parametrize("who", ["anna", "carl", "eva"])
def test_only_the_secretary_adds(request, client, harbour, who):
    sitting = sent_in(harbour)
    answer = send(
        client(request.getfixturevalue(who)),
        f"/filer/punkt/{sitting.items[0].id}/ny",
        samples.pdf(),
        "t.pdf",
        title=TITLE,
    )
    assert answer.status_code in {403, 404} and not db.session.scalars(select(StoredFile)).all()
