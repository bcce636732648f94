"""Files that are there already."""

from io import BytesIO
from pathlib import Path

from flask import current_app
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.files.actions import add_file
from portal.files.forms import FileDraft
from portal.files.receiving import receive
from tests.files import samples


def added(
    actor, record, content=None, name="kort.pdf", *, title="Kort over havnen", alternative="", only_pictures=False
):
    """A file that somebody has added to a record."""
    received = receive(BytesIO(samples.pdf() if content is None else content), name, only_pictures=only_pictures)
    return add_file(actor, record, FileDraft(received, title, alternative))


def send(browser, path, content, name, **typed):
    """A form with a file, as a browser sends it. Encoded here: the test client leaves the file of a large one open."""
    boundary, body = encode_multipart({**typed, "file": FileStorage(BytesIO(content), name)})
    return browser.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def on_disk():
    """Everything that lies in the folder of files, by its path there."""
    folder = Path(current_app.config["FILES_FOLDER"])
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != "lock"}
