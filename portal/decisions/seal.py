"""What everybody can download to work a record's seal out again, with nothing but SHA-256."""

from typing import Any

from portal.decisions.hashing import name_of, sealed_content, sealed_correction, texts_of
from portal.decisions.models import DecisionRecord

HOW = (
    "For hver tekst: SHA-256 over saltets bytes (skrevet som hex) fulgt af teksten i UTF-8 giver tekstens hash. "
    "For beslutningen: SHA-256 over 'sealed' skrevet som JSON med nøglerne i alfabetisk orden, uden mellemrum mellem "
    "tegnene, alle bogstaver som de er, i UTF-8, giver 'hash'. For hver rettelse gælder det samme; 'before' er hashen "
    "før den. "
    "En tekst, der er taget ud, har hverken tekst eller salt, kun sin hash, og den indgår i beslutningens hash som før."
)


def public_seal(record: DecisionRecord) -> dict[str, Any]:
    """The record as it was sealed, each text with its salt, and the corrections."""
    there = {name: getattr(row, column) for name, row, column in texts_of(record)}
    chain = [record.content_hash, *(correction.content_hash for correction in record.corrections)]
    return {
        "how": HOW,
        "address": record.path,
        "hash": record.content_hash,
        "sealed": sealed_content(record),
        "texts": {
            text.name: {"text": there[text.name], "salt": text.salt}
            for text in record.sealed_texts
            if text.taken_out_at is None
        },
        "taken_out": {
            text.name: {"hash": text.digest, "at": text.taken_out_at.isoformat(), "reason": text.reason}
            for text in record.taken_out
            if text.taken_out_at is not None
        },
        "corrections": [
            {
                "hash": correction.content_hash,
                "text": name_of(correction),
                "sealed": sealed_correction(correction, before),
            }
            for correction, before in zip(record.corrections, chain, strict=False)
        ],
        "resealed": (
            {"at": record.resealed_at.isoformat(), "old_seal_held": record.old_seal_held}
            if record.resealed_at is not None
            else None
        ),
    }
