"""Working out every hash again, and saying what does not agree with what was published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.decisions.hashing import hash_of_correction, hash_of_record, texts_agree
from portal.decisions.models import DecisionRecord
from portal.foundation.db import all_of, db
from portal.recommendations.hashing import hash_of_adoption
from portal.recommendations.models import Adoption

BATCH = 200


@dataclass(frozen=True)
class Mismatch:
    """One thing that is not as it was published: which record, and what is wrong, in plain words."""

    path: str
    problem: str


@dataclass
class Verification:
    """How far the work has come, and what was found."""

    records: int = 0
    corrections: int = 0
    adoptions: int = 0
    mismatches: tuple[Mismatch, ...] = ()


def verify_records() -> Verification:
    """Look at every published record, in batches, at the numbers that should be there, and at what was adopted."""
    outcome = Verification()
    for batch in _batches():
        outcome.records += len(batch)
        outcome.corrections += sum(len(record.corrections) for record in batch)
        outcome.mismatches += tuple(found for record in batch for found in _mismatches(record))
        db.session.expunge_all()  # so that memory does not grow with the archive
    outcome.mismatches += tuple(_gaps())
    for adoption in _sealed_adoptions():
        outcome.adoptions += 1
        if hash_of_adoption(adoption) != adoption.digest:
            found = Mismatch(adoption.recommendation.path, "the recommendation is not what was adopted")
            outcome.mismatches = (*outcome.mismatches, found)
    return outcome


def _sealed_adoptions() -> Sequence[Adoption]:
    """Adoptions of which a hash was kept."""
    rows = select(Adoption).where(Adoption.digest.is_not(None)).options(joinedload(Adoption.recommendation))
    return all_of(rows.order_by(Adoption.id))


def _batches() -> Iterator[Sequence[DecisionRecord]]:
    last = 0
    parts = ("points", "case_steps", "votes", "attachments", "corrections", "sealed_texts", "municipality")
    rows = select(DecisionRecord).options(*(selectinload(getattr(DecisionRecord, part)) for part in parts))
    published = DecisionRecord.published_at.is_not(None) | (DecisionRecord.content_hash != "")
    while True:
        batch = all_of(rows.where(DecisionRecord.id > last, published).order_by(DecisionRecord.id).limit(BATCH))
        if not batch:
            return
        last = batch[-1].id
        yield batch


def _mismatches(record: DecisionRecord) -> Iterator[Mismatch]:
    if hash_of_record(record) != record.content_hash:
        yield Mismatch(record.path, "the content does not agree with its hash")
    if not texts_agree(record):
        yield Mismatch(record.path, "a text does not agree with its hash")
        return  # a correction without its text cannot be looked at
    if record.old_seal_held is False:
        yield Mismatch(record.path, "the seal it had before the texts got salts did not hold")
    before = record.content_hash
    for place, correction in enumerate(record.corrections, 1):
        if correction.number != place or hash_of_correction(correction, before) != correction.content_hash:
            yield Mismatch(record.path, f"correction {correction.number} does not agree with the chain")
        before = correction.content_hash


def _gaps() -> Iterator[Mismatch]:
    """Numbers are given without gaps and no record is ever deleted, so a missing number is a missing record."""
    rows = db.session.execute(
        select(DecisionRecord.municipality_id, DecisionRecord.year, func.count(), func.max(DecisionRecord.number))
        .group_by(DecisionRecord.municipality_id, DecisionRecord.year)
        .order_by(DecisionRecord.municipality_id, DecisionRecord.year)
    )
    for municipality_id, year, count, highest in rows:
        if count != highest:
            yield Mismatch(
                f"municipality {municipality_id}, {year}", f"{count} records, but the last number is {highest}"
            )
