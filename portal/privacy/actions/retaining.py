"""The nightly job: what has had its time is deleted or emptied, as the privacy table promises."""

import logging
from datetime import datetime

from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.privacy.holdings import Holding
from portal.privacy.models import RetentionRun
from portal.privacy.queries import DUE_HOLDINGS, due_ids

logger = logging.getLogger(__name__)
MOST_BATCHES = 100  # of one holding in one night; the rest comes the next


def keep_promises(now: datetime | None = None) -> RetentionRun:
    """Do what `count_due` shows, kind by kind, in batches saved one by one. One kind that fails stops no other.

    Safe to repeat: what is done is no longer due. Leaves numbers only, in the run and in the trail.
    """
    moment = now or clock.now()
    with transaction():
        run = RetentionRun(counts={}, failures={})
        db.session.add(run)
    for holding in DUE_HOLDINGS:
        try:
            _do_all(run.id, holding, moment)
        except Exception as error:
            logger.exception("what is due of %s was not done", holding.kind)
            with transaction():
                run = db.session.get_one(RetentionRun, run.id)
                run.failures = {**run.failures, holding.kind.value: type(error).__name__}
    with transaction():
        run.finished_at = clock.now()
        record(EventType.RETENTION_DONE, run, actor=None, counts=run.counts, failures=sorted(run.failures))
    return run


def _do_all(run_id: int, holding: Holding, moment: datetime) -> None:
    for _batch in range(MOST_BATCHES):
        if not _do_batch(run_id, holding, moment):
            return


def _do_batch(run_id: int, holding: Holding, moment: datetime) -> int:
    """One handful, and its number in the run, in one transaction."""
    with transaction():
        ids = due_ids(holding, moment)
        if ids and holding.at_end is not None:
            run, kind = db.session.get_one(RetentionRun, run_id), holding.kind.value
            holding.at_end(ids, None)
            run.counts = {**run.counts, kind: run.counts.get(kind, 0) + len(ids)}
    return len(ids)
