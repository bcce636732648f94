"""Files of the look, at addresses that change when the file does, so that browsers may keep them for ever.

All style sheets are one file over the wire, and all drawings another, because the first paint waits for the last one.
What is text is compressed once in each process, and not again for each reader.
"""

import gzip
import mimetypes
import re
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, request, send_from_directory
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from portal.foundation.style import only_used, words_of

A_YEAR = 31_536_000
SHEET = "css/portal.css"
DESIGN_SYSTEM = "vendor/dkfds/css/dkfds.min.css"
SHEETS = tuple(f"css/{name}.css" for name in ("ground", "components", "records", "forms", "scenes", "media"))
PICTURES = "img/pictures.svg"
DRAWINGS = ("img/scenes.svg", "vendor/dkfds/img/all-svg-icons.svg")
REFERENCE = re.compile(r"""url\(["']?\.\./([^"')]+)["']?\)""")
WITHIN_SVG = re.compile(r"<svg\b[^>]*>(.*?)</svg>", re.DOTALL)
TEXT = frozenset({".css", ".js", ".svg"})
ANSWERS_FOR = {"js/without_network.js": "/bord/"}  # a service worker, and the addresses for which it may


class Assets:
    """What lies under `static/`, read once; only texts are kept, which are a few hundred thousand bytes in all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.addresses: dict[str, str] = {}
        self.compressed: dict[str, bytes] = {}

    def address(self, path: str) -> str:
        """`/static/<hash>/css/portal.css`. The hash covers the file, and of the style sheet what it refers to."""
        if path not in self.addresses:
            content = self._content(path)
            print_of_it = sha256(content).hexdigest()[:10] if content is not None else "0"
            self.addresses[path] = f"/static/{print_of_it}/{path}"
        return self.addresses[path]

    def gzipped(self, path: str) -> bytes | None:
        """A text as it goes over the wire; None for what is no text or not there."""
        if path not in self.compressed and Path(path).suffix in TEXT:
            content = self._content(path)
            if content is not None:
                self.compressed[path] = gzip.compress(content, mtime=0)
        return self.compressed.get(path)

    def _content(self, path: str) -> bytes | None:
        if path == SHEET:
            return self._sheet
        if path == PICTURES:
            drawn = "".join(WITHIN_SVG.findall("".join(self._text(one) for one in DRAWINGS)))
            return f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'.encode()
        file = safe_join(str(self.folder), path)
        return Path(file).read_bytes() if file and Path(file).is_file() else None

    @cached_property
    def _sheet(self) -> bytes:
        """Half a second's work, once in each process."""
        words = words_of((self.folder / "js", self.folder.parent / "templates", self.folder.parent / "portal"))
        theirs = self._addressed(only_used(self._text(DESIGN_SYSTEM), words), "vendor/dkfds/")
        return "\n".join([theirs, *(self._addressed(self._text(sheet), "") for sheet in SHEETS)]).encode()

    def _addressed(self, sheet: str, folder: str) -> str:
        """A style sheet that names what it refers to as pages do, so that a font is fetched once."""
        return REFERENCE.sub(lambda reference: f'url("{self.address(folder + reference[1])}")', sheet)

    def _text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")


def init_assets(app: Flask, folder: Path) -> None:
    """Serve `static/` under hashed addresses and give `asset` to the templates."""
    assets = _assets_of(folder)
    app.jinja_env.globals["asset"] = assets.address

    @app.get("/static/<mark>/<path:path>", endpoint="static")
    def serve(mark: str, path: str) -> ResponseReturnValue:
        if len(mark) > 10:  # noqa: PLR2004
            abort(404)
        text = assets.gzipped(path)
        response = _as_text(path, text) if text else send_from_directory(folder, path, max_age=A_YEAR)
        if path in ANSWERS_FOR:
            response.headers["Service-Worker-Allowed"] = ANSWERS_FOR[path]
        response.cache_control.public = True
        response.cache_control.immutable = True
        return response


@cache
def _assets_of(folder: Path) -> Assets:
    return Assets(folder)


def _as_text(path: str, compressed: bytes) -> Response:
    content_type = mimetypes.types_map[Path(path).suffix]
    takes_gzip = bool(request.accept_encodings["gzip"])
    response = Response(compressed if takes_gzip else gzip.decompress(compressed), content_type=content_type)
    if takes_gzip:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.max_age = A_YEAR
    return response
