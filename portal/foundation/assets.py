"""Files of the look, at addresses that change when the file does, so that browsers may keep them for ever."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, send_from_directory
from flask.typing import ResponseReturnValue

A_YEAR = 31_536_000


class Assets:
    """Addresses of everything under `static/`, worked out once at start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.addresses: dict[str, str] = {}

    def address(self, path: str) -> str:
        """`/static/<hash>/css/portal.css`. The hash covers the file; what a style sheet refers to stays relative."""
        if path not in self.addresses:
            file = self.folder / path
            print_of_it = sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "0"
            self.addresses[path] = f"/static/{print_of_it}/{path}"
        return self.addresses[path]


def init_assets(app: Flask, folder: Path) -> None:
    """Serve `static/` under hashed addresses and give `asset` to the templates."""
    assets = Assets(folder)
    app.jinja_env.globals["asset"] = assets.address

    @app.get("/static/<mark>/<path:path>", endpoint="static")
    def serve(mark: str, path: str) -> ResponseReturnValue:
        if len(mark) > 10:  # noqa: PLR2004
            abort(404)
        response: Response = send_from_directory(folder, path, max_age=A_YEAR)
        response.cache_control.public = True
        response.cache_control.immutable = True
        return response
