"""What of decision records is about people, and which texts everybody can read."""

from typing import Any

from sqlalchemy.orm import joinedload

from portal.decisions.models import (
    CaseStep,
    DecisionAttachment,
    DecisionCorrection,
    DecisionPoint,
    DecisionRecord,
    SealedText,
    VoteCount,
)
from portal.foundation.i18n import N_, words_of
from portal.foundation.public_texts import KEY, MADE, PARTY, SHORT, PublicTable, PublicTexts
from portal.house.holdings import Holding, nobodys
from portal.house.keeping import Subject, ValueWords
from portal.rules.privacy import Kind
from portal.rules.results import RESULTS, Result

K = Kind


def _is_ours(record: DecisionRecord | None) -> bool:
    """What is read from published minutes is looked through by whoever reads it."""
    return record is not None and record.is_public and not record.source_key


def _of_our_record(part: Any) -> bool:
    return _is_ours(part.record)


HOLDINGS = (
    Holding(K.OFFICE, DecisionCorrection, lambda me: DecisionCorrection.author_id == me.id),
    Holding(
        K.OFFICE, SealedText, lambda me: SealedText.taken_out_by_id == me.id,
        shows=("id", "record_id", "taken_out_at", "reason"),
    ),
    Holding(K.DECISION, DecisionRecord, nobodys),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    CaseStep: PublicTexts(("body_name", "item", "text", "reservations"), _of_our_record),
    DecisionAttachment: PublicTexts(("name",), _of_our_record),
    DecisionCorrection: PublicTexts(
        ("text",), lambda row: not row.source_hash, passed_over={"content_hash": MADE, "source_hash": MADE}
    ),
    DecisionPoint: PublicTexts(("label", "text", "result"), _of_our_record),
    DecisionRecord: PublicTexts(
        ("body_name", "item", "case_number", "title", "summary", "presentation", "legal_basis", "text",
         "minority_statement", "absent", "disqualified"),
        _is_ours,
        opened_by=("published_at",),
        parts=lambda row: (*row.points, *row.case_steps, *row.attachments),
        passed_over={"source": MADE, "source_key": KEY, "source_hash": MADE, "content_hash": MADE},
    ),
    SealedText: PublicTexts(("reason",), passed_over={"name": KEY, "salt": MADE, "digest": MADE}),
    VoteCount: PublicTexts(passed_over={"letter": SHORT, "party_name": PARTY}),
}  # fmt: skip
SUBJECTS = (Subject(N_("Decision"), DecisionRecord, loads=(joinedload(DecisionRecord.municipality),)),)
VALUE_WORDS: ValueWords = {Result: words_of(RESULTS)}
COLUMN_LABELS = {"result": N_("Result"), "taken_out_at": N_("Taken out")}
