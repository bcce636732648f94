"""Files that are there already."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

from flask import current_app
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.files.actions import add_file
from portal.files.forms import FileDraft
from portal.files.models import FileKind, StoredFile
from portal.files.reading.pictures import WIDTHS
from portal.files.receiving import receive
from portal.files.storing import place_of
from tests.factories import saved
from tests.files import samples


def added(
    actor, record, content=None, name="kort.pdf", *, title="Kort over havnen", alternative="", only_pictures=False
):
    """A file that somebody has added to a record."""
    received = receive(BytesIO(samples.pdf() if content is None else content), name, only_pictures=only_pictures)
    return add_file(actor, record, FileDraft(received, title, alternative))


def hung_on(record, uploader, title):
    """A picture that hangs there, put in place without being looked at; for scenes with one of everything."""
    content = small_picture_in_place()
    return saved(
        StoredFile(
            subject_kind=record.__tablename__, subject_id=record.id, committee_id=record.committee_id, title=title,
            name="billede.jpg", kind=FileKind.JPEG, size=len(content), content_hash=sha256(content).hexdigest(),
            alternative=f"Et billede af {title}", width=40, height=30, text="", uploader=uploader,
        )
    )  # fmt: skip


def small_picture_in_place():
    """What lies in the folder for all that `hung_on` hangs, whatever a test before may have thrown away."""
    content = samples.picture(size=(40, 30))
    named = sha256(content).hexdigest()
    place_of(named).parent.mkdir(parents=True, exist_ok=True)
    for width in (None, *WIDTHS):
        place_of(named, width).write_bytes(content)
    return content


def send(browser, path, content, name, **typed):
    """A form with a file, as a browser sends it. Encoded here: the test client leaves the file of a large one open."""
    boundary, body = encode_multipart({**typed, "file": FileStorage(BytesIO(content), name)})
    return browser.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def on_disk():
    """Everything that lies in the folder of files, by its path there."""
    folder = Path(current_app.config["FILES_FOLDER"])
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != "lock"}
