"""The portal behind a real web server on a free port, with a database, an index and a letter box of its own."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.app import create_app
from portal.events.delivery import deliver
from portal.foundation.db import db
from tests.mail_server import LetterBox, running


@dataclass
class Served:
    """A portal that answers at `address`; what it sends by mail lies in `letters`."""

    app: Flask
    address: str
    letters: LetterBox

    def drain(self) -> None:
        """Do now what the worker does: carry every waiting message, until none is left."""
        with self.app.app_context():
            while deliver(self.app.extensions["subscribers"], at_most=10_000):
                pass


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for a page and all it fetches

    def log_request(self, *_args):
        pass


@contextmanager
def served(folder: Path, **settings):
    """Serve a portal whose things lie in `folder`, made empty unless a database is there already."""
    with running() as letters:
        app = create_app(
            {
                "INSTANCE_PATH": str(folder),
                "TESTING": True,
                "SECRET_KEY": "only for tests",
                "RATELIMIT_ENABLED": False,
                "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'portal.db'}",
                "SEARCH_FOLDER": str(folder / "search"),
                "MAIL_SERVER": "127.0.0.1",
                "MAIL_PORT": letters.port,
                "IS_DEMO": False,
            }
            | settings
        )
        with app.app_context():
            db.create_all()
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
        server.daemon_threads = True
        app.config["BASE_URL"] = address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Served(app, address, letters)
        finally:
            server.shutdown()
            thread.join(timeout=10)
            server.server_close()
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
