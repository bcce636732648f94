"""The seal of a decision record: a hash over everything that was published, which anybody can work out again.

The canonical form is JSON as of RFC 8259 with keys in alphabetical order, no blanks between tokens, every character
written as itself, encoded as UTF-8. Dates are ISO 8601, moments are in UTC. The hash is SHA-256, in hexadecimal.
A correction is sealed with the hash before it in the chain, so that none can be changed, taken away or put between.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from portal.decisions.models import DecisionCorrection, DecisionRecord
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.locking import hold

# Columns of the record that are published as they are
FACTS = ("municipality_id", "year", "number", "committee_id", "response_id", "body_name", "item", "case_number",
         "title", "summary", "presentation", "legal_basis", "text", "minority_statement", "absent", "disqualified",
         "source", "source_key")  # fmt: skip
POINT = ("position", "label", "text", "result")
STEP = ("position", "body_name", "item", "text", "reservations")
VOTE = ("letter", "party_name", "votes_for", "votes_against", "votes_neither")
ATTACHMENT = ("position", "name")


def published_content(record: DecisionRecord) -> dict[str, Any]:
    """Everything that a reader of the record is told, as plain values; corrections are sealed apart."""
    return _columns(record, FACTS) | {
        "decided_on": record.decided_on.isoformat(),
        "published_at": _moment(record.published_at),
        "result": record.result.value,
        "points": [_columns(row, POINT) for row in sorted(record.points, key=lambda row: row.position)],
        "case_steps": [
            _columns(row, STEP) | {"met_on": row.met_on.isoformat() if row.met_on else None}
            for row in sorted(record.case_steps, key=lambda row: row.position)
        ],
        "votes": [_columns(row, VOTE) for row in sorted(record.votes, key=lambda row: row.letter)],
        "attachments": [_columns(row, ATTACHMENT) for row in sorted(record.attachments, key=lambda row: row.position)],
    }


def canonical(content: dict[str, Any]) -> bytes:
    """The one way of writing `content` down."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of_record(record: DecisionRecord) -> str:
    """The hash of a record as it stands now."""
    return sha256(canonical(published_content(record))).hexdigest()


def hash_of_correction(correction: DecisionCorrection, before: str) -> str:
    """The hash of a correction as it stands now, after the hash `before` it in the chain."""
    content = {
        "before": before,
        "number": correction.number,
        "text": correction.text,
        "created_at": _moment(correction.created_at),
    }
    return sha256(canonical(content)).hexdigest()


def seal(record: DecisionRecord) -> None:
    """Publish a record: give it its moment and its hash. Within a transaction, once, when everything is in place."""
    record.published_at = record.published_at or clock.now()
    db.session.add(record)
    db.session.flush()  # the hash covers ids that the database gives
    record.content_hash = hash_of_record(record)


def chain_correction(record: DecisionRecord, text: str, *, author_id: int | None) -> DecisionCorrection:
    """Add a correction to the end of a record's chain, within a transaction."""
    hold(record.municipality)  # the record itself is never touched, not even by a lock
    db.session.expire(record, ["corrections"])
    before = record.corrections[-1].content_hash if record.corrections else record.content_hash
    correction = DecisionCorrection(
        record=record, number=len(record.corrections) + 1, text=text, author_id=author_id, created_at=clock.now()
    )
    correction.content_hash = hash_of_correction(correction, before)
    db.session.add(correction)
    return correction


def _columns(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
