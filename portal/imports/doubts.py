"""Imported records of which somebody should look again: an earlier reading may have sealed what it guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.decisions.models import DecisionRecord
from portal.foundation.db import all_of
from portal.imports.minutes.items import names_closed
from portal.imports.plan.results import result_in
from portal.rules.results import CLOSED_TITLE, Result

BATCH = 200
MOST_READ = 2000  # for one page: reading each takes a moment
PER_PAGE = 20


@dataclass(frozen=True)
class Doubt:
    """An imported record, how its words read now, and whether they are of a closed item and should not stand at all."""

    record: DecisionRecord
    reads_as: Result
    is_closed: bool


@dataclass(frozen=True)
class Doubts:
    """One page of them, newest first, and the number of the record before which the next page begins."""

    items: Sequence[Doubt]
    next_before: int | None


def doubts(before: int | None = None) -> Doubts:
    """The doubtful among the records that came in before this one; however many there are, a bounded number is read."""
    found: list[Doubt] = []
    for read, record in enumerate(imported_records(before), 1):
        doubt = doubt_about(record)
        if doubt is not None:
            found.append(doubt)
        if len(found) == PER_PAGE or read == MOST_READ:
            return Doubts(found, record.id)
    return Doubts(found, None)


def all_doubts() -> Iterator[Doubt]:
    """Every one of them, newest first."""
    return (doubt for record in imported_records() if (doubt := doubt_about(record)) is not None)


def imported_records(before: int | None = None) -> Iterator[DecisionRecord]:
    """Everything that was imported with a decision in it, newest first, in batches."""
    rows = (
        select(DecisionRecord)
        .where(DecisionRecord.source_key.is_not(None), DecisionRecord.result != Result.ON_AGENDA)
        .options(selectinload(DecisionRecord.points), selectinload(DecisionRecord.municipality))
        .order_by(DecisionRecord.id.desc())
        .limit(BATCH)
    )
    while True:
        batch = all_of(rows if before is None else rows.where(DecisionRecord.id < before))
        yield from batch
        if len(batch) < BATCH:
            return
        before = batch[-1].id


def doubt_about(record: DecisionRecord) -> Doubt | None:
    """What is doubtful about a record; nothing where its words say the same or somebody has said the result."""
    if record.corrected_result is not None:
        return None
    written = "\n".join(text for text in (record.text, record.minority_statement) if text)
    if names_closed(record.title) and _tells_something(record):
        return Doubt(record, Result.OTHER, is_closed=True)
    if not written:
        return None
    reads_as = result_in(written, record.body_name)
    agrees = reads_as == record.result or record.result is Result.OTHER  # that tells nobody anything wrong
    return None if agrees else Doubt(record, reads_as, is_closed=False)


def _tells_something(record: DecisionRecord) -> bool:
    texts = (record.summary, record.presentation, record.text, record.minority_statement)
    return record.title != CLOSED_TITLE or any(texts) or any(point.text or point.result for point in record.points)
