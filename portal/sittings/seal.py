"""The seal of approved minutes.

What is said of each item is hashed on its own: SHA-256 over 32 random bytes (its salt) and a canonical JSON of it. The
seal is SHA-256 over a canonical JSON of the facts of the meeting and of those hashes, so whoever is given the hashes of
the closed items and the salts of the open ones can work it out again, and is told nothing of what is closed.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

from portal.foundation.db import db
from portal.foundation.sealing import canonical, columns_of, hash_of_text, new_salt
from portal.sittings.models import AgendaItem, Sitting


def sealed_item(item: AgendaItem) -> dict[str, Any]:
    """What is said of one item, as plain values."""
    written = item.written
    return (
        columns_of(item, ("position", "title", "is_open"))
        | {
            "kind": item.kind.value,
            "account": written.account,
            "decision": written.decision,
            "result": written.result.value if written.result else None,
            "presences": sorted([one.membership_id, one.state.value] for one in item.presences),
        }
        | ({"voices": written.voices} if written.voices else {})
    )  # minutes without any keep the seal that they have


def digest_of(item: AgendaItem) -> str:
    """The hash of one item, with its salt."""
    return hash_of_text(item.written.salt, canonical(sealed_item(item)).decode())


def sealed_content(sitting: Sitting) -> dict[str, Any]:
    """What the seal covers."""
    return {
        "meeting": sitting.id,
        "committee": sitting.committee_id,
        "title": sitting.title,
        "place": sitting.place,
        "starts_at": _moment(sitting.starts_at),
        "approved_at": _moment(sitting.minutes_approved_at),
        "signed_by": [one.user_id for one in sitting.standing_signatures],
        "turns": _turns(sitting),
        "items": [digest_of(item) for item in sitting.items],
    }


def draft_mark(sitting: Sitting) -> str:
    """Another one as soon as anything is changed of what a draft says: of its items, or of when they began."""
    turns = _turns(sitting)
    said = {"items": [sealed_item(item) for item in sitting.items]} | ({"turns": turns} if turns else {})
    return sha256(canonical(said)).hexdigest()


def _turns(sitting: Sitting) -> list[list[Any]]:
    return [[turn.kind.value, turn.item_id, _moment(turn.begins_at)] for turn in sitting.turns]


def seal_of(sitting: Sitting) -> str:
    """The seal of the minutes as they stand now."""
    return sha256(canonical(sealed_content(sitting))).hexdigest()


def seal(sitting: Sitting) -> None:
    """Lock the minutes: within a transaction, once, when everything is in place."""
    for item in sitting.items:
        item.written.salt = new_salt()
    db.session.flush()
    sitting.content_hash = seal_of(sitting)


def is_intact(sitting: Sitting) -> bool:
    """Whether the minutes say what they said when they were approved."""
    return sitting.content_hash == seal_of(sitting)


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
