"""The seal of a decision record, which anybody can work out again from what its page lets everybody download.

Each text is hashed on its own: SHA-256 over 32 random bytes (its salt) and the text in UTF-8. The record's hash is
SHA-256 over a canonical JSON of its facts and of the hashes of its texts. So a text can be taken out, with its salt,
and the seal still holds; and nobody who guesses at what stood there can try the guess on the hash that is left.

The canonical form is JSON as of RFC 8259 with keys in alphabetical order, no blanks between tokens, every character
written as itself, encoded as UTF-8. Dates are ISO 8601, moments are in UTC. Hashes and salts are hexadecimal.
A correction is sealed with the hash before it in the chain, so that none can be changed, taken away or put between.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from portal.decisions.models import DecisionCorrection, DecisionRecord, SealedText
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.locking import hold
from portal.foundation.sealing import canonical, columns_of, hash_of_text, new_salt
from portal.rules.results import Result

# Columns of the record that are sealed as they are
FACTS = ("municipality_id", "year", "number", "committee_id", "response_id", "body_name", "item", "case_number",
         "source_key")  # fmt: skip
# What a record gets when it is published, whatever it says
GIVEN = frozenset({"municipality_id", "year", "number", "response_id", "source_key", "published_at", "texts"})
POINT = ("position", "label")
STEP = ("position", "body_name", "item")
VOTE = ("letter", "party_name", "votes_for", "votes_against", "votes_neither")
# Columns that are texts, each sealed on its own
TEXTS = ("title", "summary", "presentation", "legal_basis", "text", "minority_statement", "absent", "disqualified",
         "source")  # fmt: skip
TEXTS_OF_PARTS = (("points", ("text", "result")), ("case_steps", ("text", "reservations")), ("attachments", ("name",)))
TAKEN_OUT = "[taget ud]"  # what stands where a text was; in Danish, like the texts


def sealed_content(record: DecisionRecord) -> dict[str, Any]:
    """What the record's hash covers, as plain values: its facts, and the hashes of its texts.

    How many members the body had is among them where somebody said it; a record without it is sealed without it.
    """
    known = {"members": record.members} if record.members is not None else {}
    return (
        columns_of(record, FACTS)
        | known
        | {
            "decided_on": record.decided_on.isoformat(),
            "published_at": _moment(record.published_at),
            "result": record.result.value,
            "points": [columns_of(row, POINT) for row in sorted(record.points, key=lambda row: row.position)],
            "case_steps": [
                columns_of(row, STEP) | {"met_on": row.met_on.isoformat() if row.met_on else None}
                for row in sorted(record.case_steps, key=lambda row: row.position)
            ],
            "votes": [columns_of(row, VOTE) for row in sorted(record.votes, key=lambda row: row.letter)],
            "texts": {text.name: text.digest for text in record.sealed_texts if not _is_of_a_correction(text)},
        }
    )


def sealed_correction(correction: DecisionCorrection, before: str) -> dict[str, Any]:
    """What a correction's hash covers; `before` is the hash before it in the chain."""
    return {
        "before": before,
        "number": correction.number,
        "result": correction.result.value if correction.result else None,
        "text": sealed_text(correction.record, name_of(correction)).digest,
        "created_at": _moment(correction.created_at),
    }


def hash_of_record(record: DecisionRecord) -> str:
    """The hash of a record as it stands now."""
    return sha256(canonical(sealed_content(record))).hexdigest()


def hash_of_correction(correction: DecisionCorrection, before: str) -> str:
    """The hash of a correction as it stands now, after the hash `before` it in the chain."""
    return sha256(canonical(sealed_correction(correction, before))).hexdigest()


def texts_of(record: DecisionRecord) -> Iterator[tuple[str, Any, str]]:
    """Every text of a record and its corrections that is there: its name, the row it stands in, and the column."""
    for column in TEXTS:
        yield column, record, column
    for part, columns in TEXTS_OF_PARTS:
        for row in getattr(record, part):
            yield from ((f"{part}.{row.position}.{column}", row, column) for column in columns)
    yield from ((name_of(correction), correction, "text") for correction in record.corrections)


def sealed_text(record: DecisionRecord, name: str) -> SealedText:
    return next(text for text in record.sealed_texts if text.name == name)


def name_of(correction: DecisionCorrection) -> str:
    return f"corrections.{correction.number}.text"


def texts_agree(record: DecisionRecord) -> bool:
    """Whether each text is the one that was sealed, none is missing, and none has come to it."""
    there = {name: getattr(row, column) for name, row, column in texts_of(record) if getattr(row, column)}
    sealed = {text.name: text for text in record.sealed_texts}
    return there.keys() == sealed.keys() and all(_agrees(sealed[name], text) for name, text in there.items())


def _agrees(sealed: SealedText, text: str) -> bool:
    if sealed.taken_out_at is not None:
        return sealed.salt is None and text == TAKEN_OUT and bool(sealed.reason)
    return sealed.salt is not None and hash_of_text(sealed.salt, text) == sealed.digest


def reads_as(record: DecisionRecord, other: DecisionRecord) -> bool:
    """Whether both say the same, word for word, whenever and under whatever number they were published."""
    return _said(record) == _said(other)


def _said(record: DecisionRecord) -> dict[str, Any]:
    facts = {name: value for name, value in sealed_content(record).items() if name not in GIVEN}
    first = (one for one in texts_of(record) if not isinstance(one[1], DecisionCorrection))
    return facts | {name: text for name, row, column in first if (text := getattr(row, column))}


def seal(record: DecisionRecord) -> None:
    """Publish a record: give it its moment and its hash. Within a transaction, once, when everything is in place."""
    record.published_at = record.published_at or clock.now()
    db.session.add(record)
    db.session.flush()  # the hash covers ids that the database gives
    for name, row, column in texts_of(record):
        if text := getattr(row, column):
            _seal_text(record, name, text)
    db.session.flush()
    record.content_hash = hash_of_record(record)


def chain_correction(
    record: DecisionRecord, text: str, *, author_id: int | None, result: Result | None = None
) -> DecisionCorrection:
    """Add a correction to the end of a record's chain, within a transaction."""
    hold(record.municipality)  # the record itself is never touched, not even by a lock
    db.session.expire(record, ["corrections", "sealed_texts"])
    before = record.corrections[-1].content_hash if record.corrections else record.content_hash
    correction = DecisionCorrection(
        record=record,
        number=len(record.corrections) + 1,
        text=text,
        result=result,
        author_id=author_id,
        created_at=clock.now(),
        content_hash="",
    )
    db.session.add(correction)
    _seal_text(record, name_of(correction), text)
    correction.content_hash = hash_of_correction(correction, before)
    return correction


def destroy_text(record: DecisionRecord, name: str, *, reason: str, by_id: int) -> None:
    """Take a text and its salt away for ever; its hash and the reason stay. Within a transaction."""
    row, column = next((row, column) for named, row, column in texts_of(record) if named == name)
    setattr(row, column, TAKEN_OUT)
    sealed = sealed_text(record, name)
    sealed.salt, sealed.reason = None, reason
    sealed.taken_out_at, sealed.taken_out_by_id = clock.now(), by_id
    # What tells whether the source has changed was worked out from this text, too, and without a salt
    record.source_hash = ""
    for correction in record.corrections:
        correction.source_hash = ""


def _seal_text(record: DecisionRecord, name: str, text: str) -> None:
    salt = new_salt()
    record.sealed_texts.append(SealedText(name=name, salt=salt, digest=hash_of_text(salt, text)))


def _is_of_a_correction(text: SealedText) -> bool:
    return text.name.startswith("corrections.")


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
