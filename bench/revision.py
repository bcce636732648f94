"""A revision of the portal: filled with the scene of the measurements, and served by gunicorn, from its own folder.

What is done within a revision is done by a small program in its folder, so that an older one runs its own code.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LENT = ("static/vendor",)  # what is fetched, and no part of a commit
FILL = """
import json, os, secrets, sys
from datetime import timedelta
from sqlalchemy import event, insert, select
from bench import scene
from portal.accounts.models import RoleGrant, User, UserSession
from portal.accounts.queries import hash_of
from portal.app import create_app
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea
from portal.rules.permissions import Role

scene.IDEAS, paths = int(sys.argv[1]), sys.argv[2:]
app = create_app()
cookies, statements = {}, {}
with app.app_context():
    db.drop_all()
    db.create_all()
    scene.fill()
    ideas = db.session.execute(select(Idea.id, Idea.committee_id)).all()
    db.session.execute(insert(Event), [
        {"type": EventType.IDEA_PUBLISHED, "subject_kind": "idea", "subject_id": id, "committee_id": of, "details": {}}
        for id, of in ideas])
    for who in ("citizen", "secretary"):
        user = User(name=who.title(), email=f"{who}@example.dk", confirmed_at=clock.now())
        token = secrets.token_urlsafe(16)
        db.session.add(UserSession(user=user, token_hash=hash_of(token), expires_at=clock.now() + timedelta(days=1)))
        if who == "secretary":
            db.session.add(RoleGrant(user=user, role=Role.SECRETARY, starts_on=clock.today()))
        cookies[who] = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token, "_fresh": True})
    db.session.commit()
    index = app.extensions.get("search")
    if index is None:
        from portal.search.index import search_index
        index = search_index.of(app)
    index.rebuild()
    db.session.execute(db.text("analyze"))
    db.session.commit()
    year = db.session.execute(db.text("select max(year) from decision_record")).scalar_one()
    said = []
    event.listen(db.engine, "before_cursor_execute", lambda *_: said.append(1))
    app.config["PAGE_CACHE"] = False
    db.session.remove()
name = app.config["SESSION_COOKIE_NAME"]
for path in paths:
    browser = app.test_client()
    if path == "/skrivebord":
        browser.set_cookie(name, cookies["secretary"])
    answers = [browser.get(path.format(year=year), headers={"Cache-Control": "no-cache"}) for _ in range(2)]
    assert answers[1].status_code == 200, (path, answers[1].status_code)
    said.clear()
    browser.get(path.format(year=year))
    statements[path] = len(said)
print(json.dumps({"year": year, "statements": statements,
                  "cookies": {who: f"{name}={cookie}" for who, cookie in cookies.items()}}))
"""


@dataclass(frozen=True)
class Scene:
    """What a revision was filled with: where it lies, and who can sign in there."""

    tree: Path
    environment: Mapping[str, str]
    year: int
    statements: Mapping[str, int]
    cookies: Mapping[str, str]


def filled(tree: Path, folder: Path, ideas: int, paths: list[str], database: str = "") -> Scene:
    """Fill a database and an index in `folder` by the code of `tree`. `database` is an address in place of SQLite's."""
    folder.mkdir()
    environment = {
        "PORTAL_DATABASE_URL": database or f"sqlite:///{folder}/bench.db",
        "PORTAL_SECRET_KEY": "bench",
        "PORTAL_SEARCH_FOLDER": f"{folder}/search",
    }
    command = [sys.executable, "-c", FILL, str(ideas), *paths]
    anew = os.environ | environment | {"PORTAL_PAGE_CACHE": "0"}
    done = subprocess.run(command, cwd=tree, env=anew, check=True, stdout=subprocess.PIPE, text=True)
    return Scene(tree, environment, **json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def checked_out(revision: str, folder: Path) -> Iterator[Path]:
    """The files of a commit in a folder, with what they need that is no part of it; the packages are those of today."""
    tree = folder / "before"
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, revision], cwd=HERE, check=True)
    try:
        for lent in LENT:
            shutil.copytree(HERE / lent, tree / lent, dirs_exist_ok=True)
        subprocess.run([sys.executable, "-m", "tools.catalogue", "--compile-only"], cwd=tree, check=True)
        yield tree
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=HERE, check=True)


@dataclass(frozen=True)
class Server:
    """gunicorn with one worker of four threads."""

    port: int
    worker: int | None  # its number, where it can be asked for

    def cpu_seconds(self) -> float:
        """Processor time so far; 0 where the system does not tell (it is read from /proc)."""
        try:
            fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(tree: Path, application: str, port: int, environment: Mapping[str, str]) -> Iterator[Server]:
    """The application until the block ends."""
    how = ["-k", "gthread", "--threads", "4", "-w", "1", "--keep-alive", "30", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", *how, "-b", f"127.0.0.1:{port}", application]
    server = subprocess.Popen(command, cwd=tree, env=os.environ | dict(environment))
    try:
        _wait_for(port)
        yield Server(port, _child_of(server.pid))
    finally:
        server.terminate()
        server.wait(timeout=20)


def _child_of(process: int) -> int | None:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return None
    return int(children[0]) if children else None


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
