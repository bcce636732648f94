"""`flask --app wsgi worker`: deliver what waits in the outbox, now and whenever something happens."""

import signal
from typing import Any

import click
from flask.cli import with_appcontext
from huey.consumer import Consumer

from portal.foundation.jobs import job_queue, wake_worker
from portal.search.index import search_index

LONGEST_STOP = 30  # seconds that a delivery in hand may take after being asked to stop


class WillingConsumer(Consumer):  # type: ignore[misc]  # huey brings no types
    """A consumer that finishes what it has in hand, whichever way it is asked to stop."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._signal_actions = dict.fromkeys((signal.SIGINT, signal.SIGTERM), (False, True))


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Deliver letters, notices and the search index as things happen. Stop it with Ctrl-C or SIGTERM."""
    search_index().build_if_missing()  # after an upgrade the index may be of another version
    queue = job_queue()
    consumer = WillingConsumer(queue, workers=1, max_delay=1.0, shutdown_timeout=LONGEST_STOP)
    wake_worker()()  # what waited while nobody was here
    click.echo("The worker is running.", err=True)
    consumer.run()
    click.echo("The worker has stopped.", err=True)
