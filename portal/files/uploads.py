"""What a browser sends with a file: a file that is too large is not kept, and the rest of its form is."""

import re
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO, TypeVar, cast

from flask import Flask, Request, current_app, request
from werkzeug.datastructures import FileStorage

from portal.files.words import LARGEST, MEGABYTE

MOST_READ = 100 * MEGABYTE  # of a request with a file; above that nothing is read, and a page says so
IN_MEMORY = 512 * 1024
PATH_ON_WINDOWS = re.compile(r'filename="([^"]*\\[^"]+)"')
_TAKES = "takes_file"
View = TypeVar("View", bound=Callable[..., object])


class _NoLonger(SpooledTemporaryFile[bytes]):
    """Keeps one byte more than a file may have: enough to know, and no reason to keep the rest."""

    def write(self, data: bytes) -> int:  # type: ignore[override]  # as a file is written to
        super().write(data[: max(0, LARGEST + 1 - self.tell())])
        return len(data)


class PortalRequest(Request):
    """As any request; where a file is taken it may be as large as one."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        stream = _NoLonger(max_size=IN_MEMORY)
        self.call_on_end(stream.close)
        return cast(IO[bytes], stream)

    def call_on_end(self, deed: Callable[[], None]) -> None:
        """Also where the form was broken off, and no file of it is known."""
        self.__dict__.setdefault("at_end", []).append(deed)

    def close(self) -> None:
        super().close()
        for deed in self.__dict__.pop("at_end", ()):
            deed()


def takes_file(view: View) -> View:
    """Mark a view that is sent a file; write it nearest to the view."""
    setattr(view, _TAKES, True)
    return view


def sent_name(sent: FileStorage) -> str:
    """As the browser sent it: of a path on Windows, Werkzeug leaves nothing but the end."""
    path = PATH_ON_WINDOWS.search(sent.headers.get("Content-Disposition", ""))
    return path[1] if path else sent.filename or ""


def init_uploads(app: Flask) -> None:
    """Let a page that takes a file read as much, before anything else looks into the form."""
    app.request_class = PortalRequest

    @app.url_value_preprocessor
    def make_room(endpoint: str | None, _values: object) -> None:
        if request.method == "POST" and hasattr(current_app.view_functions.get(endpoint or ""), _TAKES):
            request.max_content_length = MOST_READ
