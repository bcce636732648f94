"""The nightly job: what has had its time is deleted or emptied, as the privacy table promises."""

import logging
from datetime import datetime

from portal.events.record import record
from portal.events.types import EventType
from portal.files import storing
from portal.files.actions import forget_files
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.house.holdings import Holding
from portal.privacy.models import RetentionRun
from portal.privacy.queries import BATCH, due_holdings, due_ids
from portal.rules.privacy import RULES, Fate

logger = logging.getLogger(__name__)
WITHOUT_WORDS = {Fate.DELETED, Fate.EMPTIED}  # then nothing is left for a file to hang on
MOST_BATCHES = 100  # of one holding in one night; the rest comes the next


def keep_promises(now: datetime | None = None) -> RetentionRun:
    """Do what `count_due` shows, kind by kind, in batches saved one by one. One kind that fails stops no other.

    Safe to repeat: what is done is no longer due. Leaves numbers only, in the run and in the trail.
    """
    moment = now or clock.now()
    with transaction():
        run = RetentionRun(counts={}, failures={})
        db.session.add(run)
    for holding in due_holdings():
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
    storing.sweep()  # what was sent with a form and never added
    return run


def _do_all(run_id: int, holding: Holding, moment: datetime) -> None:
    """Handful after handful. A record that fails is passed over, so that it keeps none of its kind; then it is told."""
    failed: dict[int, Exception] = {}
    for _batch in range(MOST_BATCHES):
        ids = [id_ for id_ in due_ids(holding, moment, BATCH + len(failed)) if id_ not in failed][:BATCH]
        if not ids or len(failed) > BATCH:
            break
        try:
            _do_batch(run_id, holding, ids)
        except Exception:
            failed |= _do_one_by_one(run_id, holding, ids)
    for error in failed.values():
        raise error


def _do_one_by_one(run_id: int, holding: Holding, ids: list[int]) -> dict[int, Exception]:
    """Those of them that fail, each with its error."""
    failed: dict[int, Exception] = {}
    for id_ in ids:
        try:
            _do_batch(run_id, holding, [id_])
        except Exception as error:
            failed[id_] = error
    return failed


def _do_batch(run_id: int, holding: Holding, ids: list[int]) -> None:
    """One handful, and its number in the run, in one transaction."""
    if holding.at_end is None:
        return
    with transaction():
        run, kind = db.session.get_one(RetentionRun, run_id), holding.kind.value
        holding.at_end(ids, None)
        if RULES[holding.kind].at_end in WITHOUT_WORDS:
            forget_files(holding.table, ids)
        run.counts = {**run.counts, kind: run.counts.get(kind, 0) + len(ids)}
