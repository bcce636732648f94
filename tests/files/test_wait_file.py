"""What was sent and never added is gone the next night, without anybody sending another file."""

import os
from io import BytesIO

import pytest

from portal.files.receiving import receive
from portal.files.storing import WAITS_FOR, folder
from portal.foundation import clock
from portal.privacy.actions.retaining import keep_promises
from tests.files import samples
from tests.files.scene import on_disk, send


@pytest.mark.parametrize(("age", "is_left"), [(WAITS_FOR - 60, True), (WAITS_FOR + 60, False)])
def test_the_night_sweeps_what_waited_for_a_day(age, is_left, bo):
    """Also what was left half made when the power went."""
    receive(BytesIO(samples.picture()), "a.jpg")
    half = folder() / "waiting" / "new-halv"
    half.mkdir(exist_ok=True)
    (half / "sent").write_bytes(b"%PDF-")
    then = clock.now().timestamp() - age
    for path in (half / "sent", *(folder() / "waiting").iterdir()):
        os.utime(path, (then, then))
    keep_promises()
    assert len(on_disk()) == (4 if is_left else 0)
    assert half.exists() is is_left
    (half / "sent").unlink(missing_ok=True)


def test_a_picture_is_called_a_picture(client, bo, harbour):
    """On the page, on its buttons and in what is said afterwards."""
    browser, path = client(bo), f"/filer/udvalg/{harbour.id}/ny"
    page = browser.get(path).text
    assert ("<h1>Tilføj et billede" in page, "Tilføj billedet" in page, "Tilføj en fil" in page) == (True, True, False)
    send(browser, path, samples.picture(), "a.jpg", title="Havnen", alternative="Havnen i regn")
    assert "Billedet er tilføjet." in browser.get(harbour.path).text
    (number,) = {part.split("/")[0] for part in browser.get(harbour.path).text.split("/filer/")[1:] if "/fjern" in part}
    browser.is_sure = False
    asked = browser.post(f"/filer/{number}/fjern").text
    assert "Fjern billedet »Havnen«?" in asked
    browser.post(f"/filer/{number}/fjern", data={"confirmed": "yes"})
    assert "Billedet er fjernet." in browser.get(harbour.path).text
