"""A worker that is killed while it sends: nobody gets a letter twice, and what was certainly not sent goes out."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.events.delivery import deliver, handlers_of
from portal.events.models import OutboxMessage
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.notifications.models import LetterSent, Notification
from portal.notifications.queries import IN_DOUBT_AFTER, letters_in_doubt
from portal.workshops.actions.planning import cancel_workshop
from tests.cast import person
from tests.factories import saved
from tests.reactions.scene import happened
from tests.workshops.scene import comes, workshop_in
from tools.console import ROOT

PEOPLE = 40
LONGEST = 90  # seconds


class Worker:
    """`flask --app wsgi worker` as a process of its own, on the same database, writing to the same mail server."""

    def __init__(self, app, box, folder):
        url = db.engine.url.render_as_string(hide_password=False)
        self.environment = os.environ | {
            "PORTAL_DATABASE_URL": url,
            "PORTAL_SECRET_KEY": app.config["SECRET_KEY"],
            "PORTAL_MAIL_SERVER": "127.0.0.1",
            "PORTAL_MAIL_PORT": str(box.port),
            "PORTAL_JOBS_DATABASE": str(folder / "jobs.db"),
            "PORTAL_SEARCH_FOLDER": str(folder / "search"),
        }
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)

    def kill(self):
        """As a machine that loses its power, and not as one that is asked."""
        self.process.send_signal(signal.SIGKILL)

    def until(self, is_so):
        """Wait until the worker has died, or what we wait for has come true."""
        end = time.monotonic() + LONGEST
        while self.process.poll() is None and not is_so():
            assert time.monotonic() < end, "the worker does not come to an end"
            time.sleep(0.1)


@pytest.fixture
def worker(app, letter_box, tmp_path):
    one = Worker(app, letter_box, tmp_path)
    yield one
    if one.process is not None and one.process.poll() is None:
        one.kill()
        one.process.wait()


@pytest.fixture
def killing(letter_box, worker):
    """The mail server pulls the plug: when it has taken the tenth letter, and before the twentieth is written."""
    take, greet = letter_box.handle_DATA, letter_box.handle_RCPT
    killed = []

    async def handle_DATA(server, session, envelope):
        answer = await take(server, session, envelope)
        if len(letter_box.letters) == 10 and not killed:
            killed.append(envelope.rcpt_tos[0])
            worker.kill()
        return answer

    async def handle_RCPT(server, session, envelope, address, options):
        if len(letter_box.letters) == 19 and len(killed) == 1:
            killed.append(address)
            worker.kill()
        return await greet(server, session, envelope, address, options)

    letter_box.handle_DATA, letter_box.handle_RCPT = handle_DATA, handle_RCPT
    return killed


def is_left(query):
    db.session.rollback()  # see what the other process has done
    return db.session.scalar(query)


def test_nobody_gets_a_letter_twice(app, harbour, bo, worker, killing, letter_box):
    workshop = workshop_in(harbour, days=1, capacity=60)
    people = [person(f"Gæst {number}", email=f"gaest{number}@example.dk") for number in range(PEOPLE)]
    for one in people:
        comes(one, workshop)
    cancel_workshop(bo, workshop, "Salen er oversvømmet.")
    deliver(handlers_of.of(app), at_most=1_000)  # everybody is told, and their letters wait
    waiting = select(func.count()).select_from(Notification).where(Notification.waiting)
    assert is_left(waiting) == PEOPLE

    for _ in range(3):
        worker.start()
        worker.until(lambda: not is_left(waiting))

    assert len(killing) == 2 and not is_left(waiting)
    got = [letter["To"] for letter in letter_box.letters]
    assert len(got) == len(set(got)), "nobody twice"
    missed = {one.email for one in people} - set(got)
    assert missed == {killing[1]}, "only the one that was begun when the machine died, and nobody knows"
    ids = [letter["Message-ID"] for letter in letter_box.letters]
    assert len(set(ids)) == len(ids)
    begun = db.session.scalars(select(LetterSent).where(LetterSent.sent_at.is_(None))).all()
    assert {letter.recipient_id for letter in begun} == {one.id for one in people if one.email in killing}
    today = clock.today()
    with clock.frozen(clock.now() + 2 * IN_DOUBT_AFTER):
        assert letters_in_doubt(today - timedelta(days=1)) == 2, "an administrator can see them"


def test_nor_what_was_asked_for(anna, worker, killing, letter_box):
    people = [person(f"Gæst {number}", email=f"gaest{number}@example.dk") for number in range(14)]
    for one in people:
        happened(EventType.PASSWORD_FORGOTTEN, one, None)
    waiting = select(func.count()).select_from(OutboxMessage).where(
        OutboxMessage.done_at.is_(None), OutboxMessage.due_at <= clock.now()
    )  # fmt: skip
    worker.start()
    worker.until(lambda: not is_left(waiting))
    assert len(killing) == 1
    for message in db.session.scalars(select(OutboxMessage).where(OutboxMessage.done_at.is_(None))):
        message.due_at = clock.now()  # five minutes later
        saved(message)
    waiting = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.done_at.is_(None))
    worker.start()
    worker.until(lambda: not is_left(waiting))
    assert sorted(letter["To"] for letter in letter_box.letters) == sorted(one.email for one in people)
