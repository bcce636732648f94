"""The portal behind a real web server on a free port, with a database, an index and a letter box of its own."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.app import create_app
from portal.events.delivery import deliver, handlers_of
from portal.foundation import clock
from portal.foundation.db import db
from portal.house.clockwork import go_round
from portal.reactions.posting import post_letters
from tests.mail_server import LetterBox, running


@dataclass
class Served:
    """A portal that answers at `address`; what it sends by mail lies in `letters`."""

    app: Flask
    address: str
    letters: LetterBox
    ahead: timedelta = timedelta(0)  # how far the portal's clock is ahead of the machine's

    def drain(self) -> None:
        """Do now what the worker does: carry every waiting message until none is left, and send what is due."""
        with self.app.app_context(), clock.frozen(clock.now() + self.ahead):
            go_round(at_most=10_000)
            while deliver(handlers_of.of(self.app), at_most=10_000):
                pass
            post_letters(at_most=10_000)

    def sleep(self) -> None:
        """Let it be noon on the next day, when everybody can be written to again."""
        tomorrow = datetime.combine(self.today() + timedelta(days=1), time(12))
        self.ahead = clock.moment_in_denmark(tomorrow) - clock.now()

    def today(self):
        """The date in Denmark by the portal's clock."""
        return clock.in_denmark(clock.now() + self.ahead).date()

    def __call__(self, environ, start_response):
        """Answer a request at the portal's own time."""
        with clock.frozen(clock.now() + self.ahead):
            return self.app(environ, start_response)


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
                "IDLE_MINUTES": 0,  # the stories leap from day to day
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
        portal = Served(app, "", letters)
        server = make_server("127.0.0.1", 0, portal, threaded=True, request_handler=_Quiet)
        server.daemon_threads = True
        app.config["BASE_URL"] = portal.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield portal
        finally:
            server.shutdown()
            thread.join(timeout=10)
            server.server_close()
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
