"""Hands for what happens outside a request. The outbox is the promise; this says "look now" and keeps the hours."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Flask
from huey import SqliteHuey, crontab

from portal.foundation.handed import Handed

NIGHT = time(2, 17)  # UTC: three or four o'clock in Denmark
logger = logging.getLogger(__name__)
job_queue: Handed[SqliteHuey] = Handed("the queue of jobs")
wake_worker: Handed[Callable[[], None]] = Handed("how the worker is woken")
work: Handed[Callable[[], int]] = Handed("what the worker does each minute: a handful, and how much that was")
work_at_night: Handed[Callable[[], Any]] = Handed("what the worker does each night")


def init_jobs(app: Flask, drain: Callable[[], int], *, nightly: Callable[[], Any]) -> None:
    """Make the queue, the job that empties the outbox, the tick that catches what a crash left, and the night's job."""
    work.hand(app, drain)
    work_at_night.hand(app, nightly)
    if app.config.get("TESTING"):
        return
    queue = SqliteHuey("portal", filename=app.config["JOBS_DATABASE"], results=False)
    job_queue.hand(app, queue)

    def drain_within_the_app() -> None:
        """One handful; more of them is another job, so that a worker that is asked to stop can stop in between."""
        with app.app_context():
            if drain():
                _enqueue(job)

    job = queue.task(name="drain_outbox")(drain_within_the_app)
    queue.periodic_task(crontab(minute="*"), name="drain_outbox_each_minute")(drain_within_the_app)

    def nightly_within_the_app() -> None:
        with app.app_context():
            nightly()

    queue.periodic_task(crontab(hour=str(NIGHT.hour), minute=str(NIGHT.minute)), name="nightly")(nightly_within_the_app)
    wake_worker.hand(app, lambda: _enqueue(job))


def next_night(now: datetime) -> datetime:
    """When the night's job runs next."""
    tonight = datetime.combine(now.astimezone(UTC).date(), NIGHT, tzinfo=UTC)
    return tonight if tonight > now else tonight + timedelta(days=1)


def _enqueue(job: Callable[[], Any]) -> None:
    try:
        job()
    except Exception:  # the deed is saved and its messages wait; a full disk here must not tell the person otherwise
        logger.exception("the worker could not be woken")
