"""`make bench`: each public page's requests a second as a ratio to a bare Flask page of the same size after one query.

The same server (gunicorn, one gthread worker), the same machine, the same run. Two columns for the portal: pages made
anew each time, and as served to readers without a cookie, where a page is kept until something happens.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.load import measure
from bench.scene import COMMITTEES, IDEAS, fill
from portal.app import create_app
from portal.foundation.db import db
from portal.search.index import search_index

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "front page": "/",
    "committees": "/udvalg/",
    "committee": "/udvalg/udvalg-1/",
    "mandate": "/udvalg/udvalg-1/kommissorium",
    "members": "/udvalg/udvalg-1/medlemmer",
    "ideas": "/udvalg/udvalg-1/ideer/",
    "idea": "/ideer/51",
    "meetings": "/udvalg/udvalg-1/moeder/",
    "workshop": "/moeder/1",
    "proposals": "/udvalg/udvalg-1/forslag/",
    "proposal": "/forslag/1",
    "recommendations": "/udvalg/udvalg-1/anbefalinger/",
    "recommendation": "/anbefalinger/1",
    "follow-up": "/udvalg/udvalg-1/opfoelgning",
    "decisions": "/beslutninger/",
    "decision": "/beslutninger/{year}/1",
    "archive": "/arkiv/",
    "search": "/soeg?q=skole",
}
AIM = 0.4


@contextmanager
def served(application: str, port: int, environment: dict[str, str]) -> Iterator[None]:
    """gunicorn with one worker, until the block ends."""
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "4", "-w", "1", "--log-level", "error",
               "-b", f"127.0.0.1:{port}", application]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        _wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def main() -> None:
    """Fill, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each page is asked for")
    parser.add_argument("--database", default="", help="a database address; an SQLite file is made by default")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = chosen.database or f"sqlite:///{folder}/bench.db"
        environment = {
            "PORTAL_DATABASE_URL": database,
            "PORTAL_SECRET_KEY": "bench",
            "PORTAL_SEARCH_FOLDER": f"{folder}/search",
        }
        year = _prepare(environment)
        _measure_all(environment, chosen.seconds, year)


def _prepare(environment: dict[str, str]) -> int:
    os.environ |= environment
    app = create_app()
    with app.app_context():
        db.drop_all()
        db.create_all()
        fill()
        search_index.of(app).rebuild()
        return int(db.session.execute(db.text("select max(year) from decision_record")).scalar_one())


def _measure_all(environment: dict[str, str], seconds: float, year: int) -> None:
    print(f"{IDEAS} ideas in {COMMITTEES} committees; {seconds:g} s a page; aim: a ratio of at least {AIM}\n")
    print(f"{'page':<16}{'bytes':>8}{'bare/s':>9}{'anew/s':>9}{'ratio':>7}{'kept/s':>9}{'ratio':>7}")
    fresh, low = environment | {"PORTAL_PAGE_CACHE": "0"}, []
    with (
        served("bench.bare:app", 8971, environment),
        served("wsgi:app", 8972, fresh),
        served("wsgi:app", 8973, environment),
    ):
        for name, pattern in PAGES.items():
            path = pattern.format(year=year)
            measure(8972, path, 0.3)  # warm
            anew, kept = measure(8972, path, seconds), measure(8973, path, seconds)
            measure(8971, f"/{anew.size}", 0.2)
            bare = measure(8971, f"/{anew.size}", seconds)
            ratio, ratio_kept = anew.per_second / bare.per_second, kept.per_second / bare.per_second
            low += [name] if ratio_kept < AIM else []
            print(f"{name:<16}{anew.size:>8}{bare.per_second:>9.0f}{anew.per_second:>9.0f}{ratio:>7.2f}"
                  f"{kept.per_second:>9.0f}{ratio_kept:>7.2f}")  # fmt: skip
    print(f"\nBelow the aim as served: {', '.join(low) or 'none'}")


if __name__ == "__main__":
    main()
