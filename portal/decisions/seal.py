"""The content hash that stands beside a published record, so that anyone can see that it has not changed.

SHA-256 of canonical JSON (sorted keys, no spaces, UTF-8). A correction's hash covers its text and the hash before it, so
the additions to a record form a chain. What is covered is listed here once; a new column is covered from its first day
or never, because old hashes must stay true.
"""

import json
from hashlib import sha256
from typing import Any

from portal.decisions.models import DecisionRecord

FACTS = (
    "year", "number", "body_name", "decided_on", "item", "case_number", "title", "summary", "presentation", "legal_basis",
    "text", "result", "minority_statement", "absent", "disqualified", "source", "source_key",
)  # fmt: skip
POINT_FACTS = ("position", "label", "text", "result")
STEP_FACTS = ("position", "body_name", "met_on", "item", "text", "reservations")
VOTE_FACTS = ("letter", "party_name", "votes_for", "votes_against", "votes_neither")
ATTACHMENT_FACTS = ("position", "name")


def seal_of(record: DecisionRecord) -> str:
    """The hash of a record as it stands now; equal to `content_hash` for as long as nothing has changed."""
    votes = sorted(record.votes, key=lambda vote: vote.letter)
    content = _facts(record, FACTS) | {
        "points": [_facts(point, POINT_FACTS) for point in record.points],
        "case_steps": [_facts(step, STEP_FACTS) for step in record.case_steps],
        "votes": [_facts(vote, VOTE_FACTS) for vote in votes],
        "attachments": [_facts(attachment, ATTACHMENT_FACTS) for attachment in record.attachments],
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return sha256(canonical.encode()).hexdigest()


def seal_of_correction(text: str, before: str) -> str:
    """The hash of an addition; `before` is the hash of the addition or the record that it follows."""
    return sha256(f"{before}\n{text}".encode()).hexdigest()


def last_seal(record: DecisionRecord) -> str:
    """The hash that the next addition builds on."""
    return record.corrections[-1].content_hash if record.corrections else record.content_hash


def _facts(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
