"""What is no good file is refused with a plain sentence, and nothing is stored: no row, and nothing on the disk."""

import pytest

from portal.committees.models import Mandate
from portal.events.models import Event
from portal.files.models import StoredFile
from portal.foundation.db import db
from tests.factories import saved
from tests.files import samples
from tests.files.samples import MB
from tests.files.scene import added, on_disk, send

NOT_TAKEN = "Den slags filer kan ikke tilføjes."
LIES = "men indholdet er noget andet. Gem den i det rigtige format"
DAMAGED = "Filen kan ikke åbnes og er nok beskadiget."
BOMB = "bliver alt for stor, når den åbnes."
LOCKED = "Filen er låst med en adgangskode."
MACROS = "Der er makroer i dokumentet."
PATH = "Filens navn må ikke indeholde /, \\ eller usynlige tegn."
TITLE = "Kort over stierne ved havnen"

HOSTILE = {
    "svg": ("tegning.svg", lambda: samples.SVG, NOT_TAKEN),
    "svg as a picture": ("tegning.png", lambda: samples.SVG, NOT_TAKEN),
    "html": ("side.html", lambda: samples.HTML, NOT_TAKEN),
    "html as a picture": ("side.jpg", lambda: samples.HTML, NOT_TAKEN),
    "html as a pdf": ("side.pdf", lambda: samples.HTML, NOT_TAKEN),
    "a program": ("spil.exe", lambda: b"MZ" + bytes(500), NOT_TAKEN),
    "a pdf by another name": ("spil.exe", samples.pdf, NOT_TAKEN),
    "a pdf that says it is a picture": ("kort.png", samples.pdf, LIES),
    "a picture that says it is a pdf": ("kort.pdf", lambda: samples.picture("PNG"), LIES),
    "a jpeg that says it is a png": ("kort.png", samples.picture, LIES),
    "an odt that says it is word": ("plan.docx", samples.odt, LIES),
    "empty": ("tom.pdf", lambda: b"", "Filen er tom."),
    "too large": ("stor.pdf", lambda: samples.pdf() + bytes(21 * MB), "Filen fylder mere end 20 MB."),
    "far too large": ("stor.pdf", lambda: samples.pdf() + bytes(60 * MB), "Filen fylder mere end 20 MB."),
    "a path": ("../../etc/kort.pdf", samples.pdf, PATH),
    "a path from the root": ("/etc/kort.pdf", samples.pdf, PATH),
    "a path on windows": (r"C:\billeder\kort.pdf", samples.pdf, PATH),
    "a name written from the right": ("kort\u202efdp.pdf", samples.pdf, PATH),
    "an ending with a sign that nobody sees": ("kort.e\u200bxe", samples.pdf, PATH),
    "a strip": ("foto.png", lambda: samples.picture("PNG", (100, 501)), "mere end fem gange så langt"),
    "dots alone": ("..", samples.pdf, PATH),
    "half a pdf": ("kort.pdf", lambda: samples.pdf()[:40], DAMAGED),
    "only the beginning of a pdf": ("kort.pdf", lambda: b"%PDF-1.7\n" + bytes(3000), DAMAGED),
    "a locked pdf": ("kort.pdf", lambda: samples.pdf(password="hemmelig"), LOCKED),
    "half a picture": ("foto.jpg", lambda: samples.photograph()[:900], DAMAGED),
    "a picture cut short": ("foto.png", lambda: samples.picture("PNG", (400, 400))[:-60], DAMAGED),
    "a bomb of pixels": ("foto.png", samples.bomb_of_pixels, "for mange pixels"),
    "a bomb of a package": ("plan.docx", samples.bomb_of_a_package, BOMB),
    "a bomb of words": ("plan.docx", samples.bomb_of_words, DAMAGED),
    "a bomb of parts": (
        "plan.docx", lambda: samples.word(**{f"word/{n}.bin": b"x" for n in range(5000)}), BOMB,
    ),
    "a package that is none of ours": ("plan.docx", lambda: samples.package({"a.txt": "hej"}), NOT_TAKEN),
    "a sheet that says it is word": (
        "plan.docx", lambda: samples.word(main="application/vnd.openxmlformats-officedocument.x.sheet+xml"), NOT_TAKEN,
    ),
    "a part that climbs": ("plan.docx", lambda: samples.word(**{"../../x.xml": "x"}), DAMAGED),
    "macros": ("plan.docx", lambda: samples.word(**{"word/vbaProject.bin": b"x"}), MACROS),
    "macros by kind": ("plan.docx", lambda: samples.word(main=samples.MACRO_MAIN), MACROS),
    "macros of an odt": ("plan.odt", lambda: samples.odt(**{"Basic/Standard/Module1.xml": "x"}), MACROS),
    "an odt of another kind": (
        "plan.odt", lambda: samples.odt(mimetype="application/vnd.oasis.opendocument.textx"), NOT_TAKEN,
    ),
    "an old document": ("plan.doc", lambda: samples.OLD_WORD, "gammelt eller låst Word-dokument"),
    "a locked document": ("plan.docx", lambda: samples.OLD_WORD, "gammelt eller låst Word-dokument"),
    "text": ("noter.txt", lambda: b"hej", NOT_TAKEN),
}  # fmt: skip


@pytest.fixture
def draft(harbour):
    """A version of the task that is being written."""
    return saved(Mandate(committee=harbour, number=2, purpose="Nyt formål"))


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_and_nothing_is_stored(name, client, bo, draft):
    called, content, sentence = HOSTILE[name]
    before = on_disk(), db.session.query(StoredFile).count(), db.session.query(Event).count()
    path = f"/filer/kommissorium/{draft.id}/ny"
    answer = send(client(bo), path, content(), called, title=TITLE, alternative="Et kort")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{TITLE}"' in answer.text, "what was typed comes back"
    assert (on_disk(), db.session.query(StoredFile).count(), db.session.query(Event).count()) == before


def test_only_a_picture_can_be_the_picture_of_a_committee(client, bo, harbour):
    path = f"/filer/udvalg/{harbour.id}/ny"
    answer = send(client(bo), path, samples.pdf(), "kort.pdf", title=TITLE, alternative="Havnen")
    assert (answer.status_code, "Her kan du kun tilføje et billede" in answer.text) == (422, True)
    assert on_disk() == set()


def test_what_is_larger_than_a_request_may_be_is_told_so(client, bo, draft, monkeypatch):
    """Above that nothing is read at all; the page says how much may be sent."""
    monkeypatch.setattr("portal.files.uploads.MOST_READ", 3 * MB)
    answer = send(client(bo), f"/filer/kommissorium/{draft.id}/ny", bytes(4 * MB), "kort.pdf", title=TITLE)
    assert (answer.status_code, "en fil på højst 20" in answer.text) == (413, True)
    elsewhere = send(client(bo), "/udvalg/havnen/ret", bytes(4 * MB), "kort.pdf")
    assert elsewhere.status_code == 413


def test_no_more_than_a_record_can_carry(client, bo, draft):
    """The page offers no more, and the deed refuses it."""
    for number in range(30):
        added(bo, draft, samples.pdf(f"Side {number}"), title=f"Side {number}")
    assert "Tilføj en fil" not in client(bo).get(draft.path).text
    answer = send(client(bo), f"/filer/kommissorium/{draft.id}/ny", samples.pdf("En"), "kort.pdf", title=TITLE)
    assert (answer.status_code, "Her er allerede 30 filer" in answer.text) == (422, True)
    assert db.session.query(StoredFile).count() == 30
