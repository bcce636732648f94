"""What an evening is played on: a workshop that has begun, with its tables, on SQLite, and the server of `make run`."""

import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from portal.accounts.models import RoleGrant, User, UserSession
from portal.accounts.queries import hash_of
from portal.app import create_app
from portal.committees.models import Committee, PublicationRule
from portal.foundation import clock
from portal.foundation.db import db
from portal.municipalities.models import Body, BodyKind, Municipality
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.workshops.links import path_of_table
from portal.workshops.models import Influence, Workshop, WorkshopRound, WorkshopTable
from tools.console import ROOT
from tools.serve import HOST, commands

SECRET = "an evening, and nobody else's"  # noqa: S105 - of a database that is gone a minute later
PATIENCE = 60
STARTED = "The worker is running."


@dataclass(frozen=True)
class Laid:
    """Where everything is: the tables' pages, one more table that takes no part, the room, and who may open it."""

    folder: Path
    port: int
    pages: tuple[str, ...]
    spare: str
    room: str
    cookie: str


def laid_in(folder: Path, tables: int) -> Laid:
    """A database with the scene in it."""
    settings = {"INSTANCE_PATH": str(folder), "SECRET_KEY": SECRET, "SQLALCHEMY_DATABASE_URI": _database(folder)}
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        workshop, token = _begun(tables + 1), secrets.token_urlsafe(16)
        whose = db.session.scalars(db.select(User)).one()
        expires = clock.now() + timedelta(days=1)
        db.session.add(UserSession(user=whose, token_hash=hash_of(token), expires_at=expires))
        db.session.commit()
        *pages, spare = map(path_of_table, workshop.tables)
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({'_user_id': token, '_fresh': True})}"
        laid = Laid(folder, _free_port(), tuple(pages), spare, f"{workshop.path}/rummet", cookie)
        db.session.remove()
        db.engine.dispose()
    return laid


def _begun(tables: int) -> Workshop:
    home = Municipality(
        name="Målby Kommune", short_name="Målby", slug="maalby", is_home=True, site_name="Sammen om Målby"
    )
    home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL)]
    secretary = User(name="Sonja", email="sonja@example.dk", confirmed_at=clock.now())
    db.session.add_all([home, secretary])
    db.session.flush()
    db.session.add(RoleGrant(user=secretary, role=Role.SECRETARY, starts_on=clock.today()))
    committee = Committee(
        municipality_id=home.id, name="Aftenens udvalg", slug="aften", summary="Vi mødes om aftenen.",
        stage=Stage.CO_DESIGN, stage_since=clock.today(), receiving_body_id=home.bodies[0].id,
        publication_rule=PublicationRule.DECISIONS, published_at=clock.now(),
    )  # fmt: skip
    db.session.add(committee)
    db.session.flush()
    workshop = Workshop(
        committee_id=committee.id, title="Aftenen", purpose="Vi skriver.", purpose_html="<p>Vi skriver.</p>",
        influence=Influence.DEVELOP, place="Kulturhuset", capacity=200, starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=3), seated_at=clock.now(),
    )  # fmt: skip
    workshop.tables = [WorkshopTable(number=number, seats=8, question="Hvad nu?") for number in range(1, tables + 1)]
    workshop.rounds = [WorkshopRound(number=1, minutes=30, begun_at=clock.now())]
    db.session.add(workshop)
    db.session.flush()
    return workshop


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'portal.db'}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(laid: Laid) -> Iterator[None]:
    """Web server and worker, as `make run` starts them, until the block ends."""
    settings = {
        "PYTHONUNBUFFERED": "1",
        "PORTAL_SECRET_KEY": SECRET,
        "PORTAL_DATABASE_URL": _database(laid.folder),
        "PORTAL_BASE_URL": f"http://{HOST}:{laid.port}",
        "PORTAL_JOBS_DATABASE": str(laid.folder / "jobs.db"),
        "PORTAL_SEARCH_FOLDER": str(laid.folder / "search"),
        "PORTAL_FILES_FOLDER": str(laid.folder / "files"),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    told = (laid.folder / "log").open("w")
    running = [
        subprocess.Popen(command, cwd=ROOT, env=others | settings, stdout=told, stderr=told)
        for command in commands(laid.port).values()
    ]
    try:
        _wait_for(laid)
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=PATIENCE)
        told.close()


def _wait_for(laid: Laid) -> None:
    """Both have read all their code: that would be measured otherwise."""
    until, log = time.monotonic() + PATIENCE, laid.folder / "log"
    while time.monotonic() < until:
        if _answers(laid.port) and STARTED in log.read_text():
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-2000:]}")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False
